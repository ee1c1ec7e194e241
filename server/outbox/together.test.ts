import { expect, test } from 'vitest'
import type { Sending } from './contract.ts'
import { sendingOfAll } from './together.ts'

const sending = (outboxId: number, state: Sending['state'], hold: Sending['hold'] = null): Sending =>
  ({ outboxId, state, hold, heldUntil: null, attempts: 0, nextAttemptAt: null, failure: null, deliveries: [{ address: `${outboxId}@x.example`, state: 'pending', answer: null, at: null }] })

test.each([
  ['a failure before everything', [sending(1, 'sent'), sending(2, 'failed')], 2],
  ['what somebody carries by hand before what has left', [sending(1, 'held', 'by-hand'), sending(2, 'sent')], 1],
  ['what waits for somebody before what leaves by itself', [sending(1, 'held', 'undo'), sending(2, 'held', 'stale')], 2],
  ['what is late before what has left', [sending(1, 'sent'), sending(2, 'delayed')], 2],
] as const)('of two mails that carry one message it is %s', (...[, mails, shown]) => {
  const { outboxId, deliveries } = sendingOfAll(mails)
  expect(outboxId).toBe(shown)
  expect(deliveries.map(({ address }) => address)).toEqual(['1@x.example', '2@x.example'])
})
