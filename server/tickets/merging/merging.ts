import type { Ticket } from '../ticket.ts'

/** Of what was moved when a ticket went into another, everything that taking it out again needs. */
export type Moved = {
  /** Where the ticket stood. */
  status: Ticket['status']
  messages: readonly number[]
  threadIds: readonly string[]
  sides: readonly number[]
  /** Of lists and forums; merges from before there were any say nothing. */
  discussions?: readonly number[]
  /** Participants of the other that came with this one (ids). */
  newcomers: readonly number[]
  mails: readonly number[]
}

const isAwake = ({ status }: Ticket) => status === 'new' || status === 'open'

/** What is new in the one wakes the other, but for one that waits for somebody else. */
const statusOf = (into: Ticket, from: Ticket) => isAwake(from) && (into.status === 'waiting' || into.status === 'solved' || into.status === 'closed') ? 'open' : into.status

/** How the ticket stands that another one went into: whoever waited there waits here, and what was over is not when something new comes to it. */
export function joined(into: Ticket, from: Ticket): Ticket {
  const status = statusOf(into, from)
  const since = [into.waitingSince, from.waitingSince].filter(instant => instant !== null)
  const isOurs = status === 'new' || status === 'open' || status === 'on-hold'
  return {
    ...into,
    status,
    waitingSince: isOurs && since.length > 0 ? Math.min(...since) : null,
    solvedAt: status === 'solved' ? into.solvedAt : null,
    closedAt: status === 'closed' ? into.closedAt : null,
    assigneeId: into.assigneeId || from.assigneeId,
    version: into.version + Math.max(from.version, 1),
  }
}
