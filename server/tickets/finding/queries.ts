import type { Db } from '../../platform/db.ts'
import type { TicketFilter, TicketPage, TicketRow } from '../contract.ts'
import { searchPlaceIn, textCursor } from '../list-cursor.ts'
import type { TicketSearch } from '../ports.ts'
import { PAGE, ticketByReference, ticketsAmong } from '../queries.ts'
import { asReference } from '../reference.ts'

/** How often the search is asked for one page, when the other filters let few of its tickets through. */
const MOST_ROUNDS = 6
const MOST_AT_ONCE = 800

type Asked = { text: string, filter: TicketFilter, me: number }

/** A page of the tickets with this text, the newest first. A reference finds its ticket at once, whatever the other filters say: whoever types one wants that ticket. */
export async function ticketsByText(search: TicketSearch, db: Db, { text, filter, me }: Asked): Promise<TicketPage> {
  const named = filter.cursor === undefined ? await ticketNamed(db, text) : undefined
  const tickets = new Map<number, TicketRow>(named && [[named.id, named]])
  let before = filter.cursor === undefined ? undefined : searchPlaceIn(filter.cursor)
  for (let round = 0; round < MOST_ROUNDS && tickets.size < PAGE; round++) {
    // Few got through: look at more at once, rather than more often.
    const limit = Math.min((PAGE - tickets.size) * 4 ** round, MOST_AT_ONCE)
    const { ticketIds, next } = await search.find(text, { limit, before })
    for (const ticket of await ticketsAmong(db, ticketIds, { filter, me })) if (!tickets.has(ticket.id)) tickets.set(ticket.id, ticket)
    if (next === null) return { tickets: [...tickets.values()], next: null }
    before = next
  }
  return { tickets: [...tickets.values()], next: before === undefined ? null : textCursor(before) }
}

async function ticketNamed(db: Db, text: string): Promise<TicketRow | undefined> {
  const reference = asReference(text)
  return reference === undefined ? undefined : ticketByReference(db, reference)
}
