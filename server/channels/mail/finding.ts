import type { TicketState } from '../../tickets/filing/filing.ts'
import type { Clues } from './clues.ts'
import type { Desk } from './desk.ts'
import type { Thread } from './threading.ts'

/** The conversation a message belongs to: that of a ticket, or a side thread of it. `signed`: something that only we can have made says so. */
export type Found = { ticket: TicketState, sideId: number | null, signed: boolean }

/**
 * Finds the conversation of a message, by what is hardest to forge first: an address that leads answers back, a return path, our own
 * Message-IDs, then all Message-IDs that are known. A ticket that is no more gives way to the next clue; a merged one to where it went.
 */
export function foundBy({ clues, thread }: { clues: Clues, thread: Thread }, desk: Desk): Found | undefined {
  const signed = [clues.answer, bouncedFrom(clues, thread, desk), ...clues.own]
  const known = [thread.parent, thread.awaited, thread.same]
  for (const named of [...signed, ...known]) {
    const ticket = named && desk.ticket(named.ticketId)
    if (ticket) return { ticket: named.sideId === null ? branchOf(ticket, thread, desk) : ticket, sideId: named.sideId, signed: signed.includes(named) }
  }
  return undefined
}

const MOST_SPLITS = 20

/** What we signed names the ticket of then. The message that is answered may have been split off it since: then the answer goes there. */
function branchOf(ticket: TicketState, { parent }: Thread, desk: Desk): TicketState {
  const branch = parent && parent.sideId === null ? desk.ticket(parent.ticketId) : undefined
  for (let [root, left] = [branch, MOST_SPLITS]; branch && root && left > 0; left--) {
    if (root.id === ticket.id) return branch
    root = root.splitFromId === null ? undefined : desk.ticket(root.splitFromId)
  }
  return ticket
}

/** A return path does not say which conversation of its ticket a delivery belongs to: the mail itself does, and what it carried when that came back too. */
function bouncedFrom({ bounce, own }: Clues, { parent }: Thread, desk: Desk) {
  if (!bounce) return undefined
  const returned = [...own, parent].find(one => one?.ticketId === bounce.ticketId)
  return { ticketId: bounce.ticketId, sideId: desk.sideOfMail(bounce.outboxId) ?? returned?.sideId ?? null }
}

/** The ticket whose reference stands in the subject. That proves nothing by itself. */
export function referredTo({ references }: Clues, desk: Desk): TicketState | undefined {
  return references.map(reference => desk.referred(reference)).find(ticket => ticket !== undefined)
}

/** A closed ticket may have been gone on from already: the answer goes there. */
export function newestOf(desk: Desk, ticket: TicketState): TicketState {
  const next = ticket.status === 'closed' && ticket.continuedById !== null ? desk.ticket(ticket.continuedById) : undefined
  return next ? newestOf(desk, next) : ticket
}
