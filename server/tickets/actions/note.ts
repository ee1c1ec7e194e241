import { log } from '../../audit/store.ts'
import type { Context } from '../../platform/context.ts'
import { record } from '../../platform/record.ts'
import { authorOf } from '../queries.ts'
import { addSaid } from '../store.ts'
import type { Author } from '../ticket.ts'
import { agentOf } from './change.ts'
import { lockedTicket } from './lock.ts'

/** An agent leaves a note for the others, also on a closed ticket. `messageId` is made beforehand. Answers the ticket's id. */
export async function note(context: Context, ticketId: number, { messageId, text }: { messageId: number, text: string }): Promise<number> {
  return noteAs(context, ticketId, { messageId, text, author: await authorOf(context.db, agentOf(context)) })
}

/** The same in somebody's name: that of the house, for what the run of a workflow notes. */
export async function noteAs(context: Context, ticketId: number, { messageId, text, author, runId }: { messageId: number, text: string, author: Author, runId?: number }): Promise<number> {
  const { db, now } = context
  const ticket = await lockedTicket(context, ticketId)
  await addSaid(db, ticket, { id: messageId, ticketId: ticket.id, sideId: null, kind: 'note', author, ...runId === undefined ? {} : { runId }, to: [], cc: [], subject: '', messageId: null, text, at: now, former: null })
  await log(context, { did: 'ticket.noted', ticketId: ticket.id, messageId, ...runId === undefined ? {} : { runId } })
  await record(context, { type: 'ticket.message-added', ticketId: ticket.id, messageId })
  return ticket.id
}
