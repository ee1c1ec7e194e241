import { describe, expect, test } from 'vitest'
import { answerAddress } from '../../outbox/own-address.ts'
import { ENTRANCE, claire, desk, forged, mail, proved, signer, support } from '../../testing/deciding.ts'
import { acknowledgement, isMachine, isTooMany, type Occasion } from './acknowledgement.ts'
import { oursAmong, type Entrance } from './entrances.ts'
import type { Arrived } from './intake.ts'
import type { ParsedMail } from '../understanding/message.ts'

const DAY = 86_400_000

/** The occasion that a mail gives by itself, as deciding hands it over; what the mailbox is like may be changed. */
function occasion(values: Partial<ParsedMail> = {}, arrived: Partial<Arrived> = {}, entrance: Partial<Entrance> = {}): Occasion {
  const here = desk()
  here.take(mail({ ...proved(), ...values }, arrived))
  const [opened] = here.opened
  if (!opened) throw new Error('opened nothing')
  const mailbox = { ...ENTRANCE, ...entrance }
  return { ...opened, entrance: opened.entrance && mailbox, ours: oursAmong([mailbox], signer) }
}
const from = (address: string, values: Partial<ParsedMail> = {}): Partial<ParsedMail> => ({ from: { address, name: '' }, ...proved(address.split('@')[1]), ...values })

describe('is sent', () => {
  test.each<[string, Occasion]>([
    ['to a member', occasion()],
    ['to one who wrote yesterday', occasion({ date: Date.now() - DAY }, { deliveredAt: Date.now() })],
    ['by a mailbox that our SMTP port stands for', occasion({}, { place: { source: 'smtp' }, envelope: { from: claire.address, to: [support.address] } })],
    ['to whoever only seems to be about another ticket', occasion({ subject: 'XXX-XXX-9999' })],
  ])('%s', (_whom, given) => expect(acknowledgement(given)).toBe('send'))
})

describe('is not sent', () => {
  test.each<[string, string, Occasion]>([
    ['through a list', 'list', occasion({ isList: true })],
    ['in bulk', 'bulk', occasion({ silence: 'bulk' })],
    ['asking for no automatic answers', 'suppressed', occasion({ silence: 'suppressed' })],
    ['from nowhere', 'no-return-path', occasion({}, { place: { source: 'smtp' }, envelope: { from: '', to: [support.address] } })],
    ['by nobody', 'no-sender', occasion({ from: null })],
    ['from no-reply@', 'machine-address', occasion(from('no-reply@asso.example'))],
    ['from our own address', 'own-address', occasion(from(support.address))],
    ['from an address with a token of ours', 'own-address', occasion(from(answerAddress('aide@other.example', { ticketId: 1, sideId: null }, signer)))],
    ['from a domain that is there for tokens', 'own-address', occasion(from('x@retours.coop.example'), {}, { bounceAddress: 'b@retours.coop.example' })],
    ['under an address that no mailbox has', 'no-mailbox', occasion({}, { place: { source: 'smtp' }, envelope: { from: claire.address, to: ['x@y.example'] } })],
    ['by the demonstration', 'no-mailbox', occasion({}, { place: { source: 'demo' }, envelope: { from: null, to: ['aide@demo.example'] } })],
    ['to a silent mailbox', 'mailbox-silent', occasion({}, {}, { acknowledges: false })],
    ['to a mailbox that cannot send', 'mailbox-cannot-send', occasion({}, {}, { username: 'support', fromAddress: null })],
    ['to a mailbox without an authserv-id', 'no-authserv-id', occasion({}, {}, { authservId: null })],
    ['by somebody whom nothing vouches for', 'not-authenticated', occasion({ authentication: [] })],
    ['by somebody who is forged', 'not-authenticated', occasion(forged())],
    ['before the mailbox was added', 'history', occasion({}, { deliveredAt: 1000 }, { createdAt: 1001 })],
    ['among what was there when we began', 'history', occasion({}, { place: { source: 'imap', mailboxId: 1, uidValidity: '1', uid: 9 } }, { baselineUid: 9 })],
    ['copied there long after it was written', 'history', occasion({ date: 0 }, { deliveredAt: 4 * DAY })],
    ['forwarded by an agent', 'forwarded', { ...occasion(), isForwarded: true }],
    ['automatic', 'automatic', { ...occasion(), mail: { ...occasion().mail, automatic: 'auto-generated' } }],
    ['a bounce', 'automatic', { ...occasion(), mail: { ...occasion().mail, bounce: { recipients: [], status: null, action: null, originalMessageId: null, diagnostic: null } } }],
    ['a complaint', 'automatic', { ...occasion(), mail: { ...occasion().mail, complaint: true } }],
  ])('%s: %s', (_how, why, given) => expect(acknowledgement(given)).toBe(why))

  test('for what joins a ticket, and twice', () => {
    const here = desk()
    here.take(mail({ messageId: '<a@x>', ...proved() }))
    here.take(mail({ messageId: '<b@x>', inReplyTo: ['<a@x>'], text: 'Aussi', ...proved() }), mail({ messageId: '<a@x>', ...proved() }))
    expect(here.opened).toHaveLength(1)
  })

  test('for a ticket that goes into another in the same batch', () => {
    const here = desk()
    here.take(
      mail({ messageId: '<top@x>', ...proved() }), mail({ messageId: '<low@x>', inReplyTo: ['<mid@x>'], text: 'En bas', ...proved() }),
      mail({ messageId: '<mid@x>', inReplyTo: ['<top@x>'], text: 'Au milieu', ...proved() }),
    )
    expect(here.opened).toHaveLength(1)
  })
})

describe('a machine', () => {
  test.each([
    'no-reply@a.example', 'noreply@a.example', 'NoReply+x1@a.example', 'do-not-reply@a.example', 'ne-pas-repondre@a.example', 'nepasrepondre@a.example', 'MAILER-DAEMON@a.example', 'postmaster@a.example',
    'bounce@a.example', 'bounces+x=y@a.example', 'owner-liste@a.example', 'liste-request@a.example', 'alertes-noreply@a.example', 'root@a.example',
  ])('%s', address => expect(isMachine(address)).toBe(true))
  test.each(['norah@a.example', 'rootard@a.example', 'reply@a.example', 'bouncer@a.example', 'claire.request@a.example', 'cronos@a.example', 'repondre@a.example'])('%s is none', address => expect(isMachine(address)).toBe(false))
})

test.each([
  [{ toAddress: { lastHour: 2, lastDay: 9 }, byMailbox: { lastHour: 59 } }, false],
  [{ toAddress: { lastHour: 3, lastDay: 3 }, byMailbox: { lastHour: 3 } }, true],
  [{ toAddress: { lastHour: 0, lastDay: 10 }, byMailbox: { lastHour: 0 } }, true],
  [{ toAddress: { lastHour: 0, lastDay: 0 }, byMailbox: { lastHour: 60 } }, true],
])('after %j another is too many: %s', (sent, expected) => expect(isTooMany(sent)).toBe(expected))
