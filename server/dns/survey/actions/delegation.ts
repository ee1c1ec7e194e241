import { above, namedIn } from '../../names.ts'
import type { DnsRecord } from '../../record.ts'
import { delegationOf, dsOf, referralOf, whyUndelegated, zoneOf } from '../delegation.ts'
import type { DelegationFacts, ParentServer, Part } from '../facts.ts'
import { addressesOf, oneOfEach, reached } from './addresses.ts'
import type { Asker } from './asking.ts'

const MOST_PARENTS = 13

/** What a part of the survey hands on to the next: the addresses of name servers that lie within the domain itself. */
export type FoundDelegation = { part: Part<DelegationFacts>, glue: DnsRecord[] }

/** Asks every server of the zone above a domain to whom it delegates it, and whether it vouches for its keys. */
export async function findDelegation(asker: Asker, domain: string): Promise<FoundDelegation> {
  const parent = await parentOf(asker, domain)
  const named = parent === null ? null : (await asker.resolve({ name: parent, type: 'NS' })).answer
  const names = named?.answers.filter(({ name, type }) => type === 'NS' && name === parent).flatMap(namedIn) ?? []
  if (parent === null || names.length === 0) return { part: { facts: null, failure: 'parent-unknown', seen: asker.seen }, glue: [] }

  const glue = named?.additionals ?? []
  const found = (await Promise.all(names.slice(0, MOST_PARENTS).map(name => askParent(asker, domain, { name, glue })))).flat()
  const facts = delegationOf(parent, reached(found.map(({ server }) => server)))
  return { part: { facts, failure: whyUndelegated(facts), seen: asker.seen }, glue: found.flatMap(one => one.glue) }
}

/** The zone that delegates: often several labels up, since asso.fr. and gouv.fr. are part of fr. */
async function parentOf({ resolve }: Asker, domain: string): Promise<string | null> {
  const name = above(domain)
  const { answer } = await resolve({ name, type: 'SOA' })
  return answer && zoneOf(name, answer)
}

async function askParent(asker: Asker, domain: string, { name, glue }: { name: string, glue: DnsRecord[] }): Promise<{ server: ParentServer, glue: DnsRecord[] }[]> {
  const addresses = oneOfEach(await addressesOf(asker, name, glue))
  return Promise.all(addresses.map(async address => {
    const [ns, ds] = await Promise.all([asker.ask({ name: domain, type: 'NS' }, { address }), asker.ask({ name: domain, type: 'DS' }, { address }, { dnssec: true })])
    const nothing = { nameServers: [], nsTtl: null, glue: [], failure: ns.why }
    const { glue: given, failure, ...said } = ns.answer ? referralOf(domain, ns.answer) : nothing
    const signing = ds.answer ? dsOf(domain, ds.answer) : { ds: [], dsTtl: null, failure: ds.why }
    return { server: { name, address, ...said, ...signing, failure: failure ?? signing.failure }, glue: given }
  }))
}
