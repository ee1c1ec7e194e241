import { setTimeout as wait } from 'node:timers/promises'

/** Waits until one more question is not too many, or the signal breaks off. */
export type Pace = (signal?: AbortSignal) => Promise<void>

const MINUTE_MS = 60_000

/** At most so many questions in any minute, of this process. */
export function pacing(perMinute: number, { now = Date.now, sleep = (ms: number, signal?: AbortSignal): Promise<unknown> => wait(ms, undefined, signal ? { signal } : {}) } = {}): Pace {
  const asked: number[] = []
  return async (signal) => {
    for (;;) {
      const since = now() - MINUTE_MS
      while ((asked[0] ?? Infinity) <= since) asked.shift()
      if (asked.length < perMinute) break
      await sleep((asked[0] ?? 0) - since, signal)
    }
    asked.push(now())
  }
}
