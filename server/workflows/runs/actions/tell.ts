import type { Context } from '../../../platform/context.ts'
import { record } from '../../../platform/record.ts'
import { advance, type Told } from '../../engine/advance.ts'
import type { WorkflowEvent } from '../../engine/event.ts'
import { isEnded } from '../../engine/progress.ts'
import { deleteJobsOf, queueInvitation, queueJobs } from '../../jobs/store.ts'
import { definitionOf } from '../../publishing/queries.ts'
import { firstAsk } from '../invitation.ts'
import { destroySecrets, insertEvent, lockRun, saveRun, type Run } from '../store.ts'
import { openSteps, summaryOf } from '../summary.ts'
import { block, unblock } from './blocking.ts'

/** Who is behind an event: `agent:ID`, `member` or `system:NAME`. */
export type By = string

/** The actor of a context, as events keep it. */
export const byOf = ({ actor }: Pick<Context, 'actor'>): By => actor.kind === 'agent' ? `agent:${actor.id}` : `system:${actor.name}`

/**
 * Tells a locked run what happened, and saves what follows from it: how it stands, the event, what is to be carried out, whom it asks.
 * What changes nothing (an answer that came twice, or too late) is not written down. Answers whether something changed.
 */
export async function tell(context: Context, run: Run, { by = byOf(context), ...event }: WorkflowEvent & { by?: By }): Promise<boolean> {
  const { db, now } = context
  const definition = await definitionOf(db, run.versionId)
  const told: Told = { ...event, at: now.getTime() + run.aheadMs }
  const before = run.events === 0 ? undefined : run.progress
  const { progress, effects } = advance(definition, before, told)
  if (progress === before) return false

  const number = run.events + 1
  const ended = isEnded(progress)
  await saveRun(db, { id: run.id, events: number, progress }, { summary: summaryOf(definition, progress), open: ended ? [] : openSteps(definition, progress), endedAt: ended ? now.getTime() : null })
  await insertEvent(db, { runId: run.id, number, actor: by }, told)
  await queueJobs(db, run.id, { effects, aheadMs: run.aheadMs })
  await invite(context, run, firstAsk(definition, before, progress))
  if (ended) await end(context, run)
  else if (number === 1) await block(context, run)
  await record(context, { type: 'run.changed', runId: run.id, ticketId: run.ticketId })
  return true
}

/** The first thing that a member is asked is told them by mail. What a rehearsal asks is asked of nobody, and without a ticket there is nobody to write to. */
async function invite({ db, now }: Context, { id, rehearsal, ticketId }: Run, path: string | undefined) {
  if (path !== undefined && !rehearsal && ticketId !== null) await queueInvitation(db, id, { path, dueAt: now.getTime() })
}

async function end(context: Context, run: Run) {
  await destroySecrets(context.db, run.id, context.now.getTime())
  await deleteJobsOf(context.db, run.id)
  await unblock(context, run)
}

/** Tells a run by its number. Answers false when there is no such run, or nothing changed. */
export async function tellRun(context: Context, runId: number, event: WorkflowEvent & { by?: By }): Promise<boolean> {
  const run = await lockRun(context.db, runId)
  return run !== undefined && tell(context, run, event)
}
