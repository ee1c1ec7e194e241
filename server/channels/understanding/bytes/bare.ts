import { readAddresses } from '../addresses.ts'
import { decode, latin1Of } from './charset.ts'
import { readDate } from '../dates.ts'
import { fingerprint } from '../fingerprint.ts'
import { all, first, readable, readHeaders, type Headers } from './headers.ts'
import type { ParsedMail } from '../message.ts'
import { readMessageId, readMessageIds } from '../message-ids.ts'

const SUBJECT_CHARACTERS = 1000

/** What can be said of a message that the reader gave up on, from the first bytes of it: its headers as far as they are there, and everything as plain text. */
export function bareMail(head: Uint8Array): ParsedMail {
  const headers: Headers = readHeaders(head)?.headers ?? new Map<string, readonly string[]>()
  const addresses = (name: string) => readAddresses(all(headers, name))
  const text = decode(head, undefined).text.toWellFormed().replaceAll('\0', '')
  const mail = {
    from: addresses('from')[0] ?? null,
    subject: readable(first(headers, 'subject')).slice(0, SUBJECT_CHARACTERS),
    date: readDate(first(headers, 'date')),
    text,
    attachments: [],
  }
  return {
    ...mail, to: addresses('to'), cc: addresses('cc'), replyTo: addresses('reply-to'), visibleReply: text,
    messageId: readMessageId(all(headers, 'message-id')), inReplyTo: readMessageIds(all(headers, 'in-reply-to')), references: readMessageIds(all(headers, 'references')),
    ...NOTHING, fingerprint: fingerprint({ ...mail, text: latin1Of(head) }),
  }
}

// Nothing is believed of what could not be read, and nobody is told that it has arrived.
const NOTHING = {
  listId: null, isList: false, carrier: {}, leadLength: null, automatic: null, bounce: null, complaint: false, report: null, arrival: { at: null, host: null }, forwardedFrom: null, authentication: [], authors: 0, silence: 'bulk', language: null,
  html: null, deliveredTo: [], hops: 0, installation: null, problems: ['unreadable'],
} as const
