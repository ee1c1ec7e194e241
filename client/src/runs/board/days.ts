import type { RunRow } from '../../../../server/workflows/contract.ts'

/** Runs whose next date is on one day; `late`: it has passed; undefined: they have none. */
export type Day = { day: number | 'late' | undefined, runs: RunRow[] }

/** When the next thing of a run falls, by our clock: the dates of a rehearsal are told by its own. */
export function fallsAt({ falls, dueAt, aheadMs }: Pick<RunRow, 'falls' | 'dueAt' | 'aheadMs'>): number | undefined {
  const at = falls?.at ?? dueAt
  return at === null ? undefined : at - aheadMs
}

const startOfDay = (at: number) => new Date(at).setHours(0, 0, 0, 0)

/** The runs by the day of their next date, in the order in which they came. */
export function daysOf(runs: readonly RunRow[], now: number): Day[] {
  const days = Map.groupBy(runs, (run) => {
    const at = fallsAt(run)
    if (at === undefined) return undefined
    return at < now ? 'late' : startOfDay(at)
  })
  return [...days].map(([day, those]) => ({ day, runs: those }))
}

const DAYS = 7

/** The end of the week that begins today. */
export function endOfWeek(now: number): number {
  const day = new Date(startOfDay(now))
  return day.setDate(day.getDate() + DAYS)
}
