import { dnsClient } from '../adapters/dns-client.ts'
import { resolversOf } from '../adapters/dns-resolvers.ts'
import type { DnsWorld } from '../dns/survey/actions/asking.ts'
import { delegatedProbe, unsignedProbe } from '../transfer/steps/actions/dns-parent.ts'
import { readyProbe } from '../transfer/steps/actions/dns-ready.ts'
import { servedProbe } from '../transfer/steps/actions/dns-served.ts'
import type { ProbePort } from '../workflows/ports.ts'

/** How name servers are asked, and the resolvers whose answers are compared. Nothing is asked yet. */
export function dnsBy({ resolvers: chosen }: { resolvers: readonly string[] }, clock: () => Date): DnsWorld {
  const resolvers = resolversOf(chosen)
  return { ...dnsClient({ resolvers }), resolvers, clock }
}

/** What workflows can look at in the DNS itself, rather than in what some resolver remembers. */
export const dnsProbes = (world: DnsWorld): Record<string, ProbePort> => ({
  'dns.delegated': delegatedProbe(world),
  'dns.ready': readyProbe(world),
  'dns.served': servedProbe(world),
  'dns.unsigned': unsignedProbe(world),
})
