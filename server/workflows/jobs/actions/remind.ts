import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/errors.ts'
import type { MailIds } from '../../../tickets/replying/actions/mail-parts.ts'
import type { Said } from '../../contract.ts'
import { say } from '../../definition/conditions.ts'
import { knownAt } from '../../engine/known.ts'
import { stepAt } from '../../engine/places.ts'
import { definitionOf } from '../../publishing/queries.ts'
import { remember } from '../../runs/actions/conduct.ts'
import { awaitMember, sayToMember } from '../../runs/actions/say.ts'
import { invitationText } from '../../runs/invitation.ts'
import { hasHappened } from '../../runs/queries.ts'
import { reminderText } from '../../runs/reminder.ts'
import { lockRun } from '../../runs/store.ts'
import type { JobRun } from '../queries.ts'
import type { Job } from '../store.ts'
import type { Saying } from './message.ts'

type Reminding = { job: Job, run: JobRun, ids: MailIds }

/**
 * Somebody is asked: the member by mail, for the first time (`invite`) or again, kindly; agents by what they see. What is overdue for long is shown to another role.
 * Refused where the member cannot be written to.
 */
export async function remind(context: Context, reminding: Reminding, saying: Saying) {
  const { job: { does, path, detail }, run } = reminding
  const locked = await lockRun(context.db, run.id)
  if (!locked || (does === 'invite' && await hasHappened(context.db, run.id, 'invited'))) return
  if (does !== 'escalate') await write(context, reminding, saying)
  await remember(context, locked, does === 'escalate' ? { type: 'escalated', path, to: detail } : { type: does === 'invite' ? 'invited' : 'reminded', path })
}

/** The member could not be written to: what kept us from it stands among what happened. */
export async function giveUpReminding(context: Context, { does, path, runId }: Job, says: string) {
  const locked = await lockRun(context.db, runId)
  if (locked) await remember(context, locked, { type: does === 'invite' ? 'not-invited' : 'not-reminded', path, says })
}

async function write(context: Context, { job, run, ids }: Reminding, saying: Saying) {
  const definition = await definitionOf(context.db, run.versionId)
  const step = stepAt(definition, job.path)
  if (!step || !('who' in step) || step.who !== 'member' || run.rehearsal) return
  if (run.ticketId === null) throw new Refusal('conflict', 'This run has no ticket, so there is nobody to write to: tell the member otherwise')
  const url = saying.memberUrl(run.id)
  const text: Said = job.does === 'invite'
    ? invitationText(definition, run.progress, url)
    : reminderText({ title: say(step.title, knownAt({ ...run.progress, definition }, job.path)), url, nth: Number(job.detail), of: step.remind.length })
  // Whoever has the address answers in the member's place.
  await sayToMember(context, { ticketId: run.ticketId, text, ids, runId: run.id, ownerId: run.ownerId, alone: true }, saying)
  if (job.does === 'invite') await awaitMember(context, { ticketId: run.ticketId, runId: run.id })
}
