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
  /** What kept it open (ids); merges from before there was any say nothing. */
  blockers?: readonly number[]
}

const isAwake = ({ status }: Ticket) => status === 'new' || status === 'open'

const isOver = ({ status }: Ticket) => status === 'solved' || status === 'closed'

/** What is new in the one wakes the other, but for one that waits for somebody else; what keeps the one open opens the other. */
function statusOf(into: Ticket, from: Ticket, isBlocked: boolean): Ticket['status'] {
  const wakes = isAwake(from) && (into.status === 'waiting' || isOver(into))
  return wakes || (isBlocked && isOver(into)) ? 'open' : into.status
}

/** How the ticket stands that another one went into: whoever waited there waits here, and what was over is not when something new comes to it. `isBlocked`: something keeps the one open. */
export function joined(into: Ticket, from: Ticket, isBlocked = false): Ticket {
  const status = statusOf(into, from, isBlocked)
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
