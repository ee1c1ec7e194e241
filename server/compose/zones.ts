import type { SimulatedAlternc } from '../adapters/alternc.sim.ts'
import { knownNames } from '../dns/survey/known-names.ts'
import { together } from '../dns/survey/records.ts'
import type { DnsWorld } from '../dns/survey/actions/asking.ts'
import type { HostingDesk, Provisioner } from '../provisioners/ports.ts'
import { servedBy } from '../transfer/zones/actions/served.ts'
import type { LookAtServed } from '../transfer/zones/ports.ts'

type Played = Pick<SimulatedAlternc, 'answers'>

const isPlayed = (hosting: Provisioner | (Provisioner & Played)): hosting is Provisioner & Played => 'answers' in hosting

/** How our name servers are asked what they serve: over the network, but for those of a hosting that is played. */
export function servedZones(dns: DnsWorld, { provisioner, isThere }: HostingDesk): LookAtServed {
  const asked = servedBy(dns)
  if (!isPlayed(provisioner)) return asked
  const played = playedBy(provisioner)
  return async (zone, how) => await isThere() ? played(zone, how) : asked(zone, how)
}

const playedBy = ({ answers }: Played): LookAtServed => (zone, { nameServers: [server = ''], names }) => {
  const ask = (name: string, type: string) => answers(server, { name, type }).answers
  if (ask(zone, 'SOA').length === 0) return Promise.resolve({ state: 'absent' })
  const records = knownNames(zone, names).flatMap(({ name, types }) => types.flatMap(type => ask(name, type)))
  return Promise.resolve({ state: 'served', records: together(records) })
}
