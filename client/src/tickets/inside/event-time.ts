import type { Invitation, Moment, Weekday } from '../../../../server/tickets/inside/contract.ts'

type Times = Pick<Invitation, 'starts' | 'ends'>

/** When an event is, on the reader's own clock where that can be told; `clock` names it, or the zone as it was written. `there` is the same on the clock of whoever wrote it, when that differs. */
export type EventTime = { when: string, clock: string | null, there: string | null }

const isDay = ({ written }: Moment) => !written.includes('T')
// What is written is no instant: it is set as if the reader lived at Greenwich.
const asWritten = ({ written }: Moment) => Date.parse(written.includes('T') ? `${written}Z` : `${written}T00:00Z`)

/** In words; null when the event has no beginning. */
export function eventTime({ starts, ends }: Times, locale: string, own = ownZone()): EventTime | null {
  if (!starts) return null
  if (isDay(starts)) return { when: ranged(starts, ends, { locale, timeZone: 'UTC', withTime: false }), clock: null, there: null }
  if (starts.at === null) return { when: ranged(starts, ends, { locale, timeZone: 'UTC', withTime: true }), clock: starts.zone, there: null }
  const here = ranged(starts, ends, { locale, timeZone: own, withTime: true })
  const isElsewhere = starts.zone !== 'UTC' && localTime(starts.at, own) !== starts.written
  return { when: here, clock: zoneName(starts.at, locale, own), there: isElsewhere ? `${hourOf(asWritten(starts), locale)}, ${starts.zone ?? ''}` : null }
}

const ownZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone

function ranged(starts: Moment, ends: Moment | null, { locale, timeZone, withTime }: { locale: string, timeZone: string, withTime: boolean }): string {
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'full', ...(withTime ? { timeStyle: 'short' } : {}), timeZone })
  const instant = (moment: Moment) => timeZone === 'UTC' ? asWritten(moment) : moment.at
  const [from, to] = [instant(starts), ends && isDay(ends) === isDay(starts) ? instant(ends) : null]
  if (from === null) return ''
  return to === null || to < from ? format.format(from) : format.formatRange(from, to)
}

const localTime = (at: number, timeZone: string) => new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short', timeZone }).format(at).replace(' ', 'T')

const hourOf = (local: number, locale: string) => new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone: 'UTC' }).format(local)

const zoneName = (at: number, locale: string, timeZone: string) =>
  new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: 'long' }).formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? null

/** A day on which something ends, in words. */
export const dayWords = (moment: Moment, locale: string) => new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(asWritten(moment))

const ORDER: Weekday[] = ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su']
const A_MONDAY = Date.UTC(2026, 10, 23)

/** Days of the week by their names: "lundi et mercredi". */
export function weekdayWords(days: readonly Weekday[], locale: string): string {
  const name = (day: Weekday) => new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' }).format(A_MONDAY + ORDER.indexOf(day) * 24 * 3_600_000)
  return new Intl.ListFormat(locale).format(ORDER.filter(day => days.includes(day)).map(name))
}
