import { expect, test } from 'vitest'
import { signerOf } from '../platform/signing.ts'
import { answerAddress, bareAddress, bounceAddress, readAnswerAddress, readBounceAddress, replyToOf, returnPathOf } from './own-address.ts'

const [ours, theirs] = [signerOf('ours'), signerOf('theirs')]

test.each([{ ticketId: 12, sideId: null }, { ticketId: 12, sideId: 7 }])('an answer is led back to %j', (token) => {
  const address = answerAddress('support@coop.example', token, ours)
  expect(address).toMatch(/^support\+t12(s7)?\.[a-z2-7]{16}@coop\.example$/)
  expect(readAnswerAddress(address, ours)).toEqual(token)
  expect(readAnswerAddress(address.toUpperCase(), ours)).toEqual(token)
  expect(bareAddress(address)).toBe('support@coop.example')
})

test('a return path names its delivery', () => {
  const token = { ticketId: 12, outboxId: 34, deliveryId: 5 }
  const address = bounceAddress('retours@coop.example', token, ours)
  expect(readBounceAddress(address, ours)).toEqual(token)
  expect(bareAddress(address)).toBe('retours@coop.example')
  expect(address.split('@')[0]?.length).toBeLessThanOrEqual(64)
})

test.each([
  answerAddress('support@coop.example', { ticketId: 12, sideId: null }, theirs),
  answerAddress('support@coop.example', { ticketId: 12, sideId: null }, ours).replace('+t12.', '+t13.'),
  answerAddress('support@coop.example', { ticketId: 12, sideId: null }, ours).replace('+t12.', '+t12s1.'),
  'support+t12@coop.example', 'support@coop.example', '',
])('%s is not ours', (address) => {
  expect(readAnswerAddress(address, ours)).toBeUndefined()
  expect(readBounceAddress(address, ours)).toBeUndefined()
})

test.each(['claire+listes@example.org', 'claire@example.org'])('%s stays as it is', (address) => {
  expect(bareAddress(address)).toBe(address)
})

test('a server without plus addresses gets the plain one', () => {
  const plain = { address: 'support@coop.example', plusAddresses: false }
  const plus = { ...plain, plusAddresses: true }
  const [answer, bounce] = [{ ticketId: 12, sideId: null }, { ticketId: 12, outboxId: 34, deliveryId: 5 }]
  expect([replyToOf(plain, answer, ours), returnPathOf(plain, bounce, ours)]).toEqual([plain.address, plain.address])
  expect(readAnswerAddress(replyToOf(plus, answer, ours), ours)).toEqual(answer)
  expect(readBounceAddress(returnPathOf(plus, bounce, ours), ours)).toEqual(bounce)
})
