import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Invitation } from './contract.ts'
import { invitationIn } from './invitation.ts'

const calendar = (event: string, around = 'METHOD:REQUEST\n') => Buffer.from(`BEGIN:VCALENDAR\nVERSION:2.0\n${around}BEGIN:VEVENT\n${event}\nEND:VEVENT\nEND:VCALENDAR\n`.replaceAll('\n', '\r\n'))
const read = (event: string, around?: string) => invitationIn(calendar(event, around))
const utc = (text: string) => Date.parse(text)

// As Outlook describes the time of Paris, under a name that nobody else knows.
const ROMANCE = 'BEGIN:VTIMEZONE\nTZID:Romance Standard Time\nBEGIN:STANDARD\nDTSTART:16010101T030000\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100\nRRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10\nEND:STANDARD\nBEGIN:DAYLIGHT\nDTSTART:16010101T020000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nRRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3\nEND:DAYLIGHT\nEND:VTIMEZONE\n'

test('what, when, where, who', () => {
  expect(read('UID:1\nSUMMARY;LANGUAGE=fr:Réunion\\, puis déjeuner\nDTSTART;TZID=Europe/Paris:20261123T100000\nDTEND;TZID=Europe/Paris:20261123T113000\nLOCATION:Salle du bas\\; https://visio.example.org/a\nORGANIZER;CN="Martin, Camille":mailto:camille@example.org\nATTENDEE;CN=René;PARTSTAT=NEEDS-ACTION:mailto:rene@example.org\nATTENDEE:mailto:support@example.coop')).toStrictEqual({
    method: 'request',
    summary: 'Réunion, puis déjeuner',
    starts: { written: '2026-11-23T10:00', at: utc('2026-11-23T09:00Z'), zone: 'Europe/Paris' },
    ends: { written: '2026-11-23T11:30', at: utc('2026-11-23T10:30Z'), zone: 'Europe/Paris' },
    where: 'Salle du bas; https://visio.example.org/a',
    organiser: { address: 'camille@example.org', name: 'Martin, Camille' },
    attendees: 2,
    answer: null,
    repeats: null,
  })
})

test.each<[what: string, given: [time: string, around: string], expected: [written: string, at: string | null, zone: string | null]]>([
  ['UTC', ['DTSTART:20261123T090000Z', ''], ['2026-11-23T09:00', '2026-11-23T09:00Z', 'UTC']],
  ['the summer of a known zone', ['DTSTART;TZID=Europe/Paris:20260701T100000', ''], ['2026-07-01T10:00', '2026-07-01T08:00Z', 'Europe/Paris']],
  ['the night when clocks go back', ['DTSTART;TZID=Europe/Paris:20261025T043000', ''], ['2026-10-25T04:30', '2026-10-25T03:30Z', 'Europe/Paris']],
  ['the winter of a zone that is described', ['DTSTART;TZID=Romance Standard Time:20261123T100000', ROMANCE], ['2026-11-23T10:00', '2026-11-23T09:00Z', 'Romance Standard Time']],
  ['its summer', ['DTSTART;TZID="Romance Standard Time":20260701T100000', ROMANCE], ['2026-07-01T10:00', '2026-07-01T08:00Z', 'Romance Standard Time']],
  ['its January, ruled by the October before', ['DTSTART;TZID=Romance Standard Time:20260105T100000', ROMANCE], ['2026-01-05T10:00', '2026-01-05T09:00Z', 'Romance Standard Time']],
  ['a zone nobody knows', ['DTSTART;TZID=Chez nous:20261123T100000', ''], ['2026-11-23T10:00', null, 'Chez nous']],
  ['no zone', ['DTSTART:20261123T100000', ''], ['2026-11-23T10:00', null, null]],
  ['a whole day', ['DTSTART;VALUE=DATE:20261123', ''], ['2026-11-23', null, null]],
])('a moment: %s', (_what, [time, around], [written, at, zone]) => {
  expect(read(time, around)?.starts).toStrictEqual({ written, at: at === null ? null : utc(at), zone })
})

test.each([
  ['a day that does not exist', 'DTSTART:20260231T100000Z'], ['an hour that does not exist', 'DTSTART:20261123T250000Z'], ['no date at all', 'DTSTART:demain'], ['nothing', 'SUMMARY:x'],
])('no moment: %s', (_what, line) => { expect(read(line)?.starts).toBeNull() })

test.each([
  ['a duration', 'DTSTART:20261123T090000Z\nDURATION:PT1H30M', '2026-11-23T10:30'],
  ['the end of whole days is the last of them', 'DTSTART;VALUE=DATE:20261123\nDTEND;VALUE=DATE:20261126', '2026-11-25'],
  ['one whole day has no other end', 'DTSTART;VALUE=DATE:20261123\nDTEND;VALUE=DATE:20261124', undefined],
])('the end: %s', (_what, lines, written) => { expect(read(lines)?.ends?.written).toBe(written) })

