import { expect, test } from 'vitest'
import { msOf } from './durations.ts'

test.each([['15m', 900_000], ['2h', 7_200_000], ['5d', 432_000_000], ['1w', 604_800_000]])('%s', (duration, ms) => {
  expect(msOf(duration)).toBe(ms)
})

test.each(['5', '5s', 'd', 'xd', ''])('“%s” is none', (duration) => {
  expect(() => msOf(duration)).toThrow('not a duration')
})
