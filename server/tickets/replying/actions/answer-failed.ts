import { log } from '../../../audit/store.ts'
import type { Context } from '../../../platform/context.ts'
import { change } from '../../actions/change.ts'
import { clocksAt, nextStatus } from '../../status.ts'
import { lockTicket } from '../../store.ts'

/** The member has not got our answer: a ticket that waited for them is ours again. Without effect on any other. */
export async function answerFailed(context: Context, ticketId: number) {
  const ticket = await lockTicket(context.db, ticketId)
  if (!ticket) return
  const status = nextStatus(ticket.status, 'answer-failed')
  if (status === ticket.status) return
  await log(context, { did: 'ticket.answer-failed', ticketId: ticket.id, from: ticket.status, to: status })
  await change(context, ticket, { ...ticket, ...clocksAt(status, ticket, context.now.getTime()), status })
}
