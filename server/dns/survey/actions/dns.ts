import { absolute, namedIn } from '../../names.ts'
import type { DnsRecord } from '../../record.ts'
import type { DelegationFacts, MailFacts, Part, ZoneFacts } from '../facts.ts'
import { keptElsewhere, mailFacts } from '../mail.ts'
import { dnssecOf, verdictOf, type Verdict } from '../records.ts'
import { newest } from '../servers.ts'
import { askersOf, type Asker, type DnsWorld } from './asking.ts'
import { findDelegation, type FoundDelegation } from './delegation.ts'
import { findRecords } from './records.ts'
import { findServers } from './servers.ts'

const PATIENCE_MS = 50_000

export type DnsParts = { delegation: Part<DelegationFacts>, zone: Part<ZoneFacts>, mail: Part<MailFacts> }

/**
 * Everything that the DNS says of a domain, within fifty seconds whatever its servers do: what was not heard by then is
 * told as such. Never throws for what servers do. `more` are further names to look at, below the domain
 * or whole; `told` hears of each part when it has come.
 */
export async function findDns(world: DnsWorld, domain: string, { more = [], signal, told }: { more?: readonly string[], signal?: AbortSignal, told?: (parts: Partial<DnsParts>) => void } = {}): Promise<DnsParts> {
  const name = absolute(domain)
  const patience = AbortSignal.timeout(PATIENCE_MS)
  const asker = askersOf(world, signal ? AbortSignal.any([signal, patience]) : patience)
  const judging = asker()
  const verdicts = Promise.all(world.resolvers.map(resolver => judge(judging, name, resolver)))
  const found = await findDelegation(asker(), name)
  told?.({ delegation: found.part })
  const zone = await findZone(asker({ tells: 'findings' }), name, { found, verdicts, more })
  zone.seen.unshift(...judging.seen)
  told?.({ zone })
  return { delegation: found.part, zone, mail: await findMail(asker(), name, zone) }
}

/** RFC 4035 §3.2.2: a resolver that judges refuses what is signed badly, and gives it to whoever judges for themselves. */
async function judge({ ask }: Asker, name: string, resolver: DnsWorld['resolvers'][number]): Promise<Verdict> {
  const usual = await ask({ name, type: 'SOA' }, resolver, { recursive: true, dnssec: true })
  const isRefused = usual.answer?.code === 'SERVFAIL'
  const unjudged = isRefused ? await ask({ name, type: 'SOA' }, resolver, { recursive: true, dnssec: true, unchecked: true }) : null
  return verdictOf(usual.answer, unjudged?.answer ?? null)
}

type Before = { found: FoundDelegation, verdicts: Promise<Verdict[]>, more: readonly string[] }

async function findZone(asker: Asker, name: string, { found: { part, glue }, verdicts, more }: Before): Promise<Part<ZoneFacts>> {
  const isSilent = part.failure === 'parent-unknown' || part.failure === 'unanswered'
  const nameServers = isSilent || !part.facts ? await namedByResolvers(asker, name) : part.facts.nameServers
  const { servers, soas } = await findServers(asker, name, { nameServers, glue })
  const records = await findRecords(asker, name, { servers, more })
  const facts = { servers, soa: newest(soas), ...records, dnssec: dnssecOf(await verdicts, part.facts?.ds ?? []) }
  return { facts, failure: servers.some(({ failure }) => failure === null) ? null : servers.length > 0 ? 'unserved' : 'undelegated', seen: asker.seen }
}

/** Where the parent cannot be asked, what resolvers know. */
async function namedByResolvers({ resolve }: Asker, name: string): Promise<string[]> {
  const { answer } = await resolve({ name, type: 'NS' })
  return answer?.answers.filter(one => one.type === 'NS' && one.name === name).flatMap(namedIn) ?? []
}

async function findMail(asker: Asker, name: string, { facts, failure }: Part<ZoneFacts>): Promise<Part<MailFacts>> {
  if (!facts || failure !== null) return { facts: null, failure, seen: [] }
  const elsewhere = await Promise.all(keptElsewhere(name, facts.records).map(({ name: owner, at }) => textsAt(asker, owner, at)))
  return { facts: mailFacts(name, [...facts.records, ...elsewhere.flat()]), failure: null, seen: asker.seen }
}

async function textsAt({ resolve }: Asker, owner: string, at: string): Promise<DnsRecord[]> {
  const { answer } = await resolve({ name: at, type: 'TXT' })
  return answer?.answers.filter(({ type }) => type === 'TXT').map(record => ({ ...record, name: owner })) ?? []
}
