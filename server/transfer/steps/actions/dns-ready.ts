import { z } from 'zod'
import { askersOf, type DnsWorld } from '../../../dns/survey/actions/asking.ts'
import { asked } from '../../../workflows/asked.ts'
import type { ProbePort } from '../../../workflows/ports.ts'
import { Lines, Name, Servers } from '../dns-asked.ts'
import { unsignedProbe } from './dns-parent.ts'
import { servedProbe } from './dns-served.ts'

const PATIENCE_MS = 20_000
const MOST_LENGTH = 500

/** What a domain needs before its name servers may change. `byHand`: what somebody wrote beside the panel. */
export const Ready = z.object({ domain: Name, servers: Servers, records: Lines, byHand: Lines.nullish() })

/**
 * `dns.ready`: the last look before the name servers of a domain change. Passes when, in one and the same look, each of the new ones serves
 * everything that was planned, no server of the parent gives a DS, and none of our resolvers remembers one.
 */
export function readyProbe(world: DnsWorld): ProbePort {
  const [served, unsigned] = [servedProbe(world), unsignedProbe(world)]
  return {
    takes: { needed: ['domain', 'servers', 'records'], optional: ['byHand'] },
    gives: ['serial', 'lacking', 'ds'],
    async look(call) {
      const { domain, servers, records, byHand } = asked(Ready, call.with)
      const [zone, parents, remembering] = await Promise.all([
        served.look({ ...call, with: { domain, servers, records: [records, byHand ?? ''] } }), unsigned.look({ ...call, with: { domain } }), rememberingDs(world, domain, call.signal),
      ])
      const held = remembering.map(resolver => `${resolver} still remembers a DS`)
      const against = [...zone.passed ? [] : [zone.says], ...parents.passed ? [] : [parents.says], ...held]
      return { passed: against.length === 0, says: (against.length > 0 ? against.join('; ') : zone.says).slice(0, MOST_LENGTH), result: { ...zone.result, ds: parents.result['ds'] } }
    },
  }
}

/** The resolvers that still have a DS of this domain: they would refuse whatever is not signed by that key. */
async function rememberingDs(world: DnsWorld, domain: string, signal: AbortSignal): Promise<string[]> {
  const { ask } = askersOf(world, AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]))()
  const heard = await Promise.all(world.resolvers.map(async resolver => ({ resolver, ...await ask({ name: domain, type: 'DS' }, resolver, { recursive: true, unchecked: true }) })))
  return heard.filter(({ answer }) => answer?.answers.some(({ type, name }) => type === 'DS' && name === domain)).map(({ resolver }) => resolver.address)
}
