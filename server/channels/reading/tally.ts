import type { IntakeState } from '../mail/intake.ts'

/** How many messages were read, and how many ended in each state. */
export type Tally = { fetched: number } & Record<IntakeState, number>

/** Nothing read yet. */
export const emptyTally = (): Tally => ({ fetched: 0, opened: 0, joined: 0, own: 0, duplicate: 0, ignored: 0, refused: 0, quarantined: 0 })
