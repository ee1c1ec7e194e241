import { describe, expect, test } from 'vitest'
import { isQueue, slicesOf } from './list-order.ts'

test.each([
  [['new', 'open'], true],
  [['new', 'open', 'waiting', 'on-hold'], true],
  [['solved'], false],
  [['open', 'closed'], false],
] as const)('%j are a queue: %j', (statuses, expected) => {
  expect(isQueue(statuses)).toBe(expected)
})

describe('the stretches of a page', () => {
  const place = { activityAt: 5, id: 7 }
  const above = { ...place, below: false }
  const below = { ...place, below: true }
  const parts = (from: Parameters<typeof slicesOf>[1]) => slicesOf(['new'], from).map(part => [part.below, part.after?.id])

  test.each([
    ['of a queue begin with both', { isRanked: true, after: undefined }, [[false, undefined], [true, undefined]]],
    ['go on above, and have all below before them', { isRanked: true, after: above }, [[false, 7], [true, undefined]]],
    ['go on below only, once a page ended there', { isRanked: true, after: below }, [[true, 7]]],
    ['where time alone counts go on in both', { isRanked: false, after: above }, [[false, 7], [true, 7]]],
  ] as const)('%s', (_name, from, expected) => {
    expect(parts(from)).toEqual(expected)
  })

  test('are as many for each status', () => {
    expect(slicesOf(['new', 'open'], { isRanked: true, after: undefined })).toHaveLength(4)
  })
})
