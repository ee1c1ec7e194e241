const HOUR = 3_600_000
const DAY = 24 * HOUR
/** The cooperative's clock: members get what is scheduled in their own morning, wherever it was written. */
const ZONE = 'Europe/Paris'
const MORNING = 8

type Wall = { year: number, month: number, day: number, weekday: number, hour: number }
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const format = new Intl.DateTimeFormat('en-US', { timeZone: ZONE, weekday: 'short', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', hourCycle: 'h23' })

function wallOf(at: number): Wall {
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]))
  return { year: Number(parts['year']), month: Number(parts['month']), day: Number(parts['day']), hour: Number(parts['hour']), weekday: WEEKDAYS.indexOf(parts['weekday'] ?? '') }
}

/** The morning of the day that is so many days after the one of `at`, also when clocks change in between. */
function morningAfter(at: number, days: number): number {
  const { year, month, day } = wallOf(at)
  const guess = Date.UTC(year, month - 1, day + days, MORNING)
  return guess - (wallOf(guess).hour - MORNING) * HOUR
}

/** When a mail may leave later, by a choice of its own: tomorrow at eight, and next Monday at eight when that is another day. */
export function sendTimes(now: number): { name: 'tomorrow' | 'monday', at: number }[] {
  const toMonday = (8 - wallOf(now).weekday) % 7 || 7
  return [{ name: 'tomorrow', at: morningAfter(now, 1) }, ...(toMonday === 1 ? [] : [{ name: 'monday' as const, at: morningAfter(now, toMonday) }])]
}

const two = (number: number) => String(number).padStart(2, '0')

/** An instant as the browser's own field for date and time writes it, in the time of this device. */
export function asFieldValue(at: number): string {
  const date = new Date(at)
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${two(date.getHours())}:${two(date.getMinutes())}`
}

/** What a date and time was chosen; null when it is none, has passed, or is more than a year away. */
export function chosenTime(value: string, now: number): number | null {
  const at = new Date(value).getTime()
  return at > now && at < now + 365 * DAY ? at : null
}
