import type { Context } from '../../../platform/context.ts'
import type { MailIds } from '../../../tickets/replying/actions/mail-parts.ts'
import { say } from '../../definition/conditions.ts'
import { knownAt } from '../../engine/known.ts'
import { stepAt } from '../../engine/places.ts'
import { definitionOf } from '../../publishing/queries.ts'
import { remember } from '../../runs/actions/conduct.ts'
import { sayToMember } from '../../runs/actions/say.ts'
import { lockRun } from '../../runs/store.ts'
import { reminderText } from '../../runs/reminder.ts'
import type { JobRun } from '../queries.ts'
import type { Job } from '../store.ts'
import type { Saying } from './message.ts'

/** Somebody is asked again: the member kindly by mail, agents by what they see. What is overdue for long is shown to another role. */
export async function remind(context: Context, { job, run, ids }: { job: Job, run: JobRun, ids: MailIds }, saying: Saying) {
  const definition = await definitionOf(context.db, run.versionId)
  const step = stepAt(definition, job.path)
  const locked = await lockRun(context.db, run.id)
  if (!step || !locked) return
  if (job.does === 'remind' && 'who' in step && step.who === 'member' && run.ticketId !== null && !run.rehearsal) {
    const title = say(step.title, knownAt({ ...run.progress, definition }, job.path))
    const url = saying.memberUrl(run.id)
    await sayToMember(context, { ticketId: run.ticketId, text: reminderText({ title, url, nth: Number(job.detail) }), ids, runId: run.id, ownerId: run.ownerId }, saying)
  }
  await remember(context, locked, { type: job.does === 'remind' ? 'reminded' : 'escalated', path: job.path, to: job.detail })
}
