import { addressIn, addressesIn, expandedFrom, ourAddresses } from './bounce-addresses.ts'
import { isDeliveryReport, looksReturned, type Suspect } from './bounce-signs.ts'
import { COPY, DELAYED, MEANINGS } from './bounce-words.ts'
import { latin1Of } from '../bytes/charset.ts'
import { all, first, plain, readFields, type Headers } from '../bytes/headers.ts'
import { readMessageId } from '../message-ids.ts'
import type { Bounce } from '../message.ts'
import { headersOf, type LeafPart } from '../bytes/parts.ts'

/** What came back, from a delivery report (RFC 3464) or from the words of a server that knows no such report; null when it is no bounce. */
export function bounceOf(suspect: Suspect): Bounce | null {
  const report = suspect.leaves.find(isReport)
  const reported = report && fromReport(report)
  if (reported) return { ...reported, originalMessageId: originalMessageId(suspect) }
  return looksReturned(suspect) ? fromWords(suspect) : rejected(suspect)
}

/** The part that programs can read; some gateways wrap the whole report into a message. */
const isReport = (leaf: LeafPart) => /^message\/(global-)?delivery-status$/.test(leaf.contentType) || (leaf.contentType === 'message/rfc822' && isDeliveryReport(headersOf(leaf)))

/** A recipient's filter that throws a message away says so in the form of a receipt (RFC 5429); so does a person who deletes it unread, which is no failure. */
function rejected({ headers, text, leaves }: Suspect): Bounce | null {
  const receipt = leaves.find(leaf => leaf.contentType === 'message/disposition-notification')
  if (!receipt || !all(headers, 'auto-submitted').some(value => /\(\s*rejected\s*\)/i.test(value))) return null
  const fields = fieldsOf(receipt)
  const address = addressIn(first(fields, 'final-recipient')) ?? addressIn(first(fields, 'original-recipient'))
  return { recipients: address ? [address] : [], status: statusIn(text, false), action: 'failed', originalMessageId: readMessageId(all(fields, 'original-message-id')), diagnostic: saidIn(text) }
}

/** Somebody pressed "this is spam": a feedback report (RFC 5965), or the mail that Hotmail sends instead. A server that tells of a failed signature (RFC 6591) does not complain. */
export const isComplaint = ({ from, subject, leaves }: Pick<Suspect, 'from' | 'subject' | 'leaves'>) =>
  leaves.some(leaf => leaf.contentType === 'message/feedback-report' && !/^(auth-failure|not-spam)\b/i.test(first(fieldsOf(leaf), 'feedback-type') ?? ''))
  || leaves.some(leaf => leaf.contentType === 'message/rfc822' && headersOf(leaf).has('x-hmxmroriginalrecipient'))
  || (/^staff@(hotmail|outlook)\.com$/i.test(from?.address ?? '') && /^complaint about message from /i.test(subject))

const fieldsOf = ({ kept }: LeafPart): Headers => readFields(latin1Of(kept).trim())

type Recipient = { addresses: readonly string[], action: string, status: string | null, diagnostic: string | null }

// What matters most first.
const ACTIONS = ['failed', 'delayed', 'expanded', 'relayed', 'delivered']

function fromReport(report: LeafPart): Omit<Bounce, 'originalMessageId'> | undefined {
  const blocks = latin1Of(report.kept).split(/\r?\n[ \t]*\r?\n/)
  const recipients = blocks.map(block => recipientOf(readFields(block.trim()))).filter(recipient => recipient !== undefined)
  const action = ACTIONS.find(known => recipients.some(recipient => recipient.action === known)) ?? recipients[0]?.action
  if (action === undefined) return undefined
  const concerned = recipients.filter(recipient => recipient.action === action)
  return {
    recipients: [...new Set(concerned.flatMap(({ addresses }) => addresses))],
    status: concerned.find(({ status }) => status)?.status ?? null,
    action,
    diagnostic: concerned.find(({ diagnostic }) => diagnostic)?.diagnostic ?? null,
  }
}

function recipientOf(fields: Headers): Recipient | undefined {
  const addresses = recipientsIn(fields)
  const action = first(fields, 'action')?.toLowerCase().replace(/[^a-z].*$/s, '')
  if (addresses.length === 0 || !action) return undefined
  const said = first(fields, 'diagnostic-code')
  return { addresses, action, status: enhancedStatus(first(fields, 'status')) ?? enhancedStatus(said), diagnostic: said === undefined ? null : saidBy(said) }
}

/** The address that we wrote to, and where it led. */
function recipientsIn(fields: Headers): string[] {
  const final = addressIn(first(fields, 'final-recipient'))
  const original = addressIn(first(fields, 'original-recipient'))
  if (!final || !original) return [final ?? original].filter(address => address !== undefined)
  return final.toLowerCase() === original.toLowerCase() ? [final] : [original, final]
}

const DIAGNOSTIC_LENGTH = 450

/** "smtp; 550 5.1.1 no such user", without the kind of server. */
const saidBy = (code: string) => plain(code.replace(/^\s*[\w-]{1,40}\s*;\s*/, '')).slice(0, DIAGNOSTIC_LENGTH).toWellFormed() || null

/** The sentence of a server in its free words: from the first line that has a number of SMTP. */
const saidIn = (talk: string) => saidBy(/^.*\b[45]\d\d[ -].*$/m.exec(talk)?.[0] ?? /^.*[45]\.\d{1,3}\.\d{1,3}.*$/m.exec(talk)?.[0] ?? '')

/** RFC 3463; not the 5.1.1 of an address such as 195.5.1.1. */
const enhancedStatus = (text: string | undefined) => /(?:^|[^\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.]*\d)/.exec(text ?? '')?.[1] ?? null

function originalMessageId({ headers, text, leaves }: Suspect): string | null {
  const returned = leaves.find(leaf => /^(message\/(rfc822|global|partial)|(text|message)\/rfc822-headers|message\/global-headers)$/.test(leaf.contentType))
  const inside = returned ? readMessageId(all(headersOf(returned), 'message-id')) : null
  return inside ?? idInText(text) ?? readMessageId(all(headers, 'x-original-message-id'))
}

/** The last one: a server may quote its own talk first, the returned message comes at the end. */
const idInText = (text: string): string | null => readMessageId([...text.matchAll(/^[ \t>]*Message-ID:\s*(<[^<>\s]{1,300}>)/gim)].slice(-1).map(match => match[1] ?? ''))

function fromWords(suspect: Suspect): Bounce {
  const { headers, subject, text } = suspect
  const words = text.slice(0, 20_000)
  const talk = beforeReturnedMessage(words)
  const announced = all(headers, 'x-failed-recipients').flatMap(value => value.split(/[\s,]+/)).map(addressIn).filter(address => address !== undefined)
  const isDelay = (DELAYED.subject.test(subject) && !/unknown|inconnu/i.test(subject)) || DELAYED.text.test(talk)
  const named = announced.length > 0 ? announced : addressesIn(talk, ourAddresses(headers))
  return {
    recipients: [...new Set([...named, ...expandedFrom(talk)])],
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
