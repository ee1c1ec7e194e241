import { describe, expect, test } from 'vitest'
import { isDue, isJustIn, isLate } from './due.ts'
import { doubtful, hasGap } from './ledger.ts'

const HOUR = 3600_000
const at = (hour: number) => new Date(Date.UTC(2026, 10, 22, hour))

describe('isDue', () => {
  test.each([
    ['never checked, added an hour ago, at night', { createdAt: 1 }, 2, false],
    ['never checked, added yesterday, at night', { createdAt: 13 }, 2, true],
    ['never checked, added yesterday, by day', { createdAt: 13 }, 12, false],
    ['checked last night, by day', { checkedAt: 10 }, 12, false],
    ['checked yesterday, at night', { checkedAt: 24 }, 3, true],
    ['checked before five, after five', { checkedAt: 24 }, 5, false],
    ['there was no night', { checkedAt: 31 }, 12, true],
    ['asked for', { checkedAt: 1, askedAt: 0.5 }, 12, true],
    ['asked for and made', { checkedAt: 0.5, askedAt: 1 }, 12, false],
    ['it failed half an hour ago', { checkedAt: 0.5, failure: 'no' }, 2, false],
    ['it failed two hours ago', { checkedAt: 2, failure: 'no' }, 12, true],
  ])('%s', (...[, { createdAt = 500, checkedAt = null, askedAt = null, failure = null }, hour, expected]: [string, { createdAt?: number, checkedAt?: number | null, askedAt?: number | null, failure?: string | null }, number, boolean]) => {
    const now = at(hour)
    const ago = (hours: number | null) => hours === null ? null : now.getTime() - hours * HOUR
    expect(isDue({ createdAt: ago(createdAt) ?? 0, checkedAt: ago(checkedAt), askedAt: ago(askedAt), failure }, now)).toBe(expected)
  })
})

test.each([[null, 14, false], [null, 16, true], [14, 100, false], [16, 100, true]])('read %s minutes ago, added %s minutes ago: late is %s', (checked, created, expected) => {
  const ago = (minutes: number) => 10_000_000 - minutes * 60_000
  expect(isLate({ checkedAt: checked === null ? null : ago(checked), createdAt: ago(created) }, 10_000_000)).toBe(expected)
})

test('what came a minute ago is on its way', () => {
  expect([isJustIn(9_940_000, 10_000_000), isJustIn(1_000_000, 10_000_000)]).toEqual([true, false])
})

test.each([
  ['the same', { messageId: '<A@b>', size: 5 }, { messageId: '<a@b>', size: 5 }, [false, false]],
  ['another size', { messageId: '<a@b>', size: 6 }, { messageId: '<a@b>', size: 5 }, [true, false]],
  ['another id', { messageId: '<c@d>', size: 5 }, { messageId: '<a@b>', size: 5 }, [true, true]],
  ['an id that we made', { messageId: '<c@d>', size: 5 }, { messageId: '<x@made-from-content.invalid>', size: 5 }, [false, false]],
  ['no id there', { messageId: null, size: 5 }, { messageId: '<a@b>', size: 5 }, [false, false]],
  ['none of ours', { messageId: '<a@b>', size: 5 }, { messageId: null, size: 5 }, [false, false]],
  ['no bytes of ours', { messageId: '<c@d>', size: 5 }, { messageId: '<a@b>', size: 6, sha256: null }, [false, false]],
] as const)('%s', (...[, stands, kept, expected]) => {
  const found = doubtful([{ uid: 1, deliveredAt: 0, ...stands }, { uid: 2, deliveredAt: 0, size: 1, messageId: null }], new Map([[1, { sha256: 'x', ...kept }]]))
  expect([found.doubtful.length === 1, found.certain.has(1)]).toEqual(expected)
})

test('one of three kinds is a gap', () => {
  expect(hasGap({ missing: [], differing: [], lost: [] })).toBe(false)
  expect(hasGap({ missing: [], differing: [], lost: [{ intakeId: 1, sha256: '' }] })).toBe(true)
})
