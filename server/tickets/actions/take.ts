import { log } from '../../audit/store.ts'
import type { Context } from '../../platform/context.ts'
import { Refusal } from '../../platform/errors.ts'
import { nextStatus } from '../status.ts'
import { authorOf } from '../queries.ts'
import { lockTicket } from '../store.ts'
import { agentOf, change } from './change.ts'

/** An agent takes a ticket that nobody has; whoever has it already keeps it. Answers the ticket's id. */
export async function take(context: Context, ticketId: number): Promise<number> {
  const me = agentOf(context)
  const ticket = await lockTicket(context.db, ticketId)
  if (!ticket) throw new Refusal('not-found', 'There is no such ticket')
  if (ticket.assigneeId === me) return ticket.id
  if (ticket.assigneeId !== 0) {
    const { name } = await authorOf(context.db, ticket.assigneeId)
    throw new Refusal('conflict', `${name} has this ticket`)
  }
  await change(context, ticket, { ...ticket, assigneeId: me, status: nextStatus(ticket.status, 'taken') })
  await log(context, { did: 'ticket.taken', ticketId: ticket.id })
  return ticket.id
}
