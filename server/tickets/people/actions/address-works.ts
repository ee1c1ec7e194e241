import { log } from '../../../audit/store.ts'
import { forgetFailing } from '../../../outbox/failing/actions.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/errors.ts'
import { record } from '../../../platform/record.ts'
import { lockTicket } from '../../store.ts'

/** An agent says that an address works again: writing to it warns no more. Answers the ticket's id. */
export async function addressWorks(context: Context, ticketId: number, address: string): Promise<number> {
  const ticket = await lockTicket(context.db, ticketId)
  if (!ticket) throw new Refusal('not-found', 'There is no such ticket')
  if (!await forgetFailing(context, [address])) throw new Refusal('conflict', 'Nothing is said against this address any more')
  await log(context, { did: 'ticket.address-works', ticketId: ticket.id })
  await record(context, { type: 'ticket.changed', ticketId: ticket.id })
  return ticket.id
}
