import type { Transaction } from '../../platform/db.ts'
import type { Effect } from '../engine/event.ts'

/** Something that a run wants carried out, claimed by one process for a while. */
export type Job = {
  id: number
  runId: number
  does: 'act' | 'look' | 'undo' | 'invite' | 'remind' | 'escalate'
  path: string
  round: number
  /** Of a reminder, which; of an escalation, to whom. */
  detail: string
  dueAt: number
}

const COLUMNS = { id: 'id', runId: 'run_id', does: 'does', path: 'path', round: 'round', detail: 'detail', dueAt: 'due_at' } as const

type JobEffect = Exclude<Effect, { do: 'end' }>

/** What is to be carried out, each thing once: what is queued already comes at its new time. `aheadMs`: how far the run's clock is ahead of ours. */
export async function queueJobs(db: Transaction, runId: number, { effects, aheadMs }: { effects: readonly Effect[], aheadMs: number }) {
  for (const effect of effects) {
    if (effect.do === 'end') continue
    const row = { run_id: runId, does: effect.do, path: effect.path, round: 'round' in effect ? effect.round : 0, detail: detailOf(effect), due_at: effect.at - aheadMs }
    await db('jobs').insert({ ...row, claimed_by: null, claimed_until: null }).onConflict(['run_id', 'path', 'does', 'round', 'detail']).merge(['due_at', 'claimed_by', 'claimed_until'])
  }
}

/** The member is told by mail that something is asked of them. */
export const queueInvitation = (db: Transaction, runId: number, { path, dueAt }: { path: string, dueAt: number }) =>
  db('jobs').insert({ run_id: runId, does: 'invite', path, round: 0, detail: '', due_at: dueAt, claimed_by: null, claimed_until: null }).onConflict(['run_id', 'path', 'does', 'round', 'detail']).ignore()

const detailOf = (effect: JobEffect): string => effect.do === 'remind' ? String(effect.nth) : effect.do === 'escalate' ? effect.to : ''

/** Claims this job until `until`, if nobody else has meanwhile. */
export async function claimJob(db: Transaction, id: number, { holder, now, until }: { holder: string, now: number, until: number }): Promise<boolean> {
  const claimed = await db('jobs').where({ id }).where('due_at', '<=', now)
    .where(free => void free.whereNull('claimed_until').orWhere('claimed_until', '<=', now))
    .update({ claimed_by: holder, claimed_until: until })
  return claimed === 1
}

/** The job was carried out, and what came of it is told in the same transaction. */
export const deleteJob = (db: Transaction, id: number) => db('jobs').where({ id }).delete()

/** Whoever claimed it could not begin: it comes again at `at`. */
export const putBackJob = (db: Transaction, id: number, at: number) => db('jobs').where({ id }).update({ claimed_by: null, claimed_until: null, due_at: at })

/** A run that is over has nothing more to carry out. */
export const deleteJobsOf = (db: Transaction, runId: number) => db('jobs').where({ run_id: runId }).delete()

/** The job of this number, as long as it is there. */
export const jobById = (db: Transaction, id: number): Promise<Job | undefined> => db('jobs').where({ id }).first<Job | undefined>(COLUMNS)
