import type { Signer } from '../../../platform/signing.ts'
import { readOwnId } from '../../../outbox/own-id.ts'
import type { Check } from '../verdict.ts'

/** Our own mail coming back to us, known by its signature (anybody can write our domain in a Message-ID) or by the mark in X-Permanence-Installation that only this installation can make. */
export const isOwn = (signer: Signer): Check => (mail) => {
  if (mail.messageId && readOwnId(mail.messageId, signer)) return { own: 'own-message-id' }
  if (mail.installation && signer.isSigned('installation', mail.installation.trim())) return { own: 'own-installation' }
  return 'pass'
}
