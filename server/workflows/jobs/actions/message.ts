import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/errors.ts'
import type { MailIds, Signing } from '../../../tickets/replying/actions/mail-parts.ts'
import { expressionsIn, namesIn, say } from '../../definition/conditions.ts'
import type { Text } from '../../definition/schema.ts'
import { knownAt } from '../../engine/known.ts'
import { stepAt } from '../../engine/places.ts'
import type { Result } from '../../engine/progress.ts'
import { definitionOf } from '../../publishing/queries.ts'
import { sayToMember } from '../../runs/actions/say.ts'
import type { JobRun } from '../queries.ts'
import type { Job } from '../store.ts'

/** What saying something to a member needs of the installation. `newIds` are made before the transaction; `memberUrl` leads to the run's own page for its member. */
export type Saying = Signing & { newIds: () => Promise<MailIds>, memberUrl: (runId: number) => string }

// Whoever has the address of the page answers in the member's place: others who read along are not told.
const namesPage = ({ fr, en }: Text): boolean => [...expressionsIn(fr), ...expressionsIn(en)].some(expression => namesIn(expression).some(({ name }) => name === 'page'))

/** Says what a message step says, on the run's ticket; one that gives the address of the member's page, to its requester alone. A rehearsal says it to nobody. */
export async function message(context: Context, { job, run, ids }: { job: Job, run: JobRun, ids: MailIds }, saying: Saying): Promise<Result> {
  const definition = await definitionOf(context.db, run.versionId)
  const step = stepAt(definition, job.path)
  if (step?.kind !== 'message') throw new Refusal('invalid', 'This step says nothing')
  const url = saying.memberUrl(run.id)
  // What a rehearsal says is kept among what happened, where no key may stand.
  const text = say(step.text, { page: run.rehearsal ? url.replace(/[^/]*$/, '…') : url, ...knownAt({ ...run.progress, definition }, job.path) })
  if (run.rehearsal) return { said: text.fr }
  if (run.ticketId === null) throw new Refusal('conflict', 'This run has no ticket, so there is nobody to write to: tell the member otherwise, and skip the step')
  await sayToMember(context, { ticketId: run.ticketId, text, ids, runId: run.id, ownerId: run.ownerId, alone: namesPage(step.text) }, saying)
  return { message: ids.messageId }
}
