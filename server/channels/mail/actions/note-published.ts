import { carriedByHand } from '../../../outbox/actions/take-back.ts'
import type { Context } from '../../../platform/context.ts'
import type { Filing } from '../../../tickets/filing/filing.ts'
import { answerFailed } from '../../../tickets/replying/actions/answer-failed.ts'

/** What somebody was to carry by hand stands there; what the moderators of a list have refused nobody has read, so that its ticket is ours again. */
export async function notePublished(context: Context, { confirmations, moderations }: Pick<Filing, 'confirmations' | 'moderations'>) {
  for (const { messageId } of confirmations) await carriedByHand(context, messageId)
  for (const { ticketId, moderation } of moderations) if (moderation === 'refused') await answerFailed(context, ticketId)
}
