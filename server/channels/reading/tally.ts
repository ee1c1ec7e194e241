import type { IntakeState, Received } from '../mail/intake.ts'

/** How many messages were read, and how many ended in each state. */
export type Tally = { fetched: number } & Record<IntakeState, number>

/** Nothing read yet. */
export const emptyTally = (): Tally => ({ fetched: 0, opened: 0, joined: 0, own: 0, duplicate: 0, ignored: 0, refused: 0, quarantined: 0 })

/** Counts what became of a batch: at the end, `opened` is the number of threads, in whatever order their messages came. */
export function addTo(tally: Tally, { intakes, merges }: Received) {
  tally.fetched += intakes.length
  for (const { state } of intakes) tally[state] += 1
  // What an earlier reading opened is not in this tally.
  const ours = Math.min(merges, tally.opened)
  tally.opened -= ours
  tally.joined += ours
}
