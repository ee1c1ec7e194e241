import type { Signer } from '../../platform/signing.ts'
import type { ParsedMail } from '../understanding/message.ts'

/**
 * What is kept of the fingerprint of a message that words were taken out of. Whoever knows all of a message but a password could try
 * passwords against a digest; this needs the installation's key.
 */
export const sealedFingerprint = (fingerprint: string, signer: Pick<Signer, 'sign'>) => `hmac-${signer.sign(`fingerprint ${fingerprint}`)}`

/** What is kept of the digest of its bytes, to recognise them where they stand. */
export const sealedDigest = (sha256: string, signer: Pick<Signer, 'sign'>) => signer.sign(`original ${sha256}`)

type Known = { messageId: number | null, fingerprint: string | null, sentAt?: number | null | undefined, redactedAt?: number | null | undefined }

/**
 * Whether a message is one that words were taken out of, come once more: it has the same Message-ID and was written in the same second,
 * or says the same. A newer reader may understand it otherwise, and a list add its footer: it is the same all the same.
 */
export function isRedactedCopy(mail: Pick<ParsedMail, 'fingerprint' | 'date' | 'messageId'>, known: Known | undefined, signer: Pick<Signer, 'sign'>): boolean {
  if (!known || known.messageId === null || known.redactedAt == null) return false
  if (mail.messageId !== null && mail.date !== null && mail.date === known.sentAt) return true
  return known.fingerprint === sealedFingerprint(mail.fingerprint, signer)
}

/** Why such a copy is a duplicate. Neither its bytes nor its subject are kept. */
export const REDACTED_COPY = 'redacted-copy'
