import { z } from 'zod'
import { askersOf, type DnsWorld } from '../../../dns/survey/actions/asking.ts'
import { findDelegation } from '../../../dns/survey/actions/delegation.ts'
import type { DelegationFacts } from '../../../dns/survey/facts.ts'
import { RemoteFailure } from '../../../platform/errors.ts'
import type { ProbePort } from '../../../workflows/ports.ts'
import { Name, Servers } from '../dns-asked.ts'
import { movedEverywhereAt, unsignedEverywhereAt, USUAL_PARENT_TTL_S } from '../waits.ts'
import { asked } from '../../../workflows/asked.ts'

const PATIENCE_MS = 30_000
const MOST_LENGTH = 500
// Longer than any resolver remembers.
const MOST_SECONDS = 2_592_000
const Seconds = z.coerce.number().int().min(0).max(MOST_SECONDS).nullish()

const Delegated = z.object({ domain: Name, servers: Servers, remembered: Seconds })
const Unsigned = z.object({ domain: Name, was: Seconds })

/** `dns.delegated`: passes once every server of the parent zone names exactly these name servers. By `until` nobody asks the former ones, whose records were `remembered` for so many seconds. */
export const delegatedProbe = (world: DnsWorld): ProbePort => ({
  takes: { needed: ['domain', 'servers'], optional: ['remembered'] },
  gives: ['nameServers', 'nsTtl', 'until'],
  async look({ with: given, now, signal }) {
    const { domain, servers, remembered } = asked(Delegated, given)
    const facts = await parentsOf(world, domain, signal)
    const said = facts.servers.map(({ name, nameServers, failure }) => ({ name, words: nameServers.length > 0 ? nameServers.join(' ') : failure ?? '-', passed: nameServers.join(' ') === servers.join(' ') }))
    return { passed: isUnanimous(said), says: wordsOf(said), result: { nameServers: facts.nameServers, nsTtl: facts.nsTtl, until: movedEverywhereAt(now, { nsTtl: facts.nsTtl, records: remembered }) } }
  },
})

/** `dns.unsigned`: passes once no server of the parent zone gives a DS any more. From then on resolvers may remember it for `dsTtl` seconds; by `until` none does. */
export const unsignedProbe = (world: DnsWorld): ProbePort => ({
  takes: { needed: ['domain'], optional: ['was'] },
  gives: ['ds', 'dsTtl', 'until'],
  async look({ with: given, now, signal }) {
    const { domain, was } = asked(Unsigned, given)
    const facts = await parentsOf(world, domain, signal)
    // A server that does not answer may still have it.
    const said = facts.servers.map(({ name, ds, failure }) => ({ name, words: ds.length > 0 ? `DS ${ds.join(', ')}` : failure ?? '-', passed: ds.length === 0 && (failure === null || failure === 'undelegated') }))
    const dsTtl = facts.dsTtl ?? was ?? USUAL_PARENT_TTL_S
    return { passed: isUnanimous(said), says: wordsOf(said), result: { ds: facts.ds, dsTtl, until: unsignedEverywhereAt(now, dsTtl) } }
  },
})

/** Every name server that any server of the parent zone names for a domain now, without last dots. */
export const namedAbove = (world: DnsWorld) => async (domain: string, signal: AbortSignal): Promise<string[]> =>
  [...new Set((await parentsOf(world, domain, signal)).servers.flatMap(({ nameServers }) => nameServers))].map(plain)

const plain = (name: string) => name.toLowerCase().replace(/\.$/, '')

type Said = { name: string, words: string, passed: boolean }

const isUnanimous = (said: readonly Said[]) => said.length > 0 && said.every(({ passed }) => passed)

const wordsOf = (said: readonly Said[]) => said.map(({ name, words }) => `${name} ${words}`).join('; ').slice(0, MOST_LENGTH)

async function parentsOf(world: DnsWorld, domain: string, signal: AbortSignal): Promise<DelegationFacts> {
  const asker = askersOf(world, AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]))()
  const { part: { facts } } = await findDelegation(asker, domain)
  if (!facts) throw new RemoteFailure('DNS', true, new Error(`The zone above ${domain} cannot be found`))
  return facts
}
