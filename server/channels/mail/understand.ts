import { automaticReason } from './automatic.ts'
import { bounceOf, isComplaint } from './bounce.ts'
import { readAddresses } from './addresses.ts'
import { readDate } from './dates.ts'
import { fingerprint } from './fingerprint.ts'
import { attachedFrom, forwardedFrom } from './forward.ts'
import { all, first, readable, type Headers } from './headers.ts'
import { limits } from './limits.ts'
import { isListMail, listIdOf } from './lists.ts'
import { readMessageId, readMessageIds } from './message-ids.ts'
import type { MailAddress, MailAttachment, ParsedMail } from './message.ts'
import { filenameOf, isBody, leavesOf, type LeafPart, type Part } from './parts.ts'
import { visibleReply } from './quoting.ts'

/** What was read of a message: its header, its parts, and the words a person sees. */
export type Reading = {
  headers: Headers
  root: Part
  text: string
  html: string | null
  /** SHA-256 of all its bytes: the fingerprint of a message that has neither date nor Message-ID. */
  rawHash: () => string
  problems: readonly string[]
}

/** Everything the intake needs to know of a message. */
export function understand({ headers, root, text, html, rawHash, problems }: Reading): ParsedMail {
  const leaves = leavesOf(root)
  const { from, isSubstitute } = senderOf(headers)
  const subject = readable(first(headers, 'subject')).slice(0, limits.subjectCharacters)
  const date = readDate(first(headers, 'date'))
  const messageId = readMessageId(all(headers, 'message-id'))
  const attachments = attachmentsOf(leaves)
  const bounce = bounceOf({ headers, from, subject, text, leaves })
  const complaint = isComplaint(leaves)
  const isList = isListMail(headers)
  const isReport = bounce !== null || complaint
  const forwarded = isReport ? null : forwardedFrom(subject, text) ?? attachedFrom(leaves)
  return {
    from,
    to: readAddresses(all(headers, 'to')),
    cc: readAddresses(all(headers, 'cc')),
    replyTo: readAddresses(all(headers, 'reply-to')),
    subject,
    date,
    messageId,
    inReplyTo: readMessageIds(all(headers, 'in-reply-to')),
    references: readMessageIds(all(headers, 'references')),
    listId: listIdOf(headers),
    isList,
    automatic: automaticReason(headers, { isList, isBounce: bounce !== null, isComplaint: complaint, from: from?.address }),
    bounce,
    complaint,
    forwardedFrom: forwarded,
    text,
    visibleReply: visibleReply(text, { isForward: forwarded !== null, isList }),
    html,
    attachments,
    hops: all(headers, 'received').length,
    installation: first(headers, 'x-permanence-installation')?.toWellFormed() ?? null,
    fingerprint: date === null && messageId === null ? rawHash() : fingerprint({ from: from?.address, date, subject, text, attachments }),
    problems: [...new Set([...problems, ...headerProblems(headers, { from, isSubstitute, date, messageId }), ...markers(leaves)])],
  }
}

/** RFC 5322 §3.6.2, and what is left when From is empty or unreadable. */
function senderOf(headers: Headers): { from: MailAddress | null, isSubstitute: boolean } {
  const [from] = readAddresses(all(headers, 'from'))
  if (from) return { from, isSubstitute: false }
  const [substitute] = ['reply-to', 'sender', 'x-original-from'].flatMap(name => readAddresses(all(headers, name)))
  return { from: substitute ?? null, isSubstitute: substitute !== undefined }
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

type Identity = { from: MailAddress | null, isSubstitute: boolean, date: number | null, messageId: string | null }

function headerProblems(headers: Headers, { from, isSubstitute, date, messageId }: Identity): string[] {
  const problems: [boolean, string][] = [
    [from === null, 'no-sender'],
    [isSubstitute, 'sender-from-other-header'],
    [all(headers, 'from').length > 1, 'several-from'],
    [messageId === null, 'no-message-id'],
    [date === null, headers.has('date') ? 'bad-date' : 'no-date'],
    [(first(headers, 'subject') ?? '').length > limits.subjectCharacters * 4, 'subject-too-long'],
  ]
  return problems.filter(([is]) => is).map(([, problem]) => problem)
}

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
