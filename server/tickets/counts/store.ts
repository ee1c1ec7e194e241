import type { Transaction } from '../../platform/db.ts'
import type { Channel, TicketStatus } from '../contract.ts'

/** Where a ticket stands in the counts. `assigneeId` is 0 for nobody. */
export type Place = { status: TicketStatus, channel: Channel, assigneeId: number }

/** One ticket left `from` (or none: it is new) for `to` (or none: it was merged away). */
export type Move = { from: Place | null, to: Place | null }

const keyOf = ({ status, channel, assigneeId }: Place) => `${status} ${channel} ${assigneeId}`

/** Keeps the counts true to the moves made in this transaction. Call it last: the rows it locks are shared by everybody. */
export async function moveCounts(db: Transaction, moves: readonly Move[]) {
  const changes = new Map<string, { place: Place, by: number }>()
  const add = (place: Place | null, by: number) => {
    if (!place) return
    const change = changes.get(keyOf(place)) ?? { place, by: 0 }
    changes.set(keyOf(place), { place, by: change.by + by })
  }
  for (const { from, to } of moves) { add(from, -1); add(to, 1) }

  // Always in the same order, so that two transactions wait for each other rather than deadlock.
  const sorted = [...changes.entries()].sort(([a], [b]) => a < b ? -1 : 1)
  for (const [, { place, by }] of sorted) {
    if (by === 0) continue
    await db('ticket_counts')
      .insert({ status: place.status, channel: place.channel, assignee_id: place.assigneeId, tickets: by })
      .onConflict(['status', 'channel', 'assignee_id'])
      .merge({ tickets: db.raw('ticket_counts.tickets + ?', [by]) })
  }
}
