import { describe, expect, test } from 'vitest'
import { answerAddress, bounceAddress } from '../../outbox/own-address.ts'
import { ENTRANCE, signer, stranger } from '../../testing/deciding.ts'
import { entranceOf, oursAmong } from './entrances.ts'
import type { Place } from './intake.ts'

const second = { ...ENTRANCE, mailboxId: 2, username: 'aide', fromAddress: 'Aide@coop.example', replyAddress: 'reponses@coop.example' }
const former = { ...ENTRANCE, mailboxId: 3, username: 'ancien@coop.example', active: false }
const all = [former, ENTRANCE, second]
const token = answerAddress('reponses@coop.example', { ticketId: 1, sideId: null }, signer)

test.each<[string, Place, string[], number | undefined]>([
  ['one that we read', { source: 'imap', mailboxId: 2, uidValidity: '1', uid: 1 }, [], 2],
  ['by its user', { source: 'smtp' }, ['support@coop.example'], 1],
  ['by the address it writes from', { source: 'smtp' }, ['AIDE@coop.example'], 2],
  ['by a token', { source: 'smtp' }, [token], 2],
  ['not one that is read no longer', { source: 'smtp' }, ['ancien@coop.example'], undefined],
  ['none', { source: 'demo' }, ['x@y.example'], undefined],
])('the mailbox a message came by: %s', (...[, place, to, expected]) => {
  expect(entranceOf({ place, envelope: { from: 'x@y.example', to } }, all)?.mailboxId).toBe(expected)
})

describe('ours', () => {
  const ours = oursAmong(all, signer)
  const theirs = answerAddress('aide@autre.example', { ticketId: 1, sideId: null }, stranger)

  test.each(['support@coop.example', 'SUPPORT@coop.example', 'ancien@coop.example', 'aide@coop.example', 'retours@coop.example', token, 'support+t1.aaaaaaaaaaaaaaaa@coop.example', bounceAddress('x@y.example', { ticketId: 1, outboxId: 2, deliveryId: 3 }, signer)])('%s is', address => expect(ours.has(address)).toBe(true))
  test.each(['claire@coop.example', 'support@asso.example', theirs, ''])('%s is not', address => expect(ours.has(address)).toBe(false))
  test.each([[token, 'reponses@coop.example'], ['support+t1.aaaaaaaaaaaaaaaa@coop.example', 'support@coop.example'], [theirs, theirs], ['a+b@c.example', 'a+b@c.example']])('%s is shown as %s', (address, expected) => expect(ours.shown(address)).toBe(expected))
})
