import type { Transaction } from '../../platform/db.ts'
import { insertRows } from '../../platform/rows.ts'
import type { Told } from '../engine/advance.ts'
import type { Path, Progress } from '../engine/progress.ts'
import type { OpenStep, Summary } from './summary.ts'

/** A run as its actions need it. */
export type Run = {
  id: number
  versionId: number
  workflow: string
  ticketId: number | null
  subject: string
  rehearsal: boolean
  /** How far the clock of a rehearsal is ahead, in milliseconds. */
  aheadMs: number
  /** How many events it has had. */
  events: number
  ownerId: number
  progress: Progress
}

const COLUMNS = {
  id: 'id', versionId: 'version_id', workflow: 'workflow', ticketId: 'ticket_id', subject: 'subject', rehearsal: 'rehearsal', aheadMs: 'ahead_ms',
  events: 'events', ownerId: 'owner_id', progress: 'progress',
} as const

type Row = Omit<Run, 'progress' | 'rehearsal'> & { progress: string, rehearsal: number }

/** The run, locked. */
export async function lockRun(db: Transaction, id: number): Promise<Run | undefined> {
  const row = await db('runs').where({ id }).forUpdate().first<Row | undefined>(COLUMNS)
  return row && { ...row, rehearsal: Boolean(row.rehearsal), progress: JSON.parse(row.progress) as Progress }
}

/** Whether the next step of the run is its member's. */
export async function isMembers(db: Transaction, id: number): Promise<boolean> {
  return await db('runs').where({ id, standing: 'member' }).first('id') !== undefined
}

/** A run that begins with the next event. */
export async function insertRun(db: Transaction, { progress, ...run }: Omit<Run, 'events'>, at: number) {
  await db('runs').insert({
    id: run.id, version_id: run.versionId, workflow: run.workflow, ticket_id: run.ticketId, subject: run.subject.slice(0, 300), rehearsal: run.rehearsal,
    ahead_ms: run.aheadMs, owner_id: run.ownerId, progress: JSON.stringify(progress), standing: 'machine', since: at, started_at: at,
  })
}

/** Saves how the run stands after an event, the event itself, and whom it asks now. `endedAt` when it is over. */
export async function saveRun(db: Transaction, { id, events, progress }: Pick<Run, 'id' | 'events' | 'progress'>, { summary, open, endedAt }: { summary: Summary, open: readonly OpenStep[], endedAt: number | null }) {
  await db('runs').where({ id }).update({ progress: JSON.stringify(progress), events, ended_at: endedAt, ...summaryColumns(summary) })
  await db('run_steps').where({ run_id: id }).delete()
  await insertRows(db, 'run_steps', open.map(({ path, mover, role, state, since, dueAt }) => ({ run_id: id, path, mover, role, state, since, due_at: dueAt })))
}

/** What lists of runs are made of, by the names of its columns. */
function summaryColumns({ nextPath, dueAt, wakeAt, going, falls, stuck, ...rest }: Summary) {
  const [goingOn, falling] = [going ?? NOTHING_GOING, falls ?? NOTHING_FALLS]
  return {
    ...rest, next_path: nextPath, due_at: dueAt, wake_at: wakeAt, going_done: goingOn.done, going_of: goingOn.of, going_ends: goingOn.endsAt ?? null,
    falls_at: falling.at, falls_path: falling.path, stuck: stuck && JSON.stringify(stuck),
  }
}

const NOTHING_GOING = { done: null, of: null, endsAt: null } as const
const NOTHING_FALLS = { at: null, path: null } as const

/** Writes down what happened; an event is never changed afterwards. */
export async function insertEvent(db: Transaction, { runId, number, actor }: { runId: number, number: number, actor: string }, { at, ...event }: Told | { at: number, type: string }) {
  await db('run_events').insert({ run_id: runId, number, at, actor, type: event.type, event: JSON.stringify(event) })
}

/** Counts one more event that the engine need not know of. */
export const saveCount = (db: Transaction, id: number, events: number) => db('runs').where({ id }).update({ events })

/** Somebody else follows the run from now on; 0 for nobody. */
export const saveOwner = (db: Transaction, id: number, ownerId: number) => db('runs').where({ id }).update({ owner_id: ownerId })

/** The clock of a rehearsal is further ahead. */
export async function saveAhead(db: Transaction, id: number, { aheadMs, byMs }: { aheadMs: number, byMs: number }) {
  await db('runs').where({ id }).update({ ahead_ms: aheadMs })
  await db('jobs').where({ run_id: id }).decrement('due_at', byMs)
}

/** Keeps a secret that a form was given or an act brought back, sealed. Answers its number. */
export async function insertSecret(db: Transaction, { runId, path, field, sealed, at }: { runId: number, path: Path, field: string, sealed: string, at: number }): Promise<number> {
  const [id = 0] = await db('run_secrets').insert({ run_id: runId, path, field, sealed, created_at: at })
  return Number(id)
}

/** A secret of this run that is still there. */
export async function sealedOf(db: Transaction, { runId, secretId }: { runId: number, secretId: number }): Promise<{ sealed: string, path: string, field: string } | undefined> {
  return db('run_secrets').where({ id: secretId, run_id: runId }).whereNotNull('sealed').first<{ sealed: string, path: string, field: string } | undefined>('sealed', 'path', 'field')
}

/** Nothing is left of these: whoever brought them came too late. */
export const removeSecrets = (db: Transaction, ids: readonly number[]) => db('run_secrets').whereIn('id', ids).delete()

/** Nothing is left of the run's secrets but that there were some. */
export async function destroySecrets(db: Transaction, runId: number, at: number) {
  await db('run_secrets').where({ run_id: runId }).whereNotNull('sealed').update({ sealed: null, destroyed_at: at })
}

/** Rehearsals that were over before then, the oldest first. */
export const endedRehearsals = async (db: Transaction, { before, most }: { before: number, most: number }): Promise<number[]> =>
  (await db('runs').where({ rehearsal: true }).where('ended_at', '<', before).orderBy('ended_at').limit(most).select<{ id: number }[]>('id')).map(({ id }) => id)

/** Nothing is left of these runs. */
export async function removeRuns(db: Transaction, ids: readonly number[]) {
  for (const table of ['run_events', 'run_steps', 'run_secrets', 'run_hand_overs', 'jobs']) await db(table).whereIn('run_id', ids).delete()
  await db('runs').whereIn('id', ids).delete()
}
