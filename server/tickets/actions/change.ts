import type { Context } from '../../platform/context.ts'
import { record } from '../../platform/record.ts'
import { moveCounts } from '../counts/store.ts'
import { saveTicket } from '../store.ts'
import type { Ticket } from '../ticket.ts'

/** The agent who acts. The system has acts of its own. */
export function agentOf({ actor }: Pick<Context, 'actor'>): number {
  if (actor.kind !== 'agent') throw new Error(`${actor.name} is no agent`)
  return actor.id
}

/** Saves what an agent changed of a locked ticket, tells it, and keeps the counts true. */
export async function change({ db, now }: Context, before: Ticket, after: Ticket) {
  await saveTicket(db, after)
  await record({ db, now }, { type: 'ticket.changed', ticketId: after.id })
  await moveCounts(db, [{ from: before, to: after }])
}
