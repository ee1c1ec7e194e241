import { latin1Of } from './charset.ts'
import { all, first, plain, readFields, type Headers } from './headers.ts'
import { headersOf, type LeafPart } from './parts.ts'
import { COPY, DELAYED, MEANINGS, RETURNED, SERVER } from './bounce-words.ts'
import { readMessageId } from './message-ids.ts'
import type { Bounce, MailAddress } from './message.ts'

type Suspect = { headers: Headers, from: MailAddress | null, subject: string, text: string, leaves: readonly LeafPart[] }

/** What came back, from a delivery report (RFC 3464) or from the words of a server that knows no such report; null when it is no bounce. */
export function bounceOf(suspect: Suspect): Bounce | null {
  const status = suspect.leaves.find(leaf => /^message\/(global-)?delivery-status$/.test(leaf.contentType))
  const reported = status ? fromReport(status) : undefined
  if (reported) return { ...reported, originalMessageId: originalMessageId(suspect) }
  return looksReturned(suspect) ? fromWords(suspect) : null
}

/** Somebody pressed "this is spam": a feedback report (RFC 5965), or the mail that Hotmail sends instead. */
export const isComplaint = ({ from, subject, leaves }: Pick<Suspect, 'from' | 'subject' | 'leaves'>) =>
  leaves.some(leaf => leaf.contentType === 'message/feedback-report')
  || (/^staff@(hotmail|outlook)\.com$/i.test(from?.address ?? '') && /^complaint about message from /i.test(subject))

type Recipient = { address: string, action: string, status: string | null, diagnostic: string | null }

// What matters most first.
const ACTIONS = ['failed', 'delayed', 'expanded', 'relayed', 'delivered']

function fromReport(report: LeafPart): Omit<Bounce, 'originalMessageId'> | undefined {
  const blocks = latin1Of(report.kept).split(/\r?\n[ \t]*\r?\n/)
  const recipients = blocks.map(block => recipientOf(readFields(block.trim()))).filter(recipient => recipient !== undefined)
  const action = ACTIONS.find(known => recipients.some(recipient => recipient.action === known)) ?? recipients[0]?.action
  if (action === undefined) return undefined
  const concerned = recipients.filter(recipient => recipient.action === action)
  return {
    recipients: [...new Set(concerned.map(recipient => recipient.address))],
    status: concerned.find(({ status }) => status)?.status ?? null,
    action,
    diagnostic: concerned.find(({ diagnostic }) => diagnostic)?.diagnostic ?? null,
  }
}

function recipientOf(fields: Headers): Recipient | undefined {
  const address = addressIn(first(fields, 'final-recipient')) ?? addressIn(first(fields, 'original-recipient'))
  const action = first(fields, 'action')?.toLowerCase().replace(/[^a-z].*$/s, '')
  if (!address || !action) return undefined
  const said = first(fields, 'diagnostic-code')
  return { address, action, status: enhancedStatus(first(fields, 'status')) ?? enhancedStatus(said), diagnostic: said === undefined ? null : saidBy(said) }
}

const DIAGNOSTIC_LENGTH = 450

/** "smtp; 550 5.1.1 no such user", without the kind of server. */
const saidBy = (code: string) => plain(code.replace(/^\s*[\w-]{1,40}\s*;\s*/, '')).slice(0, DIAGNOSTIC_LENGTH).toWellFormed() || null

/** The sentence of a server in its free words: from the first line that has a number of SMTP. */
const saidIn = (talk: string) => saidBy(/^.*\b[45]\d\d[ -].*$/m.exec(talk)?.[0] ?? /^.*[45]\.\d{1,3}\.\d{1,3}.*$/m.exec(talk)?.[0] ?? '')

/** "rfc822; camille@example.org" */
function addressIn(value: string | undefined): string | undefined {
  const address = /[^\s<>;,()"]+@[^\s<>;,()"]+/.exec(value ?? '')?.[0]?.replace(/^(mailto|smtp|rfc822):/i, '')
  return address ? withLowerDomain(address.replace(/[.:]+$/, '')) : undefined
}

const withLowerDomain = (address: string) => address.replace(/@.*$/s, domain => domain.toLowerCase())

/** RFC 3463; not the 5.1.1 of an address such as 195.5.1.1. */
const enhancedStatus = (text: string | undefined) => /(?:^|[^\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.]*\d)/.exec(text ?? '')?.[1] ?? null

function originalMessageId({ headers, text, leaves }: Suspect): string | null {
  const returned = leaves.find(leaf => /^(message\/(rfc822|global|partial)|(text|message)\/rfc822-headers|message\/global-headers)$/.test(leaf.contentType))
  const inside = returned ? readMessageId(all(headersOf(returned), 'message-id')) : null
  return inside ?? idInText(text) ?? readMessageId(all(headers, 'x-original-message-id'))
}

/** The last one: a server may quote its own talk first, the returned message comes at the end. */
const idInText = (text: string): string | null => readMessageId([...text.matchAll(/^[ \t>]*Message-ID:\s*(<[^<>\s]{1,300}>)/gim)].slice(-1).map(match => match[1] ?? ''))

