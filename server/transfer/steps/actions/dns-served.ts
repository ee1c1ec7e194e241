import { z } from 'zod'
import { askersOf, type Asker, type DnsWorld } from '../../../dns/survey/actions/asking.ts'
import { askServers } from '../../../dns/survey/actions/servers.ts'
import type { ServerFacts } from '../../../dns/survey/facts.ts'
import type { ProbePort } from '../../../workflows/ports.ts'
import { expectedRecords, isAnswered, Lines, Name, Servers, setsOf, type RecordSet } from '../dns-asked.ts'
import { asked } from '../../../workflows/asked.ts'

const PATIENCE_MS = 45_000
const MOST_LENGTH = 500
const MOST_LACKING = 100

const Asked = z.object({ domain: Name, servers: Servers, records: Lines.optional() })

/** `dns.served`: passes once each of these name servers serves the zone by UDP and TCP, with one serial, and answers exactly these records. */
export const servedProbe = (world: DnsWorld): ProbePort => ({
  takes: { needed: ['domain', 'servers'], optional: ['records'] },
  gives: ['serial', 'lacking'],
  async look({ with: given, signal }) {
    const { domain, servers: names, records } = asked(Asked, given)
    const expected = expectedRecords(records ?? '', domain)
    const asker = askersOf(world, AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]))()
    // Name servers within the domain itself are where its new zone says.
    const { servers } = await askServers(asker, domain, { names, glue: expected.filter(({ name }) => names.includes(name)) })
    const lacking = (await Promise.all(servers.filter(({ failure }) => failure === null).map(server => lackingAt(asker, server, setsOf(expected))))).flat()
    const serials = new Set(servers.map(({ serial }) => serial))
    const passed = servers.every(isWhole) && serials.size === 1 && lacking.length === 0
    const says = [...servers.map(wordsOf), ...lacking].join('; ').slice(0, MOST_LENGTH)
    return { passed, says, result: { serial: serials.size === 1 ? servers[0]?.serial ?? null : null, lacking: lacking.slice(0, MOST_LACKING) } }
  },
})

const isWhole = ({ failure, udp, tcp }: ServerFacts) => failure === null && udp && tcp

function wordsOf({ name, address, serial, failure, udp, tcp }: ServerFacts): string {
  const missing = [...udp ? [] : ['no UDP'], ...tcp ? [] : ['no TCP']]
  return [name, address, failure ?? `${serial}`, ...failure === null ? missing : []].filter(word => word !== '').join(' ')
}

/** What a server does not answer as expected, by name and type. */
async function lackingAt({ ask }: Asker, { name: server, address, udp }: ServerFacts, sets: readonly RecordSet[]): Promise<string[]> {
  const answered = await Promise.all(sets.map(async set => {
    const { answer } = await ask({ name: set.name, type: set.type }, { address }, udp ? {} : { over: 'tcp' })
    return answer !== null && isAnswered(set, answer)
  }))
  return sets.filter((_set, i) => !answered[i]).map(({ name, type }) => `${server} ${name} ${type}`)
}
