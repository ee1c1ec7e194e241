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
    ['waiting', 'answer-failed', 'open'],
    ['solved', 'answer-failed', 'open'],
    ['on-hold', 'answer-failed', 'on-hold'],
    ['closed', 'answer-failed', 'closed'],
    ['solved', 'expired', 'closed'],
    ['waiting', 'expired', 'waiting'],
  ] as const)('%s + %s → %s', (status, event, expected) => {
    expect(nextStatus(status, event)).toBe(expected)
  })

  test.each(TicketStatus.options)('handing back does not change %s', (status) => {
    expect(nextStatus(status, 'handed-back')).toBe(status)
  })
})

describe('clocksAt', () => {
  test.each([
    ['open', { waitingSince: 5, solvedAt: null, closedAt: null }, { waitingSince: 5, solvedAt: null, closedAt: null }],
    ['open', { waitingSince: null, solvedAt: null, closedAt: 7 }, { waitingSince: 9, solvedAt: null, closedAt: null }],
    ['on-hold', { waitingSince: 5, solvedAt: null, closedAt: null }, { waitingSince: 5, solvedAt: null, closedAt: null }],
    ['waiting', { waitingSince: 5, solvedAt: null, closedAt: null }, { waitingSince: null, solvedAt: null, closedAt: null }],
    ['solved', { waitingSince: 5, solvedAt: null, closedAt: null }, { waitingSince: null, solvedAt: 9, closedAt: null }],
    ['solved', { waitingSince: null, solvedAt: 3, closedAt: null }, { waitingSince: null, solvedAt: 3, closedAt: null }],
    ['open', { waitingSince: null, solvedAt: 3, closedAt: null }, { waitingSince: 9, solvedAt: null, closedAt: null }],
    ['closed', { waitingSince: 5, solvedAt: null, closedAt: null }, { waitingSince: null, solvedAt: null, closedAt: 9 }],
    ['closed', { waitingSince: null, solvedAt: null, closedAt: 7 }, { waitingSince: null, solvedAt: null, closedAt: 7 }],
  ] as const)('%s after %o', (status, before, after) => {
    expect(clocksAt(status, before, 9)).toEqual(after)
  })
})
