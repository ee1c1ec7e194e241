import type { Bounce } from '../../outbox/bounced.ts'
import { readOwnId } from '../../outbox/own-id.ts'
import type { Signer } from '../../platform/signing.ts'
import { cluesIn } from './clues.ts'
import type { Envelope } from './intake.ts'
import type { ParsedMail } from '../understanding/message.ts'

const MOST_RECIPIENTS = 20

/**
 * What a message says of mails of ours that came back or are late: by the return path it was sent to, which names the one delivery, else by
 * our signed Message-ID and the recipients it names. Nothing when it is no report, or is about mail that is not ours.
 */
export function returnedBy(mail: ParsedMail, envelope: Envelope | null, signer: Signer): Bounce[] {
  if (!mail.bounce) return []
  const { recipients, status, action, originalMessageId, diagnostic } = mail.bounce
  if (action !== null && action !== 'failed' && action !== 'delayed') return []
  const said = { status, action, diagnostic }
  const path = cluesIn(mail, envelope, signer).bounce
  if (path) return [{ outboxId: path.outboxId, deliveryId: path.deliveryId, messageId: null, recipient: recipients[0] ?? null, ...said }]
  if (originalMessageId === null || !readOwnId(originalMessageId, signer)) return []
  const named = recipients.length === 0 ? [null] : recipients.slice(0, MOST_RECIPIENTS)
  return named.map(recipient => ({ outboxId: null, deliveryId: null, messageId: originalMessageId, recipient, ...said }))
}
