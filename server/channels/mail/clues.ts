import { readAnswerAddress, readBounceAddress, type AnswerToken, type BounceToken } from '../../outbox/own-address.ts'
import { readOwnId, type OwnId } from '../../outbox/own-id.ts'
import type { Signer } from '../../platform/signing.ts'
import type { Wanted } from '../../tickets/filing/filing.ts'
import { hashOf } from '../../tickets/filing/thread-hash.ts'
import { asReference } from '../../tickets/reference.ts'
import type { Arrived, Envelope } from './intake.ts'
import type { Posted } from '../sources/post.ts'
import type { ParsedMail } from '../understanding/message.ts'
import { allKeys } from './post-keys.ts'
import { sealedFingerprint } from './redacted-copy.ts'
import { identityOf, madeIdOf, parentIds } from './threading.ts'

/** What in a message names a conversation of ours. All but the references is signed: forgeries, and what another installation signed, are not among it. */
export type Clues = {
  /** An address it was sent to that leads answers back. */
  answer: AnswerToken | undefined
  /** A return path it was sent to. */
  bounce: BounceToken | undefined
  /** The messages of ours that it answers, the nearest first. */
  own: readonly OwnId[]
  /** The message of ours that it is. */
  self: OwnId | undefined
  /** References of tickets in its subject: anybody can write one. */
  references: readonly string[]
}

/** Finds them. Where a message was delivered tells more than whom its author addressed. */
export function cluesIn(mail: ParsedMail, envelope: Envelope | null, signer: Signer): Clues {
  const addresses = [...envelope?.to ?? [], ...mail.deliveredTo, ...[...mail.to, ...mail.cc].map(({ address }) => address)]
  // A provider that blacks out all else of a mail names the return path it came with.
  const paths = mail.report?.returnPath ? [...addresses, mail.report.returnPath] : addresses
  return {
    answer: firstOf(addresses, address => readAnswerAddress(address, signer)),
    bounce: firstOf(paths, address => readBounceAddress(address, signer)),
    own: parentIds(mail).map(id => readOwnId(id, signer)).filter(id => id !== undefined),
    self: mail.messageId === null ? undefined : readOwnId(mail.messageId, signer),
    references: referencesIn(mail.subject),
  }
}

function firstOf<T>(values: readonly string[], read: (value: string) => T | undefined): T | undefined {
  for (const value of values) {
    const found = read(value)
    if (found !== undefined) return found
  }
  return undefined
}

const MOST_REFERENCES = 3

/** With its dashes only: ten letters alone are a word. */
const referencesIn = (subject: string): string[] =>
  [...subject.matchAll(/(?<![\w-])[a-z0-9]{3}-[a-z0-9]{3}-[a-z0-9]{4}(?![\w-])/gi)].slice(0, MOST_REFERENCES).map(([text]) => asReference(text)).filter(reference => reference !== undefined)

/** Everything one must look up before deciding about these messages. */
export function wantedBy(arrivals: readonly Arrived[], signer: Signer, posts: ReadonlyMap<Arrived, Posted> = new Map()): Wanted {
  const wanted = { hashes: new Set<string>(), ticketIds: new Set<number>(), references: new Set<string>() }
  for (const { understood, envelope } of arrivals) {
    if (!('mail' in understood)) continue
    const { answer, bounce, own, self, references } = cluesIn(understood.mail, envelope, signer)
    for (const id of idsOf(understood.mail, signer)) wanted.hashes.add(hashOf(id))
    for (const ticketId of ticketsIn([answer, bounce, self, ...own])) wanted.ticketIds.add(ticketId)
    for (const reference of references) wanted.references.add(reference)
  }
  for (const posted of posts.values()) for (const key of allKeys(posted)) wanted.hashes.add(hashOf(key))
  return { hashes: [...wanted.hashes], ticketIds: [...wanted.ticketIds], references: [...wanted.references], discussions: posts.size > 0 }
}

const ticketsIn = (named: readonly ({ ticketId: number } | undefined)[]) => named.map(one => one?.ticketId ?? 0).filter(ticketId => ticketId > 0)

function idsOf(mail: ParsedMail, signer: Signer): string[] {
  const sealed = mail.messageId === null ? [madeIdOf(sealedFingerprint(mail.fingerprint, signer))] : []
  return [identityOf(mail), ...sealed, ...parentIds(mail)]
}

/** The addresses of those who forward something: some may be agents. */
export function forwardersAmong(arrivals: readonly Arrived[]): string[] {
  const mails = arrivals.flatMap(({ understood }) => 'mail' in understood ? [understood.mail] : [])
  return [...new Set(mails.filter(({ forwardedFrom }) => forwardedFrom !== null).flatMap(({ from }) => from ? [from.address.toLowerCase()] : []))]
}

/** The mails of ours that came back, by the return paths they came to. */
export function mailsReturned(arrivals: readonly Arrived[], signer: Signer): number[] {
  const paths = arrivals.map(({ understood, envelope }) => 'mail' in understood ? cluesIn(understood.mail, envelope, signer).bounce : undefined)
  return [...new Set(paths.filter(path => path !== undefined).map(({ outboxId }) => outboxId))]
}
