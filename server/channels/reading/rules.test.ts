import { describe, expect, test } from 'vitest'
import { groupsOf } from './groups.ts'
import { compare } from './ledger.ts'
import { matchRenumbered } from './renumbering.ts'

const MB = 1024 * 1024
const listed = (...sizes: number[]) => sizes.map((size, index) => ({ uid: index + 1, size, deliveredAt: 0 }))
const uids = (groups: ReturnType<typeof groupsOf>) => [...groups].map(({ messages, streamed }) => `${messages.map(({ uid }) => uid).join(' ')}${streamed ? ' streamed' : ''}`)

describe('messages that travel together', () => {
  test('small ones, in order', () => expect(uids(groupsOf(listed(10, 10, 10), false))).toEqual(['1 2 3']))
  test('no more than four megabytes', () => expect(uids(groupsOf(listed(2 * MB, 2 * MB, 2 * MB, 10), false))).toEqual(['1 2', '3 4']))
  test('a large one alone, as a stream, and the order is kept', () => expect(uids(groupsOf(listed(10, 6 * MB, 10), false))).toEqual(['1', '2 streamed', '3']))
  test('one that is nearly too large for a group makes its own', () => expect(uids(groupsOf(listed(10, 4.5 * MB, 10), false))).toEqual(['1', '2', '3']))
  test('cautiously, one by one', () => expect(uids(groupsOf(listed(10, 10, 10), true))).toEqual(['1', '2', '3']))
  test('no more than a hundred', () => expect([...groupsOf(listed(...Array.from({ length: 250 }, () => 1)), false)].map(({ messages }) => messages.length)).toEqual([100, 100, 50]))
  test('nothing of nothing', () => expect(uids(groupsOf([], false))).toEqual([]))
})

describe('messages that the server has numbered anew', () => {
  const A = { messageId: '<a@x>', size: 10, deliveredAt: 1000 }
  const B = { messageId: '<b@x>', size: 20, deliveredAt: 2_000_000 }
  const match = (...given: Parameters<typeof matchRenumbered>) => {
    const { matched, unknown } = matchRenumbered(...given)
    return { matched: matched.map(({ id, uid }) => [id, uid]), unknown: unknown.map(({ uid }) => uid) }
  }

  test('are known by id, size and second of arrival', () => {
    expect(match([{ id: 1, ...A, deliveredAt: 1400 }, { id: 2, ...B }], [{ uid: 7, ...B }, { uid: 8, ...A }])).toEqual({ matched: [[2, 7], [1, 8]], unknown: [] })
  })
  test.each([
    ['another id', { messageId: '<b@x>' }],
    ['another size', { size: 11 }],
    ['another day', { deliveredAt: 9_000_000 }],
  ])('%s is another message', (_name, other) => expect(match([{ id: 1, ...A }], [{ uid: 1, ...A, ...other }])).toEqual({ matched: [], unknown: [1] }))
  test('of several alike, each is matched once', () => {
    expect(match([{ id: 1, ...A }, { id: 2, ...A }], [5, 6, 7].map(uid => ({ uid, ...A })))).toEqual({ matched: [[1, 5], [2, 6]], unknown: [7] })
  })
  test('one without an id is known by the rest', () => {
    expect(match([{ id: 1, ...A, messageId: '<0123@made-from-content.invalid>' }], [{ uid: 3, ...A, messageId: null }])).toEqual({ matched: [[1, 3]], unknown: [] })
  })
})

describe('the ledger', () => {
  test('counts what is accounted for, and names what is not', () => {
    expect(compare([1, 2, 3, 4, 9], new Map([[3, 'opened'], [4, 'ignored']]), 2)).toEqual({ missing: [9], states: { 'before-start': 2, 'opened': 1, 'ignored': 1 } })
  })
  test('what we hold from before the start counts as what it became', () => {
    expect(compare([1], new Map([[1, 'joined']]), 5)).toEqual({ missing: [], states: { joined: 1 } })
  })
})