/** One that lacks the part which programs could read. */
const isDeliveryReport = (headers: Headers) => all(headers, 'content-type').some(type => /^multipart\/report\b.*report-type="?delivery-status/is.test(type.slice(0, 1000)))

function looksReturned({ headers, from, subject, text }: Suspect): boolean {
  if (headers.has('x-failed-recipients') || isDeliveryReport(headers)) return true
  const fromServer = from !== null && isServer(from)
  const fromNobody = all(headers, 'return-path').some(value => value.replace(/\s/g, '') === '<>')
  if (!fromServer && !fromNobody) return false
  // An answering machine also has no return path, and repeats the subject of what it answers.
  if (RETURNED.test(subject)) return fromServer || !all(headers, 'auto-submitted').some(value => /^auto-?repl/i.test(value))
  return fromServer && tellsOfReturn(text, fromNobody ? '' : from.address)
}

const isServer = ({ address, name }: MailAddress) => SERVER.test(address) || /^(mail delivery (sub)?system|mailer-daemon|système de remise)/i.test(name)

/** Behind postmaster@ may be a person, who wants answers and quotes no numbers of SMTP. */
const tellsOfReturn = (text: string, server: string) =>
  RETURNED.test(text.slice(0, 2000)) && (!/^post[-_.]?master@/i.test(server) || /\b[45](\.\d{1,3}\.\d{1,3}|\d\d[ -])/.test(text.slice(0, 5000)))

function fromWords(suspect: Suspect): Bounce {
  const { headers, subject, text } = suspect
  const words = text.slice(0, 20_000)
  const talk = beforeReturnedMessage(words)
  const announced = all(headers, 'x-failed-recipients').flatMap(value => value.split(/[\s,]+/)).map(addressIn).filter(address => address !== undefined)
  const isDelay = DELAYED.subject.test(subject) || DELAYED.text.test(talk)
  return {
    recipients: announced.length > 0 ? announced : addressesIn(talk),
    status: statusIn(talk, isDelay),
    action: isDelay ? 'delayed' : 'failed',
    originalMessageId: originalMessageId(suspect),
    diagnostic: saidIn(talk),
  }
}

/** qmail, Exim and the others announce the copy of the message; in the copy, addresses are no longer those that failed. */
function beforeReturnedMessage(text: string): string {
  const start = text.search(COPY)
  return start < 0 ? text : text.slice(0, start)
}

/** The number that a server gives, one that says "failed" first (others may be versions of programs); else what its words mean. */
function statusIn(talk: string, isDelay: boolean): string | null {
  const said = /(?:^|[^\d.])([45]\.\d{1,3}\.\d{1,3})(?![\d.]*\d)/.exec(talk)?.[1] ?? enhancedStatus(talk)
  if (said) return said
  const meant = MEANINGS.find(([, words]) => words.test(talk))?.[0] ?? null
  return meant && isDelay ? meant.replace(/^5/, '4') : meant
}

const ADDRESS = '[^\\s<>;,()"\'\\[\\]:]{1,128}@[^\\s<>;,()"\'\\[\\]:]{1,255}'
const LISTED = new RegExp(`^[ \\t*•>-]*[<"]?(${ADDRESS}?)[>"]?[.:]?(?=[\\s(:<\\[]|$)`, 'gm')
// "Camille (camille@example.org)<mailto:camille@example.org>", "RCPT TO:<camille@example.org>", "Destinataire : camille@example.org", "wasn't delivered to camille@example.org because"
const NAMED = [
  new RegExp(`^[^\\n@]{0,100}[(<](?:mailto:)?(${ADDRESS})[)>]\\s*(?:<mailto:|$)`, 'gm'),
  new RegExp(`(?:RCPT TO|(?:final |original )?recipients?|destinataires?|adresse|address|user|to)\\s*:\\s*(?:rfc822;\\s*)?<?(${ADDRESS})`, 'gim'),
  new RegExp(`(?:deliver(?:ed|y)?|remise?|distribu[ée]e?|d[ée]livr[ée]e?|envoy[ée]e?|sent|reach(?:ed)?)\\s+(?:to|[àa]|au destinataire|aux destinataires)\\s+<?(${ADDRESS})`, 'gi'),
]

/** Addresses at the beginning of a line, as servers list them; else those they name as recipients; else the first one. */
function addressesIn(talk: string): string[] {
  for (const pattern of [LISTED, ...NAMED]) {
    const found = cleaned([...talk.matchAll(pattern)].map(match => match[1]))
    if (found.length > 0) return found
  }
  return cleaned([/<([^\s<>@]{1,128}@[^\s<>]{1,255})>/.exec(talk)?.[1] ?? talk]).slice(0, 1)
}

const cleaned = (found: readonly (string | undefined)[]): string[] =>
  [...new Set(found.map(addressIn))].filter(address => address !== undefined).filter(address => !SERVER.test(address))
