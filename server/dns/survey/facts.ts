import type { DnsRecord } from '../record.ts'
import type { Registration, WebLook } from '../looks.ts'

/** Something that was asked and what came: the evidence that a person may check. Short, and safe to show. */
export type Seen = { asked: string, of: string, answered: string, at: number }

/** One part of a survey: what was found, or why it could not be, and what was seen. */
export type Part<T> = { facts: T | null, failure: string | null, seen: Seen[] }

export type RegistrationFacts = { known: Registration | null, absent: boolean, unasked: boolean }

/** What one server of the parent zone says. `failure`: `absent` (the domain does not exist there), `undelegated` (it has no name servers), or why it did not say everything, as for `ServerFacts`. */
export type ParentServer = { name: string, address: string, nameServers: string[], nsTtl: number | null, ds: string[], dsTtl: number | null, failure: string | null }

/** What the servers of the parent zone say of a domain. */
export type DelegationFacts = {
  /** The zone that delegates, `fr.` or `asso.fr.` */
  parent: string
  servers: ParentServer[]
  /** All that any of them named. */
  nameServers: string[]
  /** DS data, all that any of them gave. */
  ds: string[]
  /** The longest, in seconds: how long resolvers may remember. */
  nsTtl: number | null
  dsTtl: number | null
}

/** How one name server answers for the zone. */
export type ServerFacts = {
  name: string
  address: string
  udp: boolean
  tcp: boolean
  authoritative: boolean
  serial: number | null
  /** Why it does not serve the zone, in one short stable word: `silent`, `refused`, `lame` (it does not hold the zone, or cannot load it), `no-address`, `not-public`, `unreachable`, `unreadable`, `unasked` (no time was left). */
  failure: string | null
}

export type ZoneFacts = {
  servers: ServerFacts[]
  soa: DnsRecord | null
  /** What was found at names that are usually there, or all of it when a server gave the zone. */
  records: DnsRecord[]
  whole: boolean
  /** Names and types that servers answer differently. */
  differing: { name: string, type: string }[]
  highestTtl: number | null
  /** What validating resolvers make of it; `broken`: they refuse it, and give it when told not to judge. */
  dnssec: 'unsigned' | 'signed' | 'broken' | 'unknown'
}

export type MailFacts = {
  mx: { preference: number, host: string }[]
  spf: string[]
  dmarc: string[]
  dkim: { selector: string, data: string }[]
}

export type WebFacts = { looks: WebLook[] }

/** Everything a survey found. */
export type SurveyFacts = {
  domain: string
  at: number
  registration: Part<RegistrationFacts>
  delegation: Part<DelegationFacts>
  zone: Part<ZoneFacts>
  mail: Part<MailFacts>
  web: Part<WebFacts>
}
