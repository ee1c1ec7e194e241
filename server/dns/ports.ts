import type { DnsAnswer, DnsServer, Question } from './answer.ts'
import type { Registration, WebLook } from './looks.ts'
import type { DnsRecord } from './record.ts'

export type { DnsAnswer, DnsServer, Question, Registration, WebLook }

export type HowAsked = {
  /** Asks a resolver to go and find out. Without it a server answers from what it holds. */
  recursive?: boolean
  /** Wants the signatures, and what a validating resolver thinks of them. */
  dnssec?: boolean
  /** Tells a validating resolver not to judge: RFC 4035 §3.2.2. */
  unchecked?: boolean
  /** Absent: UDP, and TCP once more when the answer is cut short. */
  over?: 'udp' | 'tcp'
  signal?: AbortSignal
}

/**
 * Asks one server one question. Every answer that can be read is an answer, SERVFAIL and REFUSED too. Throws a
 * NoAnswer (a RemoteFailure) when nothing comes in time or what comes cannot be read.
 */
export type AskServer = (question: Question, server: DnsServer, how?: HowAsked) => Promise<DnsAnswer>

/** A whole zone by AXFR, where the server gives it; throws a NoAnswer where it does not. */
export type TransferZone = (zone: string, server: DnsServer, signal?: AbortSignal) => Promise<DnsRecord[]>

/** Asks the registry of a domain (RDAP, RFC 9082–9083, found as RFC 9224 says). `absent`: it says that there is none. `unasked`: nobody knows whom to ask. Throws a RemoteFailure. */
export type AskRegistry = (domain: string, signal?: AbortSignal) => Promise<{ registration: Registration } | { absent: string } | { unasked: string }>

/** Looks at a page; with `at`, at that address under the page's host name, wherever its name leads. */
export type LookAtWeb = (page: { url: string, at?: string, signal?: AbortSignal }) => Promise<WebLook>
