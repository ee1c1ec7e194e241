import { log } from '../../audit/store.ts'
import type { Context } from '../../platform/context.ts'
import { Refusal } from '../../platform/errors.ts'
import { saidSolved } from '../blockers/actions.ts'
import { blockersOf } from '../blockers/queries.ts'
import { clocksAt } from '../status.ts'
import { lockTicket } from '../store.ts'
import { change } from './change.ts'

/** Whoever asked says that it is solved. What is solved or closed already stays so; what something keeps open does as well, and the agents see that it was said. */
export async function solveByRequester(context: Context, ticketId: number) {
  const ticket = await lockTicket(context.db, ticketId)
  if (!ticket) throw new Refusal('not-found', 'There is no such ticket')
  if (ticket.status === 'solved' || ticket.status === 'closed') return
  if ((await blockersOf(context.db, ticket.id)).length > 0) return saidSolved(context, ticket)
  await log(context, { did: 'ticket.status-changed', ticketId: ticket.id, from: ticket.status, to: 'solved' })
  await change(context, ticket, { ...ticket, status: 'solved', ...clocksAt('solved', ticket, context.now.getTime()) })
}
