import { first, type Component } from './calendar-lines.ts'

/** Local time as if it were UTC, in milliseconds. */
export type Local = number

/** How far a zone is ahead of UTC at a local time, in milliseconds. */
export type Zone = { name: string, ahead: (local: Local) => number }

const MINUTE = 60_000

/** The zone that a calendar names: one that the world knows, else one that the calendar describes itself. */
export function zoneOf(name: string, calendar: Component): Zone | undefined {
  const described = calendar.inside.find(inside => inside.kind === 'VTIMEZONE' && first(inside, 'TZID')?.value === name)
  const known = [name, described && first(described, 'X-LIC-LOCATION')?.value].map(knownZone).find(zone => zone !== undefined)
  return known ?? (described && describedZone(name, described))
}

function knownZone(name: string | undefined): Zone | undefined {
  if (name === undefined || !/^[A-Za-z_]{1,30}(\/[\w+-]{1,30}){0,2}$/.test(name)) return undefined
  try {
    const format = new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' })
    const aheadAt = (instant: number) => offsetOf(format.formatToParts(instant).find(({ type }) => type === 'timeZoneName')?.value.slice(3) ?? '') ?? 0
    // The offset at an instant near it, and once more at the instant that this gives: right but for the hour that a change leaves out.
    return { name, ahead: local => aheadAt(local - aheadAt(local - aheadAt(local))) }
  }
  catch { return undefined }
}

/** "+01:00", "+0100", "-033015"; nothing is no difference. */
function offsetOf(written: string): number | undefined {
  if (written === '') return 0
  const [, sign, hours, minutes, seconds = '0'] = /^([+-])(\d{2}):?(\d{2}):?(\d{2})?$/.exec(written.trim()) ?? []
  if (sign === undefined) return undefined
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 * MINUTE + Number(minutes) * MINUTE + Number(seconds) * 1000)
}

type Change = { ahead: number, month: number, week: number, weekday: number, time: number }

const WEEKDAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA']

/** RFC 5545 §3.6.5: each change of clocks happens on some weekday of a month, every year. */
function describedZone(name: string, described: Component): Zone | undefined {
  const changes = described.inside.map(changeOf).filter(change => change !== undefined).slice(0, 20)
  const [only] = changes
  if (!only) return undefined
  return { name, ahead: local => aheadBy(changes, local) ?? only.ahead }
}

function changeOf(observance: Component): Change | undefined {
  const valueOf = (name: string) => first(observance, name)?.value.toUpperCase() ?? ''
  const ahead = offsetOf(valueOf('TZOFFSETTO') || 'none')
  if (ahead === undefined) return undefined
  const found = (name: string, pattern: RegExp) => pattern.exec(valueOf(name))?.[1]
  const [week, month] = [Number(found('RRULE', /BYDAY=(-?\d)/) ?? 1), Number(found('RRULE', /BYMONTH=(\d{1,2})/) ?? 1) - 1]
  const weekday = Math.max(0, WEEKDAYS.indexOf(found('RRULE', /BYDAY=-?\d([A-Z]{2})/) ?? 'SU'))
  const [hours, minutes] = [Number(found('DTSTART', /T(\d{2})/) ?? 0), Number(found('DTSTART', /T\d{2}(\d{2})/) ?? 0)]
  return { ahead, month, week, weekday, time: (hours * 60 + minutes) * MINUTE }
}

function aheadBy(changes: readonly Change[], local: Local): number | undefined {
  const year = new Date(local).getUTCFullYear()
  const past = [year - 1, year].flatMap(some => changes.map(change => ({ ahead: change.ahead, at: momentOf(change, some) }))).filter(({ at }) => at <= local)
  return past.sort((one, other) => one.at - other.at).at(-1)?.ahead
}

/** The second Sunday, or the last one (-1), of its month in that year. */
function momentOf({ month, week, weekday, time }: Change, year: number): Local {
  const lasts = week < 0
  const edge = new Date(Date.UTC(year, lasts ? month + 1 : month, lasts ? 0 : 1))
  const days = lasts ? -((edge.getUTCDay() - weekday + 7) % 7) : (weekday - edge.getUTCDay() + 7) % 7
  return edge.getTime() + (days + (lasts ? week + 1 : week - 1) * 7) * 24 * 60 * MINUTE + time
}
