import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'

/** A clock that only ever goes forward, in jumps, and is kept in a file. */
export type SimulatedClock = { now: () => number, jumpTo: (instant: number) => void, days: () => number }

const BEGIN = Date.UTC(2027, 0, 4, 9)
const DAY_MS = 86_400_000

/** The clock kept at `path`, or one that begins on a Monday morning. */
export function clockIn(path: string): SimulatedClock {
  let now = existsSync(path) ? Number(readFileSync(path, 'utf8')) : BEGIN
  return {
    now: () => now,
    jumpTo(instant) {
      now = Math.max(now, instant)
      // Aside first: killed while writing, the former time stands.
      writeFileSync(`${path}.new`, String(now))
      renameSync(`${path}.new`, path)
    },
    days: () => Math.round((now - BEGIN) / DAY_MS * 10) / 10,
  }
}
