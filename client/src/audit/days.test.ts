import { expect, test } from 'vitest'
import { dayAfter, startOfDay } from './days.ts'

test('a day begins and ends at midnight where the reader is', () => {
  expect(startOfDay('2026-11-22')).toBe(new Date(2026, 10, 22).getTime())
  expect(dayAfter('2026-11-22')).toBe(new Date(2026, 10, 23).getTime())
  expect(dayAfter('2026-12-31')).toBe(new Date(2027, 0, 1).getTime())
  // In most of Europe this day has 25 hours.
  expect(dayAfter('2026-10-25')).toBe(new Date(2026, 9, 26).getTime())
})

test.each(['', 'tomorrow', '2026-13-45'])('%j is no day', (day) => {
  expect([startOfDay(day), dayAfter(day)]).toEqual([undefined, undefined])
})
