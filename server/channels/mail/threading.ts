import { hashOf } from '../../tickets/filing/thread-hash.ts'
import type { ParsedMail } from './message.ts'

/** What the database knows of a Message-ID: the ticket that owns it and, when we hold that very message, which one it is. */
export type KnownId = { ticketId: number, messageId: number | null, fingerprint: string | null }

/** The ids a message answers, the nearest first: In-Reply-To, then References from the last to the first. */
export function parentIds(mail: ParsedMail): string[] {
  const bounced = mail.bounce?.originalMessageId ? [mail.bounce.originalMessageId] : []
  return [...new Set([...bounced, ...mail.inReplyTo, ...[...mail.references].reverse()])].filter(id => id !== mail.messageId)
}

/** The message's own id, or one made from what it says when it has none: copies of one message get the same. */
export const identityOf = (mail: ParsedMail) => mail.messageId ?? `<${mail.fingerprint}${MADE}`

const MADE = '@made-from-content.invalid>'

/** Whether we made this id, for a message that has none: its mailbox knows nothing of it. */
export const isMade = (messageId: string) => messageId.endsWith(MADE)

/** Where a message belongs, as far as the ids known tell. */
export type Thread = {
  /** The very message that has this id already, when we hold it. */
  same: KnownId | undefined
  /** The ticket it belongs to: by what it answers, else by who answered it before it arrived. */
  ticketId: number | undefined
  /** A second ticket that waited for this very message: its answers came first and knew no other ancestor. */
  waitingTicketId: number | undefined
}

/** Finds the thread of a message among the ids known: children that came before their parent and siblings of a missing one belong together. */
export function threadOf(mail: ParsedMail, known: (hash: string) => KnownId | undefined): Thread {
  const self = known(hashOf(identityOf(mail)))
  const parent = parentIds(mail).map(id => known(hashOf(id))).find(found => found !== undefined)
  const awaited = self?.messageId === null ? self.ticketId : undefined
  return {
    same: self?.messageId == null ? undefined : self,
    ticketId: parent?.ticketId ?? awaited,
    waitingTicketId: parent && awaited !== undefined && awaited !== parent.ticketId ? awaited : undefined,
  }
}

const PREFIX = /^(\s|\[[^\]]{1,40}\]|(re|ré|rép|réf|aw|sv|tr|fw|fwd|wg|i)(\[\d+\])?\s*[:：])+/iu

/** A subject without its prefixes (Re:, TR :, list tags), in lower case: what two messages of one thread share. */
export const baseSubject = (subject: string) => subject.normalize('NFKC').replace(PREFIX, '').replace(/\s+/g, ' ').trim().toLowerCase()
