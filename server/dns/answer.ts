import type { DnsRecord } from './record.ts'

export type Question = { name: string, type: string }

/** A name server or resolver, by its address. */
export type DnsServer = { address: string, port?: number }

/** What a server said to a question. */
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
