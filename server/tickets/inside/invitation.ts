import { componentsIn, first, readable, type Component, type Property } from './calendar-lines.ts'
import { after, lastDay, momentOf } from './calendar-times.ts'
import { Weekday, type Invitation, type Repeat } from './contract.ts'

const LONGEST = 500
const LONGEST_NAME = 250

/** The event that a calendar file is about; null when it holds none that can be read. Of an event with exceptions the whole. */
export function invitationIn(content: Uint8Array): Invitation | null {
  const calendar = componentsIn(content).find(({ kind }) => kind === 'VCALENDAR')
  const events = calendar?.inside.filter(({ kind }) => kind === 'VEVENT') ?? []
  const event = events.find(one => !first(one, 'RECURRENCE-ID')) ?? events[0]
  if (!calendar || !event) return null
  const attendees = event.properties.filter(({ name }) => name === 'ATTENDEE')
  const method = methodOf(calendar, event)
  return {
    method,
    summary: textOf(event, 'SUMMARY') ?? '',
    ...timesOf(event, calendar),
    where: textOf(event, 'LOCATION'),
    organiser: personOf(first(event, 'ORGANIZER')),
    attendees: attendees.length,
    answer: method === 'reply' || method === 'counter' ? answerOf(attendees[0]) : null,
    repeats: repeatOf(first(event, 'RRULE')?.value, calendar),
  }
}

function methodOf(calendar: Component, event: Component): Invitation['method'] {
  const said = first(calendar, 'METHOD')?.value.trim().toLowerCase()
  if (said === 'cancel' || first(event, 'STATUS')?.value.trim().toUpperCase() === 'CANCELLED') return 'cancel'
  return said === 'request' || said === 'reply' || said === 'counter' ? said : 'publish'
}

function textOf(event: Component, name: string): string | null {
  const value = first(event, name)?.value
  return value === undefined ? null : readable(value).slice(0, LONGEST).toWellFormed() || null
}

function timesOf(event: Component, calendar: Component): Pick<Invitation, 'starts' | 'ends'> {
  const starts = momentOf(first(event, 'DTSTART'), calendar)
  const duration = first(event, 'DURATION')?.value
  const ends = momentOf(first(event, 'DTEND'), calendar) ?? (starts && duration !== undefined ? after(starts, duration) : null)
  const last = ends && lastDay(ends)
  return { starts, ends: last && last.written !== starts?.written ? last : null }
}

function personOf(property: Property | undefined): Invitation['organiser'] {
  const address = /^(?:mailto:)?([^\s<>:@]{1,128}@[^\s<>:@]{1,255})$/i.exec(property?.value.trim() ?? '')?.[1]
  if (!property || address === undefined) return null
  const name = readable(property.parameters.get('CN') ?? '').slice(0, LONGEST_NAME).toWellFormed()
  return { address, name: name.toLowerCase() === address.toLowerCase() ? '' : name }
}

function answerOf(attendee: Property | undefined): Invitation['answer'] {
  const who = personOf(attendee)
  const says = attendee?.parameters.get('PARTSTAT')?.toLowerCase()
  return who && (says === 'accepted' || says === 'declined' || says === 'tentative' || says === 'delegated') ? { who, says } : null
}

const FREQUENCIES = new Map<string | undefined, Repeat['every']>([['DAILY', 'day'], ['WEEKLY', 'week'], ['MONTHLY', 'month'], ['YEARLY', 'year']])

/** RFC 5545 §3.3.10, without what no sentence says: set positions, weeks of a year. */
function repeatOf(rule: string | undefined, calendar: Component): Repeat | null {
  const parts = new Map((rule ?? '').toUpperCase().split(';', 30).map(part => part.split('=', 2) as [string, string | undefined]))
  const every = FREQUENCIES.get(parts.get('FREQ'))
  if (every === undefined) return null
  const until = parts.get('UNTIL')
  return {
    every,
    interval: wholeOf(parts.get('INTERVAL')) ?? 1,
    days: (parts.get('BYDAY') ?? '').split(',', 7).map(day => Weekday.safeParse(day.toLowerCase()).data).filter(day => day !== undefined),
    count: wholeOf(parts.get('COUNT')),
    until: until === undefined ? null : momentOf({ name: 'UNTIL', parameters: new Map(), value: until }, calendar),
  }
}

const wholeOf = (value: string | undefined) => value !== undefined && /^[1-9]\d{0,4}$/.test(value) ? Number(value) : null
