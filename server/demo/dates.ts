/** When something happens, seen from the moment the demonstration is loaded: at a time of a day before, or some time ago. */
export type When = { daysAgo: number, time: string } | { minutesAgo: number }

const ZONE = 'Europe/Paris'
const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
/** What is announced for "soon" is so many days after the message. */
const SOON_DAYS = 9

/** The instant, in UTC milliseconds. */
export function instantOf(when: When, loadedAt: number): number {
  if ('minutesAgo' in when) return loadedAt - when.minutesAgo * MINUTE
  const [hours = 0, minutes = 0] = when.time.split(':').map(Number)
  const { year, month, day } = clockOf(loadedAt - when.daysAgo * DAY)
  // Seconds that look lived, and are always the same.
  const written = Date.UTC(Number(year), Number(month) - 1, Number(day), hours, minutes, (minutes * 37) % 60)
  return written - offsetAt(written) * MINUTE
}

/** The texts a message needs: its own date, that of the message it answers (as mail programs write it), and some that are near. */
export function textsOf(at: number, answeredAt: number | undefined): Record<string, unknown> {
  const { year, month, day } = clockOf(at)
  return {
    date: mailDate(at),
    year,
    stamp: `${year}-${month}-${day}`,
    soon: written(at + SOON_DAYS * DAY, 'fr', { day: 'numeric', month: 'long' }),
    ...(answeredAt === undefined ? {} : { answered: answeredTexts(answeredAt) }),
  }
}

function answeredTexts(at: number): Record<string, string> {
  const { year, month, day, hour, minute } = clockOf(at)
  const time = `${hour}:${minute}`
  return {
    rfc: mailDate(at),
    thunderbird: `${day}/${month}/${year} à ${time}`,
    gmail: `${written(at, 'fr', { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' })} à ${time}`,
    apple: `${written(at, 'fr', { day: 'numeric', month: 'short', year: 'numeric' })} à ${time}`,
    outlook: `${written(at, 'fr', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })} ${time}`,
    english: `${written(at, 'en-US', { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' })} at ${time}`,
  }
}

/** RFC 5322 §3.3. */
function mailDate(at: number): string {
  const { year, day, hour, minute, second } = clockOf(at)
  const offset = offsetAt(at)
  const zone = `+${String(Math.floor(offset / 60)).padStart(2, '0')}${String(offset % 60).padStart(2, '0')}`
  return `${written(at, 'en-US', { weekday: 'short' })}, ${day} ${written(at, 'en-US', { month: 'short' })} ${year} ${hour}:${minute}:${second} ${zone}`
}

const written = (at: number, locale: string, form: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, { ...form, timeZone: ZONE }).format(at)

/** What a clock in France shows, in two digits (four for the year). */
function clockOf(at: number) {
  const form = new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' })
  const parts = Object.fromEntries(form.formatToParts(at).map(({ type, value }) => [type, value]))
  const { year = '', month = '', day = '', hour = '', minute = '', second = '' } = parts
  return { year, month, day, hour, minute, second }
}

/** Minutes that France is ahead of UTC. */
function offsetAt(at: number): number {
  const { year, month, day, hour, minute, second } = clockOf(at)
  return Math.round((Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second)) - at) / MINUTE)
}
