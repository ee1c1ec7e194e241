import { expect, test } from 'vitest'
import { bounceAddress } from '../../outbox/own-address.ts'
import { ownId } from '../../outbox/own-id.ts'
import { mail, signer, stranger } from '../../testing/deciding.ts'
import type { Bounce, ParsedMail } from '../understanding/message.ts'
import { returnedBy } from './returned.ts'

const ours = ownId({ ticketId: 1, sideId: null, messageId: 2 }, signer, 'coop.example')
const path = (by = signer) => [bounceAddress('retours@coop.example', { ticketId: 1, outboxId: 5, deliveryId: 6 }, by)]
const REPORT: Bounce = { recipients: ['claire@asso.example'], status: '5.1.1', action: 'failed', originalMessageId: null, diagnostic: '550 5.1.1 unknown' }
const SAID = { status: '5.1.1', action: 'failed', diagnostic: '550 5.1.1 unknown' }

const returned = (values: Partial<ParsedMail>) => {
  const { understood } = mail(values)
  return 'mail' in understood ? returnedBy(understood.mail, null, signer) : []
}

test.each<[string, Partial<ParsedMail>, object[]]>([
  ['by its return path', { bounce: REPORT, deliveredTo: path() }, [{ outboxId: 5, deliveryId: 6, messageId: null, recipient: 'claire@asso.example', ...SAID }]],
  ['by its return path, in words of its own', { bounce: { ...REPORT, recipients: [], status: null, diagnostic: null }, deliveredTo: path() }, [{ outboxId: 5, deliveryId: 6, messageId: null, recipient: null, status: null, action: 'failed', diagnostic: null }]],
  ['by our Message-ID', { bounce: { ...REPORT, originalMessageId: ours } }, [{ outboxId: null, deliveryId: null, messageId: ours, recipient: 'claire@asso.example', ...SAID }]],
  ['by our Message-ID, for several', { bounce: { ...REPORT, recipients: ['a@x', 'b@x'], originalMessageId: ours } }, [{ recipient: 'a@x' }, { recipient: 'b@x' }]],
  ['late', { bounce: { ...REPORT, action: 'delayed' }, deliveredTo: path() }, [{ action: 'delayed' }]],
  ['delivered is no trouble', { bounce: { ...REPORT, action: 'delivered' }, deliveredTo: path() }, []],
  ['a forged return path', { bounce: REPORT, deliveredTo: path(stranger) }, []],
  ['a mail of others', { bounce: { ...REPORT, originalMessageId: '<x@y>' } }, []],
  ['no report', { deliveredTo: path() }, []],
])('what came back: %s', (_how, values, expected) => expect(returned(values)).toMatchObject(expected))
