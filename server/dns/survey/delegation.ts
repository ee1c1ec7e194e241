import type { DnsAnswer } from '../answer.ts'
import { isWithin, namedIn } from '../names.ts'
import type { DnsRecord } from '../record.ts'
import type { DelegationFacts, ParentServer } from './facts.ts'

/** The zone that holds a name, from what was answered when its SOA was asked for: the SOA is given either way (RFC 2308 §3). */
export function zoneOf(name: string, { answers, authorities }: DnsAnswer): string | null {
  return [...answers, ...authorities].find(({ type, name: owner }) => type === 'SOA' && isWithin(name, owner))?.name ?? null
}

/** What a parent's server says when it is asked for the name servers of a domain; `glue` are the addresses that it adds. */
export function referralOf(domain: string, answer: DnsAnswer): Pick<ParentServer, 'nameServers' | 'nsTtl' | 'failure'> & { glue: DnsRecord[] } {
  // A server that also holds the domain itself answers instead of referring.
  const named = [...answer.authorities, ...answer.answers].filter(({ type, name }) => type === 'NS' && name === domain)
  const nameServers = unique(named.flatMap(namedIn))
  const glue = answer.additionals.filter(({ type, name }) => (type === 'A' || type === 'AAAA') && nameServers.includes(name))
  return { nameServers, nsTtl: longest(named), glue, failure: nameServers.length > 0 ? null : whyNone(answer) }
}

function whyNone({ code }: DnsAnswer): string {
  if (code === 'NXDOMAIN') return 'absent'
  if (code === 'REFUSED') return 'refused'
  return code === 'NOERROR' ? 'undelegated' : 'lame'
}

/** The DS that a parent's server gives. That there is none is only true where it could have said otherwise. */
export function dsOf(domain: string, answer: DnsAnswer): Pick<ParentServer, 'ds' | 'dsTtl' | 'failure'> {
  const given = answer.answers.filter(({ type, name }) => type === 'DS' && name === domain)
  const failure = answer.code === 'NOERROR' || answer.code === 'NXDOMAIN' ? null : whyNone(answer)
  return { ds: unique(given.map(({ data }) => data)), dsTtl: longest(given), failure }
}

/** All that the servers of the parent say, taken together. */
export function delegationOf(parent: string, servers: ParentServer[]): DelegationFacts {
  return {
    parent, servers,
    nameServers: unique(servers.flatMap(({ nameServers }) => nameServers)),
    ds: unique(servers.flatMap(({ ds }) => ds)),
    nsTtl: highest(servers.map(({ nsTtl }) => nsTtl)),
    dsTtl: highest(servers.map(({ dsTtl }) => dsTtl)),
  }
}

/** Why a domain has no name servers, where all servers of the parent that say anything agree that it has none. */
export function whyUndelegated({ servers, nameServers }: DelegationFacts): string | null {
  if (nameServers.length > 0) return null
  const whys = servers.map(({ failure }) => failure)
  return whys.find(why => why === 'absent' || why === 'undelegated') ?? 'unanswered'
}

// More than any domain has.
const MOST = 50
const unique = (texts: string[]) => [...new Set(texts)].sort().slice(0, MOST)
const longest = (records: DnsRecord[]) => highest(records.map(({ ttl }) => ttl))
const highest = (ttls: (number | null)[]) => ttls.reduce((most, ttl) => ttl === null ? most : Math.max(most ?? 0, ttl), null)
