import { secretsIn } from '../../tickets/redaction/secrets.ts'
import { automaticReason, silenceAsked } from './notices/automatic.ts'
import { bounceOf, isComplaint } from './notices/bounce.ts'
import { carrierOf } from './carrier.ts'
import { readAddresses } from './addresses.ts'
import { arrivalOf } from './arrival.ts'
import { readDate } from './dates.ts'
import { fingerprint } from './fingerprint.ts'
import { attachedFrom, inlineForward } from './quoting/forward.ts'
import { all, first, readable, type Headers } from './bytes/headers.ts'
import { limits } from './limits.ts'
import { isListMail, listIdOf } from './lists.ts'
import { readMessageId, readMessageIds } from './message-ids.ts'
import type { AuthenticationField, MailAddress, MailAttachment, ParsedMail } from './message.ts'
import { filenameOf, isBody, leavesOf, type LeafPart, type Part } from './bytes/parts.ts'
import { reportOf } from './notices/reports.ts'
import { visibleWords, type Rich } from './quoting/visible-words.ts'

/** What was read of a message: its header, its parts, and the words a person sees. */
export type Contents = {
  headers: Headers
  authentication: readonly AuthenticationField[]
  root: Part
  text: string
  leadLength: number | null
  html: string | null
  /** The words of its HTML, as its marks judge them; null when there is none. */
  rich?: Rich
  /** SHA-256 of all its bytes: the fingerprint of a message that has neither date nor Message-ID. */
  rawHash: () => string
  problems: readonly string[]
}

/** Everything the intake needs to know of a message. */
export function understand({ headers, authentication, root, text, leadLength, html, rich, rawHash, problems }: Contents): ParsedMail {
  const leaves = leavesOf(root)
  const letterhead = letterheadOf(headers)
  const { from, subject, date, messageId, isList } = letterhead
  const attachments = attachmentsOf(leaves)
  const bounce = bounceOf({ headers, from, subject, text, leaves })
  const complaint = isComplaint({ from, subject, leaves })
  // What a report carries is returned, not forwarded.
  const isReport = bounce !== null || complaint
  const forward = isReport ? null : inlineForward(subject, text)
  return {
    ...letterhead,
    automatic: automaticReason(headers, { isList, bounce, complaint, from }),
    bounce,
    complaint,
    report: reportOf(leaves),
    forwardedFrom: isReport ? null : forward?.from ?? attachedFrom(leaves),
    authentication,
    text,
    leadLength,
    visibleReply: visibleWords(text, { isForward: forward !== null, isList, author: from?.name ?? '', rich }),
    html,
    attachments,
    fingerprint: date === null && messageId === null ? rawHash() : fingerprint({ from, date, subject, text, attachments }),
    problems: [...new Set([...problems, ...headerProblems(headers, letterhead), ...markers(leaves), ...secrets(subject, text)])],
  }
}

type Letterhead = Pick<ParsedMail, 'from' | 'to' | 'cc' | 'replyTo' | 'subject' | 'date' | 'messageId' | 'inReplyTo' | 'references' | 'listId' | 'isList' | 'carrier' | 'deliveredTo' | 'arrival' | 'hops' | 'installation' | 'authors' | 'silence' | 'language'>

function letterheadOf(headers: Headers): Letterhead {
  const authors = readAddresses(all(headers, 'from'))
  return { ...addressingOf(headers), from: authors[0] ?? standIn(headers), authors: authors.length }
}

const addressingOf = (headers: Headers): Omit<Letterhead, 'from' | 'authors'> => ({
  to: readAddresses(all(headers, 'to')),
  cc: readAddresses(all(headers, 'cc')),
  replyTo: readAddresses(all(headers, 'reply-to')),
  subject: readable(first(headers, 'subject')).slice(0, limits.subjectCharacters).toWellFormed(),
  date: readDate(first(headers, 'date')),
  messageId: readMessageId(all(headers, 'message-id')),
  inReplyTo: readMessageIds(all(headers, 'in-reply-to')),
  references: readMessageIds(all(headers, 'references')),
  listId: listIdOf(headers),
  isList: isListMail(headers),
  carrier: carrierOf(headers),
  deliveredTo: ['delivered-to', 'x-original-to', 'envelope-to'].flatMap(name => readAddresses(all(headers, name))).map(({ address }) => address.toLowerCase()),
  arrival: arrivalOf(headers),
  hops: all(headers, 'received').length,
  installation: first(headers, 'x-permanence-installation') ?? null,
  silence: silenceAsked(headers),
  language: /^\s*([a-z]{2,3})\b/i.exec(first(headers, 'content-language') ?? '')?.[1]?.toLowerCase() ?? null,
})

/** RFC 5322 §3.6.2: what is left when From is empty or unreadable. */
function standIn(headers: Headers): MailAddress | null {
  for (const name of ['reply-to', 'sender', 'x-original-from']) {
    const [sender] = readAddresses(all(headers, name))
    if (sender) return sender
  }
  return null
}

/** A report and its machine-readable parts are attachments like others: nothing of a message is out of reach. */
const attachmentsOf = (leaves: readonly LeafPart[]): MailAttachment[] => leaves.filter(leaf => !isBody(leaf)).map((leaf, part) => ({
  part,
  filename: filenameOf(leaf),
  contentType: leaf.contentType,
  size: leaf.size,
  disposition: leaf.disposition,
  contentId: leaf.contentId,
  sha256: leaf.sha256,
}))

function headerProblems(headers: Headers, { from, authors, subject, date, messageId }: Letterhead): string[] {
  const problems: [boolean, string][] = [
    [from === null, 'no-sender'],
    [from !== null && authors === 0, 'sender-from-other-header'],
    [all(headers, 'from').length > 1, 'several-from'],
    [messageId === null, 'no-message-id'],
    [date === null, headers.has('date') ? 'bad-date' : 'no-date'],
    [subject.length === limits.subjectCharacters && readable(first(headers, 'subject')).length > limits.subjectCharacters, 'subject-too-long'],
  ]
  return problems.filter(([is]) => is).map(([, problem]) => problem)
}

/** A password that somebody pasted: an agent may take it out. */
const secrets = (subject: string, text: string): string[] => secretsIn(subject).length > 0 || secretsIn(text).length > 0 ? ['contains-secret'] : []

/** Kinds of content that a person should know of. */
function markers(leaves: readonly LeafPart[]): string[] {
  const kinds: [RegExp, string][] = [
    [/^application\/(x-)?pkcs7-mime$/, 'smime-encrypted'],
    [/^application\/(x-)?pkcs7-signature$/, 'smime-signed'],
    [/^application\/pgp-encrypted$/, 'pgp-encrypted'],
    [/^application\/pgp-signature$/, 'pgp-signed'],
    [/^application\/(vnd\.)?ms-tnef$/, 'winmail-dat'],
    [/^text\/calendar$/, 'calendar'],
  ]
  return kinds.filter(([type, word]) => leaves.some(leaf => type.test(leaf.contentType) || (word === 'winmail-dat' && /^winmail\.dat$/i.test(leaf.filename ?? '')))).map(([, word]) => word)
}
