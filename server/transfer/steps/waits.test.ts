import { expect, test } from 'vitest'
import { movedEverywhereAt, shortEverywhereAt, unsignedEverywhereAt } from './waits.ts'

const [HOUR, DAY] = [3600, 86_400]
const hours = (instant: string) => Date.parse(instant) / 1000 / HOUR

test.each([
  ['times of three hours', shortEverywhereAt(0, 3 * HOUR), 3], ['times of a month', shortEverywhereAt(0, 30 * DAY), 7 * 24], ['times that were short before', shortEverywhereAt(0, 0), 0],
  ['a DS of an hour', unsignedEverywhereAt(0, HOUR), 2], ['a DS of a month', unsignedEverywhereAt(0, 30 * DAY), 7 * 24 + 1],
  ['a delegation of an hour', movedEverywhereAt(0, { nsTtl: HOUR, records: 300 }), 24],
  ['a delegation of two days, with records of one', movedEverywhereAt(0, { nsTtl: 2 * DAY, records: DAY }), 72],
  ['a delegation that was not measured', movedEverywhereAt(0, { nsTtl: null, records: null }), 48],
  ['records of a month', movedEverywhereAt(0, { nsTtl: 2 * DAY, records: 30 * DAY }), 7 * 24],
])('%s are over everywhere at %s', (_what, instant, expected) => expect(hours(instant)).toBe(expected))
