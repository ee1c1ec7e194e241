import type { DnsRecord } from './record.ts'

export type Question = { name: string, type: string }

/** A name server or resolver, by its address. */
export type DnsServer = { address: string, port?: number }

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

export type DnsAnswer = {
  /** `NOERROR`, `NXDOMAIN`, `SERVFAIL`, `REFUSED` … */
  code: string
  /** AA: the server holds the zone. */
  authoritative: boolean
  /** AD: a validating resolver vouches for it. */
  authenticated: boolean
  answers: DnsRecord[]
  authorities: DnsRecord[]
  additionals: DnsRecord[]
  over: 'udp' | 'tcp'
}

/**
 * Asks one server one question. Every answer that can be read is an answer, SERVFAIL and REFUSED too. Throws a
 * RemoteFailure when nothing comes in time or what comes cannot be read.
 */
export type AskServer = (question: Question, server: DnsServer, how?: HowAsked) => Promise<DnsAnswer>

/** A whole zone by AXFR, where the server gives it; throws a RemoteFailure where it does not. */
export type TransferZone = (zone: string, server: DnsServer, signal?: AbortSignal) => Promise<DnsRecord[]>

/** What the registry says of a domain; instants in UTC ms. */
export type Registration = {
  domain: string
  /** The address that was asked. */
  source: string
  registrar: { name: string | null, ianaId: number | null } | null
  /** In the words of EPP (RFC 5731): `clientTransferProhibited`. */
  statuses: string[]
  registeredAt: number | null
  expiresAt: number | null
  transferredAt: number | null
  changedAt: number | null
  /** In lower case, with their last dot. */
  nameServers: string[]
  signed: boolean | null
}

/** Asks the registry of a domain (RDAP, RFC 9082–9083, found as RFC 9224 says). `absent`: it says that there is none. `unasked`: nobody knows whom to ask. Throws a RemoteFailure. */
export type AskRegistry = (domain: string, signal?: AbortSignal) => Promise<{ registration: Registration } | { absent: string } | { unasked: string }>

/** What a web server answered to one request; redirects are answers. */
export type WebLook = {
  url: string
  /** Where it was asked. */
  address: string | null
  status: number | null
  location: string | null
  certificate: { trusted: boolean, names: string[], issuer: string, expiresAt: number } | null
  /** Why there is no answer, in words. */
  failure: string | null
}

/** Looks at a page; with `at`, at that address under the page's host name, wherever its name leads. */
export type LookAtWeb = (page: { url: string, at?: string, signal?: AbortSignal }) => Promise<WebLook>
