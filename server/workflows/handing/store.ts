import type { Transaction } from '../../platform/db.ts'
import type { HandOver, SeenBy } from './hand-over.ts'

/** Keeps a copy of a secret for the member, sealed. */
export async function insertHandOver(db: Transaction, { runId, path, secretId, kind, label, sealed, createdAt, expiresAt }: Omit<HandOver, 'id' | 'seenAt' | 'seenBy'> & { secretId: number, sealed: string }) {
  await db('run_hand_overs').insert({ run_id: runId, path, secret_id: secretId, kind, label, sealed, created_at: createdAt, expires_at: expiresAt, seen_at: null, seen_by: null })
}

/** What is kept of it, locked; undefined once nothing is. */
export async function lockSealed(db: Transaction, id: number): Promise<{ sealed: string, expiresAt: number } | undefined> {
  return db('run_hand_overs').where({ id }).whereNotNull('sealed').forUpdate().first<{ sealed: string, expiresAt: number } | undefined>({ sealed: 'sealed', expiresAt: 'expires_at' })
}

/** What a step has handed over last, and of which secret of the run it is a copy. */
export async function lastHanded(db: Transaction, { runId, path }: Pick<HandOver, 'runId' | 'path'>): Promise<Pick<HandOver, 'kind' | 'label' | 'createdAt' | 'expiresAt'> & { secretId: number } | undefined> {
  return db('run_hand_overs').where({ run_id: runId, path }).orderBy('id', 'desc').first({ kind: 'kind', label: 'label', createdAt: 'created_at', expiresAt: 'expires_at', secretId: 'secret_id' })
}

/** It is about to be seen: nothing is left of it but when, and by which way. */
export const saveSeen = (db: Transaction, id: number, { at, by }: { at: number, by: SeenBy }) => db('run_hand_overs').where({ id }).update({ sealed: null, seen_at: at, seen_by: by })

/** What this step has handed over before is taken back, where nobody has seen it. */
export const withdraw = (db: Transaction, { runId, path }: Pick<HandOver, 'runId' | 'path'>, at: number) =>
  db('run_hand_overs').where({ run_id: runId, path }).whereNotNull('sealed').update({ sealed: null, expires_at: at })

/** Nothing is left of what nobody has come for. */
export const destroyOver = (db: Transaction, now: number) => db('run_hand_overs').where('expires_at', '<=', now).whereNotNull('sealed').update({ sealed: null })
