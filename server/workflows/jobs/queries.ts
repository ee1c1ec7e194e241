import type { Db } from '../../platform/db.ts'
import type { Progress } from '../engine/progress.ts'
import type { Job } from './store.ts'

/** The jobs that are due at `now` and that nobody is at, the longest due first. */
export async function dueJobs(db: Db, now: Date, most: number): Promise<Job[]> {
  return db('jobs').where('due_at', '<=', now.getTime())
    .where(free => void free.whereNull('claimed_until').orWhere('claimed_until', '<=', now.getTime()))
    .orderBy('due_at').orderBy('id').limit(most)
    .select<Job[]>({ id: 'id', runId: 'run_id', does: 'does', path: 'path', round: 'round', detail: 'detail', dueAt: 'due_at' })
}

/** The runs whose date has come. */
export async function runsToWake(db: Db, now: Date, most: number): Promise<number[]> {
  const rows = await db('runs').where('wake_at', '<=', db.raw('? + ahead_ms', [now.getTime()])).orderBy('wake_at').limit(most).select<{ id: number }[]>('id')
  return rows.map(({ id }) => id)
}

/** A run as carrying out a job needs it. */
export type JobRun = { id: number, versionId: number, ticketId: number | null, subject: string, rehearsal: boolean, aheadMs: number, ownerId: number, progress: Progress }

/** The run of a job, as it stands now. */
export async function runForJob(db: Db, id: number): Promise<JobRun | undefined> {
  type Row = Omit<JobRun, 'progress' | 'rehearsal'> & { progress: string, rehearsal: number }
  const row = await db('runs').where({ id }).first<Row | undefined>({ id: 'id', versionId: 'version_id', ticketId: 'ticket_id', subject: 'subject', rehearsal: 'rehearsal', aheadMs: 'ahead_ms', ownerId: 'owner_id', progress: 'progress' })
  return row && { ...row, rehearsal: Boolean(row.rehearsal), progress: JSON.parse(row.progress) as Progress }
}

/** A secret of this run, as it is kept; undefined once it is destroyed. */
export async function sealedSecret(db: Db, { runId, secretId }: { runId: number, secretId: number }): Promise<{ sealed: string } | undefined> {
  return db('run_secrets').where({ id: secretId, run_id: runId }).whereNotNull('sealed').first<{ sealed: string } | undefined>('sealed')
}
