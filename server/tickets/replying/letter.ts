import type { MailAddress } from '../../outbox/contract.ts'
import type { Letter, LetterFile, LetterPost } from '../../outbox/outgoing.ts'
import type { Sender } from './sender.ts'

const MOST_REFERENCES = 20
const ANSWER = /^\s*((re|ré|rép|réf|aw|sv)\s*(\[\d+\])?\s*[:：])/iu

/** The subject of an answer: with one "Re:" before it. */
export const answerSubject = (subject: string): string => subject === '' || ANSWER.test(subject) ? subject : `Re: ${subject}`

const nameless = { fr: 'Votre demande', en: 'Your request' }

/** What a mail about a ticket without a subject is called. */
export const namelessSubject = (reference: string, locale: keyof typeof nameless): string => `${nameless[locale]} ${reference}`

/** How the mails of a conversation so far are named (Message-IDs), the oldest first; `answered` is the one that is being answered. */
export type Thread = { ids: readonly string[], answered: string | null }

/** What the headers of an answer say of its thread (RFC 5322 §3.6.4): of a long one its root and what is nearest. */
export function threadHeaders({ ids, answered }: Thread): Pick<Letter, 'inReplyTo' | 'references'> {
  const others = ids.filter(id => id !== answered)
  const all = answered === null ? others : [...others, answered]
  return { inReplyTo: answered ?? all.at(-1) ?? null, references: all.length <= MOST_REFERENCES ? all : [...all.slice(0, 1), ...all.slice(1 - MOST_REFERENCES)] }
}

type Parts = {
  sender: Sender
  replyTo: string
  to: readonly MailAddress[]
  cc: readonly MailAddress[]
  words: { subject: string, text: string, html: string }
  thread: Thread
  files: readonly LetterFile[]
}

/** A mail in the name of a mailbox. */
export function letterOf({ sender, replyTo, to, cc, words, thread, files }: Parts): Letter {
  return { from: { address: sender.address, name: sender.name }, replyTo: replyTo === sender.address ? null : replyTo, to, cc, ...words, ...threadHeaders(thread), files }
}

/** What is said to everybody on a list or a forum. */
export type Written = {
  subject: string
  text: string
  post: LetterPost
  files: readonly LetterFile[]
  thread?: Thread
  from?: MailAddress
  to?: readonly MailAddress[]
  signature?: string
}

const NO_THREAD: Thread = { ids: [], answered: null }

/** The same as a letter: plain text, as lists and forums want it, and answers to it go to where everybody reads them. */
export function publicLetter({ subject, text, post, files, thread = NO_THREAD, from, to = [], signature = '' }: Written): Letter {
  const signed = signature === '' ? text : `${text}\n\n-- \n${signature}`
  return { from: from ?? null, replyTo: null, to, cc: [], subject, text: signed, html: '', ...threadHeaders(thread), files, post }
}

/** The paragraphs of a text, for its HTML. */
export const paragraphsOf = (text: string): string[] => text.replace(/\r\n?/g, '\n').split(/\n{2,}/).map(one => one.trimEnd()).filter(one => one.trim() !== '')

/** The name of the server in our Message-IDs: that of the address it is written from. */
export const hostOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase()
