import { hashOf } from '../../tickets/filing/thread-hash.ts'
import type { Signer } from '../../platform/signing.ts'
import type { ParsedMail } from '../understanding/message.ts'
import { sealedFingerprint } from './redacted-copy.ts'

/** What the database knows of a Message-ID: the ticket that owns it, the side thread it belongs to and, when we hold that very message, which one it is. */
export type KnownId = { ticketId: number, sideId: number | null, discussionId: number | null, messageId: number | null, fingerprint: string | null, sentAt?: number | null, redactedAt?: number | null }

/** The ids a message answers, the nearest first: In-Reply-To, then References from the last to the first. */
export function parentIds(mail: ParsedMail): string[] {
  const returned = [mail.bounce?.originalMessageId, mail.report?.messageId].filter(id => id != null)
  return [...new Set([...returned, ...mail.inReplyTo, ...[...mail.references].reverse()])].filter(id => id !== mail.messageId)
}

/** The message's own id, or one made from what it says when it has none: copies of one message get the same. */
export const identityOf = (mail: ParsedMail) => mail.messageId ?? `<${mail.fingerprint}${MADE}`

const MADE = '@made-from-content.invalid>'

/** Whether we made this id, for a message that has none: its mailbox knows nothing of it. */
export const isMade = (messageId: string) => messageId.endsWith(MADE)

/** The fingerprint in an id that we made; null when somebody else did, or when it is sealed. */
export const fingerprintIn = (messageId: string) => isMade(messageId) && !messageId.startsWith('<hmac-') ? messageId.slice(1, -MADE.length) : null

/** The same for a message that words were taken out of: `sealed` is all that we keep of its fingerprint. */
export const madeIdOf = (sealed: string) => `<${sealed}${MADE}`

/** What the Message-IDs of a message tell, as far as they are known. */
export type Thread = {
  /** The very message that has this id already, when we hold it. */
  same: KnownId | undefined
  /** The nearest known message that it answers. */
  parent: KnownId | undefined
  /** Where messages that answer it wait for it: they came first and knew no other ancestor. */
  awaited: KnownId | undefined
}

/** Finds the thread of a message among the ids known: children that came before their parent and siblings of a missing one belong together. */
export function threadOf(mail: ParsedMail, known: (hash: string) => KnownId | undefined, signer?: Pick<Signer, 'sign'>): Thread {
  const self = known(hashOf(identityOf(mail))) ?? (mail.messageId === null && signer ? known(hashOf(madeIdOf(sealedFingerprint(mail.fingerprint, signer)))) : undefined)
  return {
    same: self?.messageId == null ? undefined : self,
    parent: parentIds(mail).map(id => known(hashOf(id))).find(found => found !== undefined),
    awaited: self?.messageId === null ? self : undefined,
  }
}

const PREFIX = /^(\s|\[[^\]]{1,40}\]|(re|ré|rép|réf|aw|sv|tr|fw|fwd|wg|i)(\[\d+\])?\s*[:：])+/iu

/** A subject without its prefixes (Re:, TR :, list tags), in lower case: what two messages of one thread share. */
export const baseSubject = (subject: string) => subject.normalize('NFKC').replace(PREFIX, '').replace(/\s+/g, ' ').trim().toLowerCase()
