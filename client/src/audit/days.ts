/** The first instant of a day written as 2026-11-22, on the reader's calendar; undefined for no day. */
export function startOfDay(day: string): number | undefined {
  const at = day === '' ? Number.NaN : new Date(`${day}T00:00`).getTime()
  return Number.isNaN(at) ? undefined : at
}

/** The first instant of the day after: days may be 23 or 25 hours long. */
export function dayAfter(day: string): number | undefined {
  const start = startOfDay(day)
  if (start === undefined) return undefined
  const date = new Date(start)
  return date.setDate(date.getDate() + 1)
}
