import { DAEMON, MEANINGS, RETURNED, SERVER, SERVER_NAME } from './bounce-words.ts'
import { all, first, type Headers } from '../bytes/headers.ts'
import type { MailAddress } from '../message.ts'
import type { LeafPart } from '../bytes/parts.ts'

/** What may have come back. */
export type Suspect = { headers: Headers, from: MailAddress | null, subject: string, text: string, leaves: readonly LeafPart[] }

/** A report by its header; the part that programs could read may be lacking. */
export const isDeliveryReport = (headers: Headers) => all(headers, 'content-type').some(type => /^multipart\/\w+\b.*report-type="?delivery-status/is.test(type.slice(0, 1000)))

/** Whether a server says in its own words that a message came back. */
export function looksReturned(suspect: Suspect): boolean {
  const { headers, subject } = suspect
  if (headers.has('x-failed-recipients') || isDeliveryReport(headers)) return true
  if (RETURNED.test(subject)) return isFromServer(suspect) || (isFromNobody(headers) && !isAnswer(headers)) || isGateway(suspect)
  return isFromServer(suspect) && (isDaemonWithProof(suspect) || tellsOfReturn(suspect))
}

const isFromServer = ({ headers, from }: Suspect) => {
  // Some write `"Postmaster" <>`.
  const written = (first(headers, 'from') ?? '').replace(/<[^<>]*>/g, '').replaceAll('"', '').trim()
  return SERVER.test(from?.address ?? '') || SERVER_NAME.test(from?.name ?? '') || SERVER_NAME.test(written)
}

// An empty return path; some servers write their own name into it.
const isFromNobody = (headers: Headers) => ['return-path', 'x-mailfrom'].some(name => all(headers, name).some(value => /^<\s*(mailer-daemon)?\s*>$/i.test(value)))

/** An answering machine also has no return path, and repeats the subject of what it answers. */
const isAnswer = (headers: Headers) => all(headers, 'auto-submitted').some(value => /^auto-?repl/i.test(value))

const isReturned = ({ contentType }: LeafPart) => /^(message|text)\/rfc822/.test(contentType)

/** A daemon writes of nothing else: with the message that it returns, or with what it says of the recipient. */
const isDaemonWithProof = ({ from, subject, leaves }: Suspect) =>
  DAEMON.test(from?.address ?? '') && (leaves.some(isReturned) || MEANINGS.some(([, words]) => words.test(subject)))

/** A filter before a mail server, under some address without a name: it begins at once, and returns the message. */
const isGateway = ({ from, text, leaves }: Suspect) =>
  from?.name === '' && leaves.some(isReturned) && RETURNED.test(text.slice(0, 300)) && !/^\W*(bonjour|bonsoir|salut|hello|hi|dear|cher|ch[èe]re)\b/i.test(text)

/** Behind postmaster@ may be a person, who wants answers and quotes no numbers of SMTP. */
const tellsOfReturn = ({ headers, from, text }: Suspect) =>
  RETURNED.test(text.slice(0, 2000)) && (isFromNobody(headers) || !/^post[-_.]?master@/i.test(from?.address ?? '') || /\b[45](\.\d{1,3}\.\d{1,3}|\d\d[ -])/.test(text.slice(0, 5000)))
