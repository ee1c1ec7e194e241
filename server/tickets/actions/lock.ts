import type { Context } from '../../platform/context.ts'
import { Refusal } from '../../platform/errors.ts'
import { lockTicket } from '../store.ts'
import type { Ticket } from '../ticket.ts'

/** The ticket, locked to the end of the transaction; of one that was merged into another, the other. For acts of other modules. */
export async function lockedTicket({ db }: Pick<Context, 'db'>, id: number): Promise<Ticket> {
  const ticket = await lockTicket(db, id)
  if (!ticket) throw new Refusal('not-found', 'There is no such ticket')
  return ticket
}
