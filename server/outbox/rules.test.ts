import { expect, test } from 'vitest'
import { released } from './release.ts'
import { GIVE_UP_MS, nextAttempt, stateAfter } from './state.ts'

const now = new Date(1_000_000)
const held = { hold: 'undo', heldUntil: 1_000_000, releasedAt: null, overtaken: false } as const
const sending = { servers: 1, mode: 'send' } as const

test.each([
  ['its time is over', held, sending, 'leaves'],
  ['it may still be undone', { ...held, heldUntil: 1_000_001 }, sending, 'waits'],
  ['it may still be undone, though somebody let it go', { ...held, heldUntil: 1_000_001, releasedAt: 999_999 }, sending, 'waits'],
  ['there is no server', held, { servers: 0, mode: 'send' }, 'no-server'],
  ['somebody lets it go and there is no server', { ...held, hold: 'no-server', heldUntil: null, releasedAt: 1 }, { servers: 0, mode: 'send' }, 'no-server'],
  ['the installation is on trial', held, { servers: 1, mode: 'hold' }, 'trial'],
  ['somebody lets it go on a trial', { ...held, hold: 'trial', heldUntil: null, releasedAt: 1 }, { servers: 1, mode: 'hold' }, 'leaves'],
  ['it waits for a person', { ...held, hold: 'trial', heldUntil: null }, sending, 'waits'],
  ['it is scheduled for later', { ...held, hold: 'scheduled', heldUntil: 2_000_000 }, sending, 'waits'],
  ['its hour has come', { ...held, hold: 'scheduled' }, sending, 'leaves'],
  ['its hour has come and the member has written', { ...held, hold: 'scheduled', overtaken: true }, sending, 'stale'],
  ['the member has written, and somebody lets it go', { ...held, hold: 'stale', heldUntil: null, releasedAt: 1, overtaken: true }, sending, 'leaves'],
] as const)('when %s', (...[, mail, mailOut, expected]) => expect(released(mail, mailOut, now)).toBe(expected))

test.each([
  [['sent', 'sent'], 'sent'],
  [['sent', 'failed'], 'failed'],
  [['failed', 'delayed'], 'delayed'],
  [['sent', 'pending'], 'queued'],
  [['sent', 'bounced', 'failed'], 'bounced'],
] as const)('%j is %s in all', (states, expected) => expect(stateAfter(states.map(state => ({ state })))).toBe(expected))

test('the pauses grow, and a mail is given up after three days', () => {
  const pauses = [1, 2, 3, 8, 50].map(attempts => ((nextAttempt({ attempts, firstAt: 0, now, jitter: 0 }) ?? 0) - now.getTime()) / 60_000)
  expect(pauses).toEqual([1, 3, 10, 240, 240])
  expect(nextAttempt({ attempts: 1, firstAt: now.getTime() - GIVE_UP_MS, now, jitter: 0 })).toBeNull()
})
