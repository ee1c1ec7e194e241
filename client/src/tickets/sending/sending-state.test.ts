import { expect, test } from 'vitest'
import { Hold, OutboxState } from '../../../../server/outbox/contract.ts'
import { message, reply, sending } from '../../testing/given.ts'
import { lastUndoable, remediesFor, secondsLeft, shownAs, type Remedy } from './sending-state.ts'

test.each([
  ['held', 'undo', 'undo', 'quiet', ['undo', 'send-now']],
  ['held', 'scheduled', 'scheduled', 'waiting', ['undo', 'send-now']],
  ['held', 'trial', 'trial', 'waiting', ['undo', 'release']],
  ['held', null, 'queued', 'quiet', []],
  ['sent', null, 'sent', 'quiet', []],
  ['delayed', null, 'delayed', 'waiting', []],
  ['failed', null, 'failed', 'loud', ['resend']],
  ['bounced', null, 'bounced', 'loud', ['resend']],
] as const)('%s for %s is shown as %s, %s, with %j', (state, hold, ...[stand, tone, remedies]) => {
  expect(shownAs({ state, hold })).toMatchObject({ stand, tone, remedies })
})

test('every state and every reason to wait has a picture', () => {
  const all = [...OutboxState.options.map(state => shownAs({ state, hold: null })), ...Hold.options.map(hold => shownAs({ state: 'held', hold }))]
  expect(all.filter(({ icon }) => !icon)).toEqual([])
})

const every: Remedy[] = ['undo', 'send-now', 'release', 'resend']
test.each([
  [{ mayReply: true, mayManage: false, isOwn: true }, every],
  [{ mayReply: true, mayManage: false, isOwn: false }, ['undo', 'send-now']],
  [{ mayReply: false, mayManage: true, isOwn: false }, ['release', 'resend']],
  [{ mayReply: false, mayManage: false, isOwn: true }, []],
])('%j may %j', (who, remedies) => expect(remediesFor(every, who)).toEqual(remedies))

test.each([[10_000, 0, 10], [10_000, 9_001, 1], [10_000, 10_000, 0], [10_000, 12_000, 0]])('held until %i, at %i: %i s', (until, now, seconds) => {
  expect(secondsLeft(until, now)).toBe(seconds)
})

test('what was sent last is what is undone, if it is one’s own and about to leave', () => {
  const jules = { kind: 'agent', id: 2, name: 'Jules', address: null, handle: null } as const
  const messages = [reply({ id: 1 }), reply({ id: 2 }), reply({ id: 3, author: jules }), reply({ id: 4, sending: sending({ hold: 'scheduled' }) }), message({ id: 5 })]
  expect(lastUndoable(messages, 1)?.id).toBe(2)
  expect(lastUndoable([message()], 1)).toBeUndefined()
})
