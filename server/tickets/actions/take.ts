import { log } from '../../audit/store.ts'
import type { Context } from '../../platform/context.ts'
import { Refusal } from '../../platform/errors.ts'
import type { TakeRequest } from '../contract.ts'
import { nextStatus } from '../status.ts'
import { authorOf } from '../queries.ts'
import { lockTicket } from '../store.ts'
import { agentOf, change } from './change.ts'

/** An agent takes a ticket that nobody has, or takes it over from the agent named, who may be away; from anybody else it is refused. Answers the ticket's id. */
export async function take(context: Context, ticketId: number, { from }: TakeRequest = { from: null }): Promise<number> {
  const me = agentOf(context)
  const ticket = await lockTicket(context.db, ticketId)
  if (!ticket) throw new Refusal('not-found', 'There is no such ticket')
  if (ticket.assigneeId === me) return ticket.id
  if (ticket.assigneeId !== 0 && ticket.assigneeId !== from) {
    const { name } = await authorOf(context.db, ticket.assigneeId)
    throw new Refusal('conflict', `${name} has this ticket`)
  }
  await change(context, ticket, { ...ticket, assigneeId: me, status: nextStatus(ticket.status, 'taken') })
  await log(context, { did: 'ticket.taken', ticketId: ticket.id })
  return ticket.id
}
