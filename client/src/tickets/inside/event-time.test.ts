import { expect, test } from 'vitest'
import type { Moment } from '../../../../server/tickets/inside/contract.ts'
import { dayWords, eventTime, weekdayWords } from './event-time.ts'

const moment = (written: string, at: string | null = null, zone: string | null = null): Moment => ({ written, at: at === null ? null : Date.parse(at), zone })
// Whatever blanks the platform sets between the parts.
const plain = (text: string | null | undefined) => text?.replace(/[\s\u2009\u202f\u00a0]+/g, ' ')
const time = (starts: Moment, ends: Moment | null, own = 'Europe/Paris') => {
  const found = eventTime({ starts, ends }, 'fr', own)
  return found && { when: plain(found.when), clock: found.clock, there: plain(found.there) ?? null }
}

const TEN = moment('2026-11-23T10:00', '2026-11-23T09:00Z', 'Europe/Paris')

test.each<[what: string, times: [Moment, Moment | null, string?], expected: object]>([
  ['an hour on the reader’s clock', [TEN, moment('2026-11-23T11:30', '2026-11-23T10:30Z', 'Europe/Paris')], { when: expect.stringMatching(/^lundi 23 novembre 2026, 10:00.+11:30$/), clock: 'heure normale d’Europe centrale', there: null }],
  ['without an end', [TEN, null], { when: 'lundi 23 novembre 2026 à 10:00', clock: 'heure normale d’Europe centrale', there: null }],
  ['an end before the beginning', [TEN, moment('2026-11-22T10:00', '2026-11-22T09:00Z', 'Europe/Paris')], { when: 'lundi 23 novembre 2026 à 10:00' }],
  ['an hour of elsewhere', [moment('2026-11-23T10:00', '2026-11-23T15:00Z', 'America/New_York'), null], { when: 'lundi 23 novembre 2026 à 16:00', there: '10:00, America/New_York' }],
  ['UTC is nobody’s clock', [moment('2026-11-23T09:00', '2026-11-23T09:00Z', 'UTC'), null], { when: 'lundi 23 novembre 2026 à 10:00', there: null }],
  ['a reader elsewhere', [TEN, null, 'America/Martinique'], { when: 'lundi 23 novembre 2026 à 05:00', there: '10:00, Europe/Paris' }],
  ['a zone that nobody knows', [moment('2026-11-23T10:00', null, 'Chez nous'), null], { when: 'lundi 23 novembre 2026 à 10:00', clock: 'Chez nous', there: null }],
  ['no zone', [moment('2026-11-23T10:00'), moment('2026-11-23T12:00')], { when: expect.stringMatching(/^lundi 23 novembre 2026, 10:00.+12:00$/), clock: null }],
  ['a whole day', [moment('2026-11-23'), null, 'America/Martinique'], { when: 'lundi 23 novembre 2026', clock: null, there: null }],
  ['several whole days', [moment('2026-11-23'), moment('2026-11-25')], { when: expect.stringMatching(/^lundi 23.+mercredi 25 novembre 2026$/) }],
])('%s', (_what, [starts, ends, own], expected) => { expect(time(starts, ends, own)).toMatchObject(expected) })

test('no beginning, no time', () => { expect(eventTime({ starts: null, ends: null }, 'fr')).toBeNull() })

test('days', () => {
  expect(dayWords(moment('2027-12-31T22:59', '2027-12-31T22:59Z', 'UTC'), 'fr')).toBe('31 décembre 2027')
  expect(weekdayWords(['we', 'mo', 'fr'], 'fr')).toBe('lundi, mercredi et vendredi')
})
