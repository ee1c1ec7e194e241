import type { DnsRecord } from '../../dns/record.ts'
import { isSpf } from '../../dns/zone/txt.ts'
import type { RrSet } from '../gandi/domain.ts'

const SHORTEST_TTL = 300
const MOVES = new Set(['A', 'AAAA', 'MX', 'TXT'])

type Given = { zone: string, old: readonly DnsRecord[], planned: readonly DnsRecord[], expected: readonly DnsRecord[] }

/**
 * What a careful switch writes into the former zone first, as LiveDNS has it: the addresses, mail servers and permissions to send that will be ours,
 * for five minutes each, so that the way back is short. A name that is another's alias there stays as it is until the name servers change; and so does
 * what is not there at all: going back puts former records back, and takes none away.
 */
export function firstRecords({ zone, old, planned, expected }: Given): RrSet[] {
  const aliases = new Set(old.filter(({ type }) => type === 'CNAME').map(({ name }) => name))
  const there = new Set(old.map(({ name, type }) => `${name} ${type}`))
  const changing = expected.filter(record => MOVES.has(record.type) && !aliases.has(record.name) && there.has(`${record.name} ${record.type}`) && (record.type !== 'TXT' || isSpf(record)))
  return [...Map.groupBy(changing, ({ name, type }) => `${name} ${type}`).values()].flatMap(([first]) => {
    if (!first) return []
    const values = planned.filter(({ name, type }) => name === first.name && type === first.type).map(({ data }) => data)
    // One set holds all texts of a name: those that only served there stay as long as the zone does.
    const others = first.type === 'TXT' ? old.filter(record => record.name === first.name && record.type === 'TXT' && !isSpf(record)).map(({ data }) => data) : []
    return [{ name: relative(first.name, zone), type: first.type, ttl: SHORTEST_TTL, values: [...new Set([...values, ...others])] }]
  })
}

const relative = (name: string, zone: string) => name === zone ? '@' : name.slice(0, -zone.length - 1)
