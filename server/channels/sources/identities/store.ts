import type { Transaction } from '../../../platform/db.ts'

/** Who a user of a forum is, as an agent has said. */
export type Identity = { handle: string, address: string }

/** Whom this name is joined to, if it is to anybody; locked. MariaDB takes names for the same that differ by an accent or a capital: what it found says its own name. */
export async function lockIdentity(db: Transaction, sourceId: number, handle: string): Promise<Identity | undefined> {
  return await db('identities').where({ source_id: sourceId, handle }).forUpdate().first<Identity | undefined>('handle', 'address')
}

/** From now on it is joined to this address. */
export async function saveIdentity(db: Transaction, { sourceId, handle, address, agentId, at }: Identity & { sourceId: number, agentId: number | null, at: Date }) {
  const row = { address, agent_id: agentId, created_at: at.getTime() }
  await db('identities').insert({ source_id: sourceId, handle, ...row }).onConflict(['source_id', 'handle']).merge(row)
}

/** It is joined to nobody any more. */
export async function removeIdentity(db: Transaction, sourceId: number, handle: string) {
  await db('identities').where({ source_id: sourceId, handle }).delete()
}
