import { expect, test } from 'vitest'
import { instantOf, textsOf } from './dates.ts'

const winter = Date.UTC(2026, 10, 22, 7, 50, 30)
const summer = Date.UTC(2026, 6, 14, 22, 30)
const show = (at: number) => new Date(at).toISOString()

test.each([
  [{ minutesAgo: 90 }, winter, '2026-11-22T06:20:30.000Z'],
  [{ daysAgo: 6, time: '08:47' }, winter, '2026-11-16T07:47:59.000Z'],
  [{ daysAgo: 2, time: '23:00' }, winter, '2026-11-20T22:00:00.000Z'],
  // In France it is the 15th already.
  [{ daysAgo: 1, time: '9:05' }, summer, '2026-07-14T07:05:05.000Z'],
])('%j is found on the clock of France', (when, loadedAt, at) => expect(show(instantOf(when, loadedAt))).toBe(at))

test('what happened on an earlier day comes before what happened in the last hours', () => {
  const loadedAtMidnight = Date.UTC(2026, 10, 21, 23, 1)
  expect(instantOf({ daysAgo: 2, time: '22:59' }, loadedAtMidnight)).toBeLessThan(instantOf({ minutesAgo: 21 * 60 }, loadedAtMidnight))
})

test('dates are written as mail programs write them', () => {
  expect(textsOf(winter, Date.UTC(2026, 6, 1, 16, 4))).toEqual({
    date: 'Sun, 22 Nov 2026 08:50:30 +0100',
    year: '2026',
    stamp: '2026-11-22',
    soon: '1 décembre',
    answered: {
      rfc: 'Wed, 01 Jul 2026 18:04:00 +0200',
      thunderbird: '01/07/2026 à 18:04',
      gmail: 'mer. 1 juil. 2026 à 18:04',
      apple: '1 juil. 2026 à 18:04',
      outlook: 'mercredi 1 juillet 2026 18:04',
      english: 'Wed, Jul 1, 2026 at 18:04',
    },
  })
})

test('a message that answers none has no date of another', () => expect(textsOf(winter, undefined)).not.toHaveProperty('answered'))