test.each([
  ['RRULE:FREQ=DAILY', { every: 'day', interval: 1, days: [], count: null, until: null }],
  ['RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;COUNT=10', { every: 'week', interval: 2, days: ['mo', 'we'], count: 10 }],
  ['RRULE:FREQ=MONTHLY;BYDAY=1FR;UNTIL=20271231T225959Z', { every: 'month', days: [], until: { written: '2027-12-31T22:59', at: utc('2027-12-31T22:59Z'), zone: 'UTC' } }],
  ['RRULE:FREQ=YEARLY;INTERVAL=0;COUNT=-1', { every: 'year', interval: 1, count: null }],
])('repeated: %s', (rule, expected) => { expect(read(`DTSTART:20261123T090000Z\n${rule}`)?.repeats).toMatchObject(expected) })

test.each(['RRULE:FREQ=SECONDLY', 'RRULE:', 'RRULE:n’importe quoi'])('not said to repeat: %s', rule => { expect(read(rule)?.repeats).toBeNull() })

describe('what it asks', () => {
  test.each([
    ['METHOD:CANCEL\n', '', 'cancel'], ['METHOD:REQUEST\n', 'STATUS:CANCELLED', 'cancel'], ['METHOD:PUBLISH\n', '', 'publish'], ['', '', 'publish'], ['METHOD:COUNTER\n', '', 'counter'],
  ])('%j with %j', (around, line, method) => { expect(read(`SUMMARY:x\n${line}`, around)?.method).toBe(method) })

  test.each([['ACCEPTED', 'accepted'], ['DECLINED', 'declined'], ['TENTATIVE', 'tentative']])('a reply of %s', (said, says) => {
    expect(read(`ATTENDEE;PARTSTAT=${said};CN=René:MAILTO:rene@example.org`, 'METHOD:REPLY\n')?.answer).toStrictEqual({ who: { address: 'rene@example.org', name: 'René' }, says })
  })

  test('of an event with an exception the whole is meant', () => {
    const exception = 'RECURRENCE-ID:20261130T090000Z\nSUMMARY:déplacée\nEND:VEVENT\nBEGIN:VEVENT\nSUMMARY:chaque lundi'
    expect(read(exception)?.summary).toBe('chaque lundi')
  })
})

describe('hostile and broken', () => {
  test.each([
    ['nothing', ''], ['words', 'Bonjour'], ['a task', 'BEGIN:VCALENDAR\nBEGIN:VTODO\nSUMMARY:x\nEND:VTODO\nEND:VCALENDAR'], ['an event outside a calendar', 'BEGIN:VEVENT\nSUMMARY:x\nEND:VEVENT'],
  ])('%s is no invitation', (_what, text) => { expect(invitationIn(Buffer.from(text))).toBeNull() })

  test('what stands in an alarm is not said of the event', () => {
    expect(read('BEGIN:VALARM\nSUMMARY:faux\nDTSTART:20261123T090000Z\nEND:VALARM\nSUMMARY:vrai')).toMatchObject({ summary: 'vrai', starts: null })
  })

  test('a line folded in a letter, control characters, and marks that turn the reading direction', () => {
    expect(read('SUMMARY:Ré\n union\u0007 \u202egpj.exe\\nsuite\nLOCATION:a\\,b')).toMatchObject({ summary: 'Réunion gpj.exe suite', where: 'a,b' })
  })

  test('latin-1 is read as such', () => {
    expect(invitationIn(Buffer.from('BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Réunion\nEND:VEVENT\nEND:VCALENDAR', 'latin1'))?.summary).toBe('Réunion')
  })

  test('an organiser who is no address is nobody', () => { expect(read('ORGANIZER;CN=x:javascript:alert(1)')?.organiser).toBeNull() })

  test.each([
    ['a hundred thousand guests', 'ATTENDEE:mailto:a@example.org\n'.repeat(100_000)], ['nesting', 'BEGIN:VEVENT\n'.repeat(100_000)], ['a long line', `SUMMARY:${'a'.repeat(5_000_000)}`],
    ['quotes', `ATTENDEE;CN="${'",";=:'.repeat(3000)}:x`], ['parameters', `ATTENDEE${';A=b,c'.repeat(3000)}:x`], ['escapes', `SUMMARY:${'\\'.repeat(19_000)}`], ['a zone', `DTSTART;TZID=${'A/'.repeat(9000)}:20261123T100000`],
  ])('%s ends', (_what, lines) => { expect(Invitation.safeParse(read(lines)).success).toBe(true) })

  test('whatever it holds, what is answered keeps the contract', () => {
    const names = fc.constantFrom('DTSTART', 'DTEND', 'DURATION', 'RRULE', 'SUMMARY', 'ORGANIZER', 'ATTENDEE', 'BEGIN', 'END', 'DTSTART;TZID=Europe/Paris', 'TZID')
    const values = fc.oneof(fc.string(), fc.constantFrom('20261123T100000', '00000000', '99991399T999999Z', 'VEVENT', 'VCALENDAR', 'FREQ=DAILY;UNTIL=99999999T999999', 'P9999W', 'PT9999H', '00010101T000000'))
    fc.assert(fc.property(fc.array(fc.tuple(names, values)), lines => {
      const found = read(lines.map(([name, value]) => `${name}:${value}`).join('\n'))
      if (found) Invitation.parse(found)
    }), { numRuns: 300 })
  })
})
