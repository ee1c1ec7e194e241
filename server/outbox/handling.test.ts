import { expect, test } from 'vitest'
import { mayHandle, objection, possible } from './handling.ts'

test.each([
  ['held', 'undo', true, ''],
  ['held', 'scheduled', true, ''],
  ['held', 'trial', true, 'release'],
  ['held', 'trial', false, 'release discard'],
  ['held', 'no-server', false, 'release discard'],
  ['held', 'stale', true, 'release'],
  ['queued', null, true, ''],
  ['delayed', null, true, 'resend'],
  ['delayed', null, false, 'resend discard'],
  ['failed', null, true, 'resend discard'],
  ['bounced', null, false, 'resend discard'],
  ['sent', null, true, ''],
  ['cancelled', null, false, ''],
] as const)('%s (%s), with a message: %s: %s', (...[state, hold, hasMessage, expected]) => {
  const mail = { state, hold, hasMessage, kind: 'reply' } as const
  expect(possible(mail).join(' ')).toBe(expected)
  for (const handling of ['release', 'resend', 'discard'] as const) expect(objection(handling, mail) === undefined).toBe(expected.includes(handling))
})

test('what is on a ticket is taken back there', () => expect(objection('discard', { state: 'held', hold: 'trial', kind: 'reply', hasMessage: true })).toContain('take it back there'))

test.each([
  [{ agentId: 1, manages: true, replies: false }, 2, true],
  [{ agentId: 1, manages: false, replies: true }, 1, true],
  [{ agentId: 1, manages: false, replies: true }, 2, false],
  [{ agentId: 1, manages: false, replies: true }, null, false],
  [{ agentId: 1, manages: false, replies: false }, 1, false],
])('%j and a mail by %s: %s', (handler, agentId, expected) => expect(mayHandle(handler, { agentId })).toBe(expected))
