import { expect, test } from 'vitest'
import { ago, lasting, soon, when } from './time.ts'

const at = (text: string) => new Date(text).getTime()
const now = at('2026-11-22T18:00:00')
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ')

test.each([
  ['2026-11-22T18:00:05', '1 min', '1m'],
  ['2026-11-22T17:48:00', '12 min', '12m'],
  ['2026-11-22T15:00:00', '3 h', '3h'],
  ['2026-11-21T20:00:00', 'hier', 'yesterday'],
  ['2026-11-20T20:00:00', 'vendredi', 'Friday'],
  ['2026-11-03T20:00:00', '3 nov.', 'Nov 3'],
  ['2025-03-03T20:00:00', '03/03/2025', '3/3/25'],
])('%s is %s ago', (text, fr, en) => {
  expect(plain(ago(at(text), now, 'fr'))).toBe(fr)
  expect(plain(ago(at(text), now, 'en'))).toBe(en)
})

test('just after midnight, the evening before is still a few hours ago', () => {
  expect(plain(ago(at('2026-11-21T22:00:00'), at('2026-11-22T01:00:00'), 'fr'))).toBe('3 h')
})

test.each([[30_000, '1 minute'], [12 * 60_000, '12 minutes'], [3 * 3_600_000, '3 heures'], [50 * 3_600_000, '2 jours']])('%i ms last %s', (age, words) => {
  expect(plain(lasting(now - age, now, 'fr'))).toBe(words)
})

test('a near day has a name', () => {
  expect(when(at('2026-11-22T09:41:00'), now, 'fr')).toBe('aujourd’hui, 09:41')
  expect(when(at('2026-11-21T09:41:00'), now, 'fr')).toBe('hier, 09:41')
  expect(when(at('2026-11-03T09:41:00'), now, 'fr')).toMatch(/^3 novembre.*09:41$/)
})

test.each([
  ['2026-11-22T19:00:00', 'aujourd’hui, 19:00', 'today, 7:00 PM'],
  ['2026-11-23T08:00:00', 'demain, 08:00', 'tomorrow, 8:00 AM'],
  ['2026-11-30T08:00:00', 'lundi 30 novembre, 08:00', 'Monday, November 30, 8:00 AM'],
  ['2026-11-21T09:41:00', 'hier, 09:41', 'yesterday, 9:41 AM'],
])('%s is %s', (text, fr, en) => {
  expect(plain(soon(at(text), now, 'fr'))).toBe(fr)
  expect(plain(soon(at(text), now, 'en'))).toBe(en)
})
