const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const startOfDay = (at: number) => new Date(at).setHours(0, 0, 0, 0)
/** Whole days between two instants as the calendar counts them: a night apart is one, also when clocks changed. */
const daysBetween = (at: number, now: number) => Math.round((startOfDay(now) - startOfDay(at)) / DAY)

const short = (locale: string, unit: 'minute' | 'hour', value: number) =>
  new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: locale === 'fr' ? 'short' : 'narrow' }).format(value)

/** How long ago, as short as a list needs: 12 min, 3 h, yesterday, Monday, 3 Mar. */
export function ago(at: number, now: number, locale: string): string {
  const age = Math.max(0, now - at)
  if (age < HOUR) return short(locale, 'minute', Math.max(1, Math.floor(age / MINUTE)))
  const days = daysBetween(at, now)
  if (days === 0 || age < 6 * HOUR) return short(locale, 'hour', Math.floor(age / HOUR))
  if (days === 1) return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(-1, 'day')
  if (days < 7) return new Intl.DateTimeFormat(locale, { weekday: 'long' }).format(at)
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear()
  return new Intl.DateTimeFormat(locale, sameYear ? { day: 'numeric', month: 'short' } : { dateStyle: 'short' }).format(at)
}

/** For how long, in words that follow "for": 12 minutes, 3 hours, 2 days. */
export function lasting(since: number, now: number, locale: string): string {
  const age = Math.max(MINUTE, now - since)
  const [unit, size] = age < HOUR ? ['minute', MINUTE] as const : age < DAY ? ['hour', HOUR] as const : ['day', DAY] as const
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(Math.floor(age / size))
}

/** The day in words when it is near, and the hour: today at 09:41, 3 March 2026 at 18:02. */
export function when(at: number, now: number, locale: string): string {
  const days = daysBetween(at, now)
  const time = new Intl.DateTimeFormat(locale, { timeStyle: 'short' }).format(at)
  if (days === 0 || days === 1) return `${new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(-days, 'day')}, ${time}`
  return new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', ...(days < 300 ? {} : { year: 'numeric' }), hour: '2-digit', minute: '2-digit' }).format(at)
}

/** An instant that may lie ahead, as it follows a word: tomorrow, 08:00; Monday 30 November, 08:00. Days that are near have a name. */
export function soon(at: number, now: number, locale: string): string {
  const days = daysBetween(now, at)
  if (days < 0) return when(at, now, locale)
  const time = new Intl.DateTimeFormat(locale, { timeStyle: 'short' }).format(at)
  if (days < 2) return `${new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(days, 'day')}, ${time}`
  return `${new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', ...(days < 300 ? {} : { year: 'numeric' }) }).format(at)}, ${time}`
}

/** The instant in full, for whoever hovers over a short form. */
export const inFull = (at: number, locale: string) => new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'short' }).format(at)
