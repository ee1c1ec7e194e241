import type { OutgoingKind } from '../../../outbox/contract.ts'
import { isAnswer } from '../../../outbox/outgoing.ts'
import type { Context } from '../../../platform/context.ts'
import { answerFailed } from '../../../tickets/replying/actions/answer-failed.ts'

/** A mail is lost: an answer that nobody got brings its ticket back to those who wait for it. */
export async function failed(context: Context, { kind, ticketId }: { kind: OutgoingKind, ticketId: number | null }) {
  if (isAnswer(kind) && ticketId !== null) await answerFailed(context, ticketId)
}
