import { log } from '../../../audit/store.ts'
import { carriedByHand } from '../../../outbox/actions/take-back.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/errors.ts'
import { messageById } from '../store.ts'

/** An agent says that they have carried an answer to its list or forum. */
export async function sayPublished(context: Context, messageId: number) {
  const message = await messageById(context.db, messageId)
  if (!message) throw new Refusal('not-found', 'There is no such message')
  if (!await carriedByHand(context, messageId)) throw new Refusal('conflict', 'This answer waits for nobody: it is published already, or leaves by itself')
  await log(context, { did: 'reply.published-by-hand', ticketId: message.ticketId, messageId })
}
