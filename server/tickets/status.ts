import type { TicketStatus } from './contract.ts'

/** What happens to a ticket and may move it, besides an agent choosing its status. */
export type TicketEvent = 'requester-replied' | 'side-answered' | 'answered-outside' | 'declared-solved' | 'answer-failed' | 'expired' | 'taken' | 'handed-back'

// A new ticket stays new until an agent acts: the first words may come in several messages.
const moves: Record<TicketEvent, Partial<Record<TicketStatus, TicketStatus>>> = {
  'requester-replied': { 'waiting': 'open', 'on-hold': 'open', 'solved': 'open' },
  // Somebody whom we waited for has spoken.
  'side-answered': { 'on-hold': 'open' },
  // One of us has answered on the list or the forum itself.
  'answered-outside': { new: 'waiting', open: 'waiting' },
  'declared-solved': { 'new': 'solved', 'open': 'solved', 'waiting': 'solved', 'on-hold': 'solved' },
  // The member has read nothing: the next step is ours.
  'answer-failed': { waiting: 'open', solved: 'open' },
  'expired': { solved: 'closed' },
  'taken': { new: 'open' },
  'handed-back': {},
}

/**
 * Where a ticket goes when something happens to it. A person's answer reopens a solved ticket; a closed one stays closed,
 * and the answer opens a linked ticket.
 */
export const nextStatus = (status: TicketStatus, event: TicketEvent): TicketStatus => moves[event][status] ?? status

/** What hangs on the status, in UTC milliseconds. */
export type Clocks = { waitingSince: number | null, solvedAt: number | null, closedAt: number | null }

const OURS: ReadonlySet<TicketStatus> = new Set(['new', 'open', 'on-hold'])

/** The clocks once an agent has chosen `status`: the requester waits while the next step is ours, or that of somebody we wait for. */
export function clocksAt(status: TicketStatus, { waitingSince, solvedAt, closedAt }: Clocks, now: number): Clocks {
  return {
    waitingSince: OURS.has(status) ? waitingSince ?? now : null,
    solvedAt: status === 'solved' ? solvedAt ?? now : null,
    closedAt: status === 'closed' ? closedAt ?? now : null,
  }
}

/** How long a ticket stays solved before it is closed for good. */
export const SOLVED_MS = 30 * 86_400_000
