import type { DnsAnswer } from '../answer.ts'
import { isWithin } from '../names.ts'
import type { DnsRecord } from '../record.ts'
import type { ZoneFacts } from './facts.ts'

/** What one server answered to one question. */
export type Told = { server: string, name: string, type: string, answer: DnsAnswer }

/** The records of the domain's zone in an answer: what leads elsewhere is left out, a part that is delegated further is named by its NS. */
function recordsIn(domain: string, { answers, authorities }: DnsAnswer): DnsRecord[] {
  const cuts = authorities.filter(({ type, name }) => type === 'NS' && name !== domain)
  return [...answers.length > 0 ? answers : cuts].filter(({ name, type }) => isWithin(name, domain) && !isMadeBySigning(type))
}


/** What signing adds: made anew by whoever signs, and carried nowhere. TYPE65534 is how BIND keeps count of it. */
export const isMadeBySigning = (type: string): boolean => ['RRSIG', 'NSEC', 'NSEC3', 'NSEC3PARAM', 'TYPE65534'].includes(type)

/** The records that were found: for each question, what the first server said that has any. They come with the newest zone first, so that what an old one still says is not mixed in. */
export function found(domain: string, told: readonly Told[]): DnsRecord[] {
  const answered = new Map<string, DnsRecord[]>()
  for (const { name, type, answer } of told) {
    const records = recordsIn(domain, answer)
    if (records.length > 0 && !answered.has(`${name} ${type}`)) answered.set(`${name} ${type}`, records)
  }
  return [...answered.values()].flat()
}

// What an association's zone never reaches, and a page can still show.
const MOST_RECORDS = 5_000
const MOST_LENGTH = 2_000_000

/** As many of the records as may be kept. */
export function bounded(records: readonly DnsRecord[]): DnsRecord[] {
  let length = 0
  return records.slice(0, MOST_RECORDS).filter(({ name, data }) => (length += name.length + data.length) <= MOST_LENGTH)
}

/** Records each once, with the longest TTL seen, in the order of their names. */
export function together(records: readonly DnsRecord[]): DnsRecord[] {
  const found = new Map<string, DnsRecord>()
  for (const record of records) {
    const key = `${record.name} ${record.type} ${record.data}`
    const seen = found.get(key)
    if (!seen || seen.ttl < record.ttl) found.set(key, record)
  }
  return [...found.values()].sort((one, other) => compare(one.name, other.name) || compare(one.type, other.type) || compare(one.data, other.data))
}

const compare = (one: string, other: string) => one < other ? -1 : one > other ? 1 : 0

/** Names and types of which servers say different things; serials and TTLs are told elsewhere. */
export function differing(told: readonly Told[]): ZoneFacts['differing'] {
  const sayings = new Map<string, { name: string, type: string, said: Set<string> }>()
  for (const { name, type, answer } of told) {
    if (type === 'SOA' || !isClear(answer)) continue
    const one = sayings.get(`${name} ${type}`) ?? { name, type, said: new Set<string>() }
    one.said.add(answer.answers.filter(record => record.name === name && !isMadeBySigning(record.type)).map(({ type: given, data }) => `${given} ${data}`).sort().join('\n'))
    sayings.set(`${name} ${type}`, one)
  }
  return [...sayings.values()].filter(({ said }) => said.size > 1).map(({ name, type }) => ({ name, type }))
}

const isClear = ({ code }: DnsAnswer) => code === 'NOERROR' || code === 'NXDOMAIN'

/** The records that a wildcard gives, under its own name. */
export const wildcardRecords = (domain: string, label: string, records: readonly DnsRecord[]): DnsRecord[] =>
  records.filter(({ name }) => name === `${label}.${domain}`).map(record => ({ ...record, name: `*.${domain}` }))

/** Without what only the wildcard gives: a name that says exactly the same as it has no record of its own, as far as anybody can tell. */
export function withoutWildcard(domain: string, wildcard: readonly DnsRecord[], records: readonly DnsRecord[]): DnsRecord[] {
  const sayings = (all: readonly DnsRecord[], name: string, type: string) => all.filter(one => one.name === name && one.type === type).map(({ data }) => data).sort().join('\n')
  return records.filter(({ name, type }) => name === domain || name.startsWith('*.') || !wildcard.some(one => one.type === type) || sayings(records, name, type) !== sayings(wildcard, `*.${domain}`, type))
}

/** The longest that anybody may remember anything of the zone, in seconds. */
export const highestTtl = (records: readonly DnsRecord[]): number | null => records.length > 0 ? Math.max(...records.map(({ ttl }) => ttl)) : null

export type Verdict = ZoneFacts['dnssec']

/** What one validating resolver makes of a domain: asked as usual, and asked not to judge. */
export function verdictOf(usual: DnsAnswer | null, unjudged: DnsAnswer | null): Verdict {
  if (usual?.code === 'SERVFAIL') return unjudged?.code === 'NOERROR' || unjudged?.code === 'NXDOMAIN' ? 'broken' : 'unknown'
  if (usual?.code !== 'NOERROR') return 'unknown'
  return usual.authenticated ? 'signed' : 'unsigned'
}

/**
 * What they make of it together. One that refuses counts for all: the others still remember what was right before. Where
 * there is a DS and nobody vouches for anything, either nobody judges, or nobody knows how.
 */
export function dnssecOf(verdicts: readonly Verdict[], ds: readonly string[]): Verdict {
  if (verdicts.includes('broken')) return 'broken'
  if (verdicts.includes('signed')) return 'signed'
  return verdicts.includes('unsigned') && ds.length === 0 ? 'unsigned' : 'unknown'
}
