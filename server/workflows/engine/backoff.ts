const MINUTE = 60_000
const PAUSES = [1, 5, 15, 60, 240].map(minutes => minutes * MINUTE)

/** How long to wait before another attempt, after this many have failed: a minute at first, four hours in the end. */
export const backoff = (tries: number): number => PAUSES[Math.min(tries, PAUSES.length) - 1] ?? MINUTE
