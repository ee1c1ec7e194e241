import { z } from 'zod'
import { askersOf, type DnsWorld } from '../../../dns/survey/actions/asking.ts'
import { findDelegation } from '../../../dns/survey/actions/delegation.ts'
import type { DelegationFacts } from '../../../dns/survey/facts.ts'
import { RemoteFailure } from '../../../platform/errors.ts'
import type { ProbePort } from '../../../workflows/ports.ts'
import { Name, Servers } from '../dns-asked.ts'
import { asked } from '../../../workflows/asked.ts'

const PATIENCE_MS = 30_000
const MOST_LENGTH = 500
// The longest that registries let a DS be remembered, for whoever has not measured it while it was there.
const USUAL_DS_TTL = 172_800

const Delegated = z.object({ domain: Name, servers: Servers })
const Unsigned = z.object({ domain: Name, was: z.coerce.number().int().min(0).max(10 * USUAL_DS_TTL).nullish() })

/** `dns.delegated`: passes once every server of the parent zone names exactly these name servers. */
export const delegatedProbe = (world: DnsWorld): ProbePort => ({
  takes: { needed: ['domain', 'servers'] },
  gives: ['nameServers', 'nsTtl'],
  async look({ with: given, signal }) {
    const { domain, servers } = asked(Delegated, given)
    const facts = await parentsOf(world, domain, signal)
    const said = facts.servers.map(({ name, nameServers, failure }) => ({ name, words: nameServers.length > 0 ? nameServers.join(' ') : failure ?? '-', passed: nameServers.join(' ') === servers.join(' ') }))
    return { passed: isUnanimous(said), says: wordsOf(said), result: { nameServers: facts.nameServers, nsTtl: facts.nsTtl } }
  },
})

/** `dns.unsigned`: passes once no server of the parent zone gives a DS any more. From then on resolvers may remember it for `dsTtl` seconds. */
export const unsignedProbe = (world: DnsWorld): ProbePort => ({
  takes: { needed: ['domain'], optional: ['was'] },
  gives: ['ds', 'dsTtl'],
  async look({ with: given, signal }) {
    const { domain, was } = asked(Unsigned, given)
    const facts = await parentsOf(world, domain, signal)
    // A server that does not answer may still have it.
    const said = facts.servers.map(({ name, ds, failure }) => ({ name, words: ds.length > 0 ? `DS ${ds.join(', ')}` : failure ?? '-', passed: ds.length === 0 && (failure === null || failure === 'undelegated') }))
    return { passed: isUnanimous(said), says: wordsOf(said), result: { ds: facts.ds, dsTtl: facts.dsTtl ?? was ?? USUAL_DS_TTL } }
  },
})

type Said = { name: string, words: string, passed: boolean }

const isUnanimous = (said: readonly Said[]) => said.length > 0 && said.every(({ passed }) => passed)

const wordsOf = (said: readonly Said[]) => said.map(({ name, words }) => `${name} ${words}`).join('; ').slice(0, MOST_LENGTH)

async function parentsOf(world: DnsWorld, domain: string, signal: AbortSignal): Promise<DelegationFacts> {
  const asker = askersOf(world, AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]))()
  const { part: { facts } } = await findDelegation(asker, domain)
  if (!facts) throw new RemoteFailure('DNS', true, new Error(`The zone above ${domain} cannot be found`))
  return facts
}
