/** So many messages, and their bytes together. */
export type Amount = { messages: number, bytes: number }

// What a message costs beside its bytes, on a server that is neither slow nor near.
const PER_MESSAGE = 16 * 1024
const ENOUGH = 10

const costOf = ({ messages, bytes }: Amount) => bytes + PER_MESSAGE * messages

/** How long the rest takes, in milliseconds, going by what was copied so far in `workedMs`; null as long as that says nothing. */
export function timeLeft({ moved, left, workedMs }: { moved: Amount, left: Amount, workedMs: number }): number | null {
  if (left.messages === 0) return 0
  if (moved.messages < ENOUGH || workedMs < 1000) return null
  return Math.round(workedMs * costOf(left) / costOf(moved))
}

/** How long before more may pass, so that no more than `perSecond` bytes do: `bytes` have, in `passedMs`. */
export const pauseFor = (bytes: number, passedMs: number, perSecond: number): number => Math.max(0, bytes / perSecond * 1000 - passedMs)
