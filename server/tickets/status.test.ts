import { describe, expect, test } from 'vitest'
import { TicketStatus } from './contract.ts'
import { clocksAt, nextStatus } from './status.ts'

describe('nextStatus', () => {
  test.each([
    ['new', 'requester-replied', 'new'],
    ['open', 'requester-replied', 'open'],
    ['waiting', 'requester-replied', 'open'],
    ['on-hold', 'requester-replied', 'open'],
    ['solved', 'requester-replied', 'open'],
    ['closed', 'requester-replied', 'closed'],
    ['new', 'taken', 'open'],
    ['waiting', 'taken', 'waiting'],
    ['closed', 'taken', 'closed'],
  ] as const)('%s + %s → %s', (status, event, expected) => {
    expect(nextStatus(status, event)).toBe(expected)
  })

  test.each(TicketStatus.options)('handing back does not change %s', (status) => {
    expect(nextStatus(status, 'handed-back')).toBe(status)
  })
})

describe('clocksAt', () => {
  test.each([
    ['open', { waitingSince: 5, closedAt: null }, { waitingSince: 5, closedAt: null }],
    ['open', { waitingSince: null, closedAt: 7 }, { waitingSince: 9, closedAt: null }],
    ['on-hold', { waitingSince: 5, closedAt: null }, { waitingSince: 5, closedAt: null }],
    ['waiting', { waitingSince: 5, closedAt: null }, { waitingSince: null, closedAt: null }],
    ['solved', { waitingSince: 5, closedAt: null }, { waitingSince: null, closedAt: null }],
    ['closed', { waitingSince: 5, closedAt: null }, { waitingSince: null, closedAt: 9 }],
    ['closed', { waitingSince: null, closedAt: 7 }, { waitingSince: null, closedAt: 7 }],
  ] as const)('%s after %o', (status, before, after) => {
    expect(clocksAt(status, before, 9)).toEqual(after)
  })
})
