import { expect, test } from 'vitest'
import { asFieldValue, chosenTime, sendTimes } from './send-times.ts'

const at = (text: string) => Date.parse(text)

test.each([
  ['a Sunday evening: tomorrow is Monday', '2026-11-22T18:00:00+01:00', { tomorrow: '2026-11-23T08:00:00+01:00' }],
  ['a Monday morning', '2026-11-23T07:00:00+01:00', { tomorrow: '2026-11-24T08:00:00+01:00', monday: '2026-11-30T08:00:00+01:00' }],
  ['a Friday, just after midnight in Paris', '2026-11-26T23:30:00Z', { tomorrow: '2026-11-28T08:00:00+01:00', monday: '2026-11-30T08:00:00+01:00' }],
  ['the eve of summer time', '2026-03-28T12:00:00+01:00', { tomorrow: '2026-03-29T08:00:00+02:00', monday: '2026-03-30T08:00:00+02:00' }],
  ['the eve of winter time', '2026-10-24T12:00:00+02:00', { tomorrow: '2026-10-25T08:00:00+01:00', monday: '2026-10-26T08:00:00+01:00' }],
])('%s', (_what, now, times) => {
  expect(Object.fromEntries(sendTimes(at(now)).map(({ name, at }) => [name, at]))).toEqual(Object.fromEntries(Object.entries(times).map(([name, text]) => [name, at(text)])))
})

test.each([['2026-11-22T19:00', true], ['2026-11-22T17:59', false], ['2028-01-01T08:00', false], ['', false], ['bientôt', false]])('%j can be chosen: %s', (value, can) => {
  const now = new Date('2026-11-22T18:00').getTime()
  expect(chosenTime(value, now)).toBe(can ? new Date(value).getTime() : null)
})

test('what the field shows is what it gives back', () => {
  const evening = new Date('2026-11-03T18:05').getTime()
  expect(asFieldValue(evening)).toBe('2026-11-03T18:05')
  expect(chosenTime(asFieldValue(evening), evening - 1)).toBe(evening)
})
