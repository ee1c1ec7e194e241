import { log } from '../../audit/store.ts'
import type { Context } from '../../platform/context.ts'
import { Refusal } from '../../platform/errors.ts'
import { authorOf } from '../queries.ts'
import { nextStatus } from '../status.ts'
import { lockTicket } from '../store.ts'
import { agentOf, change } from './change.ts'

/** An agent gives a ticket back, for anybody to take. What somebody else has taken meanwhile stays theirs. Answers the ticket's id. */
export async function handBack(context: Context, ticketId: number): Promise<number> {
  const ticket = await lockTicket(context.db, ticketId)
  if (!ticket) throw new Refusal('not-found', 'There is no such ticket')
  if (ticket.assigneeId === 0) return ticket.id
  if (ticket.assigneeId !== agentOf(context)) {
    const { name } = await authorOf(context.db, ticket.assigneeId)
    throw new Refusal('conflict', `${name} has this ticket: only they can hand it back`)
  }
  await change(context, ticket, { ...ticket, assigneeId: 0, status: nextStatus(ticket.status, 'handed-back') })
  await log(context, { did: 'ticket.handed-back', ticketId: ticket.id })
  return ticket.id
}
