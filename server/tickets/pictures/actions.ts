import { log } from '../../audit/store.ts'
import type { Context } from '../../platform/context.ts'
import { Refusal } from '../../platform/errors.ts'
import { agentOf } from '../actions/change.ts'
import { picturedMessage } from './queries.ts'
import { forgetSender, rememberSender } from './store.ts'

/** From now on the pictures of this message's sender are shown to every agent. Refused for a message that anybody may have written. */
export async function allowSender(context: Context, messageId: number) {
  const { db, now } = context
  const { ticketId, sender } = await picturedMessage(db, messageId)
  if (sender === null) throw new Refusal('conflict', 'This message does not prove whose it is')
  const isNew = await rememberSender(db, { address: sender, agentId: agentOf(context), at: now })
  if (isNew) await log(context, { did: 'pictures.sender-allowed', ticketId, messageId })
}

/** The pictures of this message's sender are blocked again. */
export async function disallowSender(context: Context, messageId: number) {
  const { ticketId, sender } = await picturedMessage(context.db, messageId)
  const wasAllowed = sender !== null && await forgetSender(context.db, sender)
  if (wasAllowed) await log(context, { did: 'pictures.sender-blocked', ticketId, messageId })
}
