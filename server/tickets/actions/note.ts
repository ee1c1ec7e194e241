import { log } from '../../audit/store.ts'
import type { Context } from '../../platform/context.ts'
import { Refusal } from '../../platform/errors.ts'
import { record } from '../../platform/record.ts'
import { authorOf } from '../queries.ts'
import { addSaid, lockTicket } from '../store.ts'
import { agentOf } from './change.ts'

/** An agent leaves a note for the others, also on a closed ticket. `messageId` is made beforehand. Answers the ticket's id. */
export async function note(context: Context, ticketId: number, { messageId, text }: { messageId: number, text: string }): Promise<number> {
  const { db, now } = context
  const ticket = await lockTicket(db, ticketId)
  if (!ticket) throw new Refusal('not-found', 'There is no such ticket')
  const author = await authorOf(db, agentOf(context))
  await addSaid(db, ticket, { id: messageId, ticketId: ticket.id, sideId: null, kind: 'note', author, to: [], cc: [], subject: '', messageId: null, text, at: now, former: null })
  await log(context, { did: 'ticket.noted', ticketId: ticket.id, messageId })
  await record(context, { type: 'ticket.message-added', ticketId: ticket.id, messageId })
  return ticket.id
}
