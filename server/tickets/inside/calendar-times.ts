import { readable, type Component, type Property } from './calendar-lines.ts'
import { zoneOf } from './calendar-zones.ts'
import type { Moment } from './contract.ts'

const LONGEST_ZONE = 100
const DAY = 24 * 3_600_000

/** A date or a time of a calendar (RFC 5545 §3.3.4, §3.3.5); null when it is none. */
export function momentOf(property: Property | undefined, calendar: Component): Moment | null {
  const value = property?.value.trim() ?? ''
  const local = writtenIn(value)
  if (local === undefined) return null
  if (!value.includes('T')) return { written: dayOf(local), at: null, zone: null }
  if (value.endsWith('Z')) return { written: timeOf(local), at: local, zone: 'UTC' }
  return inZone(local, property?.parameters.get('TZID'), calendar)
}

function inZone(local: number, name: string | undefined, calendar: Component): Moment {
  const zone = name === undefined ? undefined : zoneOf(name, calendar)
  if (zone) return { written: timeOf(local), at: local - zone.ahead(local), zone: zone.name }
  return { written: timeOf(local), at: null, zone: name === undefined ? null : readable(name).slice(0, LONGEST_ZONE) }
}

/** 20261123, 20261123T100000 or 20261123T100000Z, as if it were UTC. */
function writtenIn(value: string): number | undefined {
  const [, year, month, day, hour = '0', minute = '0'] = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})\d{2}Z?)?$/.exec(value) ?? []
  const local = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute))
  // The 31st of February is the 3rd of March to a program, and a mistake to everybody else.
  const exists = new Date(local).getUTCDate() === Number(day) && new Date(local).getUTCHours() === Number(hour)
  return exists ? local : undefined
}

/** The moment that lies a duration (RFC 5545 §3.3.6) later; null when it is none. */
export function after(moment: Moment, duration: string): Moment | null {
  const [whole, weeks = 0, days = 0, hours = 0, minutes = 0] = (/^\+?P(?:(\d{1,4})W)?(?:(\d{1,4})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,4})M)?(?:\d{1,4}S)?)?$/.exec(duration.trim()) ?? []).map((part, index) => index === 0 ? 1 : Number(part ?? 0))
  if (whole === undefined) return null
  const length = ((weeks * 7 + days) * 24 + hours) * 3_600_000 + minutes * 60_000
  const local = localOf(moment) + length
  return { ...moment, written: isDay(moment) ? dayOf(local) : timeOf(local), at: moment.at === null ? null : moment.at + length }
}

/** The end of whole days is written as the day after it: the last day itself. */
export const lastDay = (end: Moment): Moment => isDay(end) ? { ...end, written: dayOf(localOf(end) - DAY) } : end

const isDay = ({ written }: Moment) => !written.includes('T')
const localOf = ({ written }: Moment) => Date.parse(isDay({ written, at: null, zone: null }) ? `${written}T00:00Z` : `${written}Z`)
const dayOf = (local: number) => new Date(local).toISOString().slice(0, 10)
const timeOf = (local: number) => new Date(local).toISOString().slice(0, 16)
