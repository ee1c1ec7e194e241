import type { Arrived } from '../mail/intake.ts'
import type { Understood } from './contract.ts'

const SHOWN_CHARACTERS = 20_000

/** What the reader makes of a message, as far as it helps to judge it: the beginning of its words, and no HTML. */
export function understoodAs(understood: Arrived['understood']): Understood {
  if (!('mail' in understood)) return { unreadable: understood.quarantined }
  const { from, to, cc, subject, date, messageId, inReplyTo, listId, automatic, hops, text, attachments, problems } = understood.mail
  return {
    from, subject, date, messageId, listId, automatic, hops,
    to: [...to], cc: [...cc], inReplyTo: [...inReplyTo], problems: [...problems],
    text: text.slice(0, SHOWN_CHARACTERS).toWellFormed(),
    attachments: attachments.map(({ filename, contentType, size }) => ({ filename, contentType, size })),
  }
}
