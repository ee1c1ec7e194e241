import type { Ticket } from '../ticket.ts'

/** Of what was moved when a ticket went into another, everything that taking it out again needs. */
export type Moved = {
  /** Where the ticket stood. */
  status: Ticket['status']
  messages: readonly number[]
  threadIds: readonly string[]
  sides: readonly number[]
  /** Participants of the other that came with this one (ids). */
  newcomers: readonly number[]
  mails: readonly number[]
}

/** How the ticket stands that another one went into: whoever waited there waits here, and an answer that one waited for is one that this one waits for. */
export function joined(into: Ticket, from: Ticket): Ticket {
  const isAwake = (ticket: Ticket) => ticket.status === 'new' || ticket.status === 'open'
  const status = isAwake(from) && !isAwake(into) && into.status !== 'on-hold' ? 'open' : into.status
  const since = [into.waitingSince, from.waitingSince].filter(instant => instant !== null)
  const isOurs = status === 'new' || status === 'open' || status === 'on-hold'
  return {
    ...into,
    status,
    waitingSince: isOurs && since.length > 0 ? Math.min(...since) : null,
    solvedAt: status === 'solved' ? into.solvedAt : null,
    closedAt: status === 'closed' ? into.closedAt : null,
    assigneeId: into.assigneeId === 0 ? from.assigneeId : into.assigneeId,
    version: into.version + 1,
  }
}
