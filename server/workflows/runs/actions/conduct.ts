import { log } from '../../../audit/store.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/errors.ts'
import { record } from '../../../platform/record.ts'
import { isEnded } from '../../engine/progress.ts'
import { insertEvent, lockRun, saveAhead, saveCount, saveOwner, sealedOf, type Run } from '../store.ts'
import { byOf, tell } from './tell.ts'

const runOf = async ({ db }: Context, id: number): Promise<Run> => {
  const run = await lockRun(db, id)
  if (!run) throw new Refusal('not-found', 'There is no such run')
  return run
}

const aboutTicket = ({ ticketId }: Run) => ticketId === null ? {} : { ticketId }

/** Ends a run before its time. `undo`: what a port can take back is, the last first. */
export async function cancelRun(context: Context, id: number, { reason, undo }: { reason: string, undo: boolean }) {
  const run = await runOf(context, id)
  if (run.progress.state !== 'running') throw new Refusal('conflict', 'This run is over, or being cancelled')
  await tell(context, run, { type: 'cancelled', reason, undo })
  await log(context, { did: 'run.cancelled', runId: id, undo, ...aboutTicket(run) })
}

/** Somebody else follows the run; 0 for nobody. */
export async function handOver(context: Context, id: number, agentId: number) {
  const run = await runOf(context, id)
  if (run.ownerId === agentId) return
  if (agentId !== 0 && !await context.db('agents').where({ id: agentId, active: true }).first('id')) throw new Refusal('invalid', 'There is no such agent')
  await saveOwner(context.db, id, agentId)
  await remember(context, run, { type: 'handed-over', to: agentId })
  await log(context, { did: 'run.handed-over', runId: id, to: agentId, ...aboutTicket(run) })
}

/** Shows a secret to whoever may see it: the look itself is written down, in the run and in the audit. */
export async function seeSecret(context: Context, id: number, { secretId, open }: { secretId: number, open: (sealed: string) => string }): Promise<string> {
  const run = await runOf(context, id)
  const secret = await sealedOf(context.db, { runId: id, secretId })
  if (!secret) throw new Refusal('not-found', 'This secret has been destroyed')
  await remember(context, run, { type: 'secret-seen', path: secret.path, field: secret.field })
  await log(context, { did: 'run.secret-seen', runId: id, path: secret.path, field: secret.field, ...aboutTicket(run) })
  return open(secret.sealed)
}

/** Puts the clock of a rehearsal forward to its next date, and wakes it. */
export async function leap(context: Context, id: number, byMs: number) {
  const run = await runOf(context, id)
  if (!run.rehearsal) throw new Refusal('invalid', 'Only the clock of a rehearsal can be put forward')
  if (isEnded(run.progress)) throw new Refusal('conflict', 'This run is over')
  const aheadMs = run.aheadMs + byMs
  await saveAhead(context.db, id, { aheadMs, byMs })
  await tell(context, { ...run, aheadMs }, { type: 'woke' })
  await log(context, { did: 'run.leapt', runId: id, days: Math.round(byMs / 86_400_000), ...aboutTicket(run) })
  await record(context, { type: 'run.changed', runId: id, ticketId: run.ticketId })
}

/** Something that the engine need not know of stands among the events all the same. */
export async function remember(context: Context, run: Run, event: { type: string, [detail: string]: unknown }) {
  await insertEvent(context.db, { runId: run.id, number: run.events + 1, actor: byOf(context) }, { ...event, at: context.now.getTime() + run.aheadMs })
  await saveCount(context.db, run.id, run.events + 1)
  await record(context, { type: 'run.changed', runId: run.id, ticketId: run.ticketId })
}
