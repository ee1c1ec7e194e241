import { log } from '../../audit/store.ts'
import type { Context } from '../../platform/context.ts'
import type { Database } from '../../platform/db.ts'
import { blockersOf } from '../blockers/queries.ts'
import { solvedBefore } from '../queries.ts'
import { clocksAt, nextStatus, SOLVED_MS } from '../status.ts'
import { lockTicket } from '../store.ts'
import { change } from './change.ts'

const AT_ONCE = 50

type Moment = { database: Database, clock: () => Date }

/** Closes for good what has been solved for thirty days and has nothing that keeps it open: an answer opens a linked ticket from then on. Answers how many it closed; there may be more. */
export async function closeSolved({ database, clock }: Moment): Promise<number> {
  const now = clock()
  const ids = await solvedBefore(database.reader, now.getTime() - SOLVED_MS, AT_ONCE)
  for (const id of ids) await database.transaction(db => close({ db, now, actor: { kind: 'system', name: 'timers' } }, id))
  return ids.length
}

async function close(context: Context, id: number) {
  const ticket = await lockTicket(context.db, id)
  // Somebody may have answered in this very moment.
  if (!ticket || ticket.id !== id || ticket.solvedAt === null || ticket.solvedAt > context.now.getTime() - SOLVED_MS) return
  const status = nextStatus(ticket.status, 'expired')
  if (status === ticket.status || (await blockersOf(context.db, id)).length > 0) return
  await log(context, { did: 'ticket.status-changed', ticketId: id, from: ticket.status, to: status })
  await change(context, ticket, { ...ticket, ...clocksAt(status, ticket, context.now.getTime()), status })
}
