import { expect, test } from 'vitest'
import { readDate } from './dates.ts'

test.each([
  ['Mon, 23 Nov 2026 10:00:00 +0100', '2026-11-23T09:00:00.000Z'],
  ['23 Nov 2026 10:00 -0330 (NST)', '2026-11-23T13:30:00.000Z'],
  ['Mon, 23 Nov 26 10:00:00 GMT', '2026-11-23T10:00:00.000Z'],
  ['Mon, 23-Nov-2026 10:00:00 EST', '2026-11-23T15:00:00.000Z'],
  ['Mon, 23 November 2026 10:00:00 GMT+0200', '2026-11-23T08:00:00.000Z'],
  ['Mon, (comment) 23 Nov 2026 10:00:00 +0000', '2026-11-23T10:00:00.000Z'],
  ['Mon Nov 23 10:00:00 2026', '2026-11-23T10:00:00.000Z'],
  ['2026-11-23T10:00:00+01:00', '2026-11-23T09:00:00.000Z'],
  ['2026-11-23 10:00:00', '2026-11-23T10:00:00.000Z'],
  ['Mon, 23 Nov 99 10:00:00 +0000', '1999-11-23T10:00:00.000Z'],
  ['Mon, 23 Foo 2026 10:00:00 +0000', null],
  ['Mon, 43 Nov 2026 10:00:00 +0000', null],
  ['Mon, 23 Nov 9999 10:00:00 +0000', null],
  ['Mon, 31 Feb 2026 10:00:00 +0000', null],
  ['Thu, 29 Feb 2024 10:00:00 +0000', '2024-02-29T10:00:00.000Z'],
  ['Mon, 23 Nov 2026 10:00:00 +9999', null],
  ['hier', null], ['', null], [undefined, null],
])('%s', (value, expected) => {
  const date = readDate(value)
  expect(date === null ? null : new Date(date).toISOString()).toBe(expected)
})
