import { log } from '../../audit/store.ts'
import type { Context } from '../../platform/context.ts'
import { Refusal } from '../../platform/errors.ts'
import { refuseBlocked } from '../blockers/actions.ts'
import type { StatusRequest } from '../contract.ts'
import { clocksAt } from '../status.ts'
import { lockTicket } from '../store.ts'
import { change } from './change.ts'

/** An agent says where a ticket stands; a closed one may be opened again. Saying what is so already does nothing. Answers the ticket's id. */
export async function setStatus(context: Context, ticketId: number, { status, overrule }: StatusRequest): Promise<number> {
  const ticket = await lockTicket(context.db, ticketId)
  if (!ticket) throw new Refusal('not-found', 'There is no such ticket')
  if (ticket.status === status) return ticket.id
  await refuseBlocked(context, ticket, { status, overrule })
  await change(context, ticket, { ...ticket, status, ...clocksAt(status, ticket, context.now.getTime()) })
  await log(context, { did: 'ticket.status-changed', ticketId: ticket.id, from: ticket.status, to: status })
  return ticket.id
}
