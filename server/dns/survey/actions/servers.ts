import type { DnsRecord } from '../../record.ts'
import { namedIn } from '../../names.ts'
import type { ServerFacts } from '../facts.ts'
import { serverFacts, servingOnes, soaIn } from '../servers.ts'
import { addressesOf, oneOfEach, reached } from './addresses.ts'
import type { Asker } from './asking.ts'

const MOST_SERVERS = 16

export type FoundServers = { servers: ServerFacts[], soas: DnsRecord[] }

/** Asks every name server of a domain, by UDP and by TCP, whether it serves it: those that the parent names, and those that the zone names itself. */
export async function findServers(asker: Asker, domain: string, { nameServers, glue }: { nameServers: readonly string[], glue: readonly DnsRecord[] }): Promise<FoundServers> {
  const first = await askServers(asker, domain, { names: nameServers.slice(0, MOST_SERVERS), glue })
  const own = await ownNameServers(asker, domain, first.servers)
  const others = own.filter(name => !nameServers.includes(name)).slice(0, Math.max(0, MOST_SERVERS - nameServers.length))
  const second = await askServers(asker, domain, { names: others, glue })
  return { servers: [...first.servers, ...second.servers], soas: [...first.soas, ...second.soas] }
}

async function ownNameServers({ ask }: Asker, domain: string, servers: readonly ServerFacts[]): Promise<string[]> {
  const heard = await Promise.all(servingOnes(servers).map(({ address, udp }) => ask({ name: domain, type: 'NS' }, { address }, udp ? {} : { over: 'tcp' })))
  return [...new Set(heard.flatMap(({ answer }) => answer?.answers ?? []).filter(({ name, type }) => name === domain && type === 'NS').flatMap(namedIn))].sort()
}

/** Asks these name servers alone. */
export async function askServers(asker: Asker, domain: string, { names, glue }: { names: readonly string[], glue: readonly DnsRecord[] }): Promise<FoundServers> {
  const found = await Promise.all(names.map(async name => {
    const addresses = oneOfEach(await addressesOf(asker, name, glue))
    if (addresses.length === 0) return { servers: [nowhere(name)], soas: [] }
    const asked = await Promise.all(addresses.map(address => askOne(asker, domain, { name, address })))
    return { servers: reached(asked.map(({ server }) => server)), soas: asked.flatMap(({ soas }) => soas) }
  }))
  return { servers: found.flatMap(({ servers }) => servers), soas: found.flatMap(({ soas }) => soas) }
}

async function askOne({ ask }: Asker, domain: string, { name, address }: { name: string, address: string }): Promise<{ server: ServerFacts, soas: DnsRecord[] }> {
  const [udp, tcp] = await Promise.all((['udp', 'tcp'] as const).map(over => ask({ name: domain, type: 'SOA' }, { address }, { over })))
  const heard = { udp: udp ?? UNASKED, tcp: tcp ?? UNASKED }
  const server = serverFacts(domain, { name, address }, heard)
  const soas = server.failure === null ? [heard.udp, heard.tcp].flatMap(({ answer }) => answer ? soaIn(domain, answer) ?? [] : []) : []
  return { server, soas }
}

const UNASKED = { answer: null, why: 'unasked' } as const
const nowhere = (name: string): ServerFacts => ({ name, address: '', udp: false, tcp: false, authoritative: false, serial: null, failure: 'no-address' })
