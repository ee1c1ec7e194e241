import type { DnsRecord } from '../../dns/record.ts'
import { planZone, type ZonePlan } from '../../dns/zone/plan.ts'
import { readZone } from '../../dns/zone/reading.ts'
import { ALTERNC } from '../../dns/zone/representation.ts'

/** What of a domain comes to our hosting besides its zone, and where ours are. */
export type Comes = { mail: boolean, web: boolean, hosting: { mailHost: string | null, webAddresses: readonly string[] } }

const SENDERS = '"v=spf1 a mx ?all"'

/** The records that our hosting makes of itself for what comes. */
export function oursFor(zone: string, { mail, web, hosting: { mailHost, webAddresses } }: Comes): DnsRecord[] {
  const names = web ? [zone, `www.${zone}`] : []
  const lines = [
    ...mail && mailHost ? [`${zone} MX 5 ${mailHost.replace(/\.?$/, '.')}`, `${zone} TXT ${SENDERS}`] : [],
    ...names.flatMap(name => webAddresses.map(address => `${name} ${address.includes(':') ? 'AAAA' : 'A'} ${address}`)),
  ]
  // Read as a zone is, so that they are written in the one way in which records are compared.
  return readZone(lines.join('\n'), { origin: zone, ttl: 3600 }).records.map(({ name, ttl, type, data }) => ({ name, ttl, type, data }))
}

/** What a zone becomes at our hosting; what is left or written by hand is told as it was written. */
export function movedZone({ zone, old, ours }: { zone: string, old: readonly DnsRecord[], ours: readonly DnsRecord[] }): ZonePlan {
  const ranked = withTwoPreferences(old)
  const written = new Map(ranked.map((record, i) => [record, old[i] ?? record]))
  const asWritten = <T extends { record: DnsRecord }>(told: T[]) => told.map(one => ({ ...one, record: written.get(one.record) ?? one.record }))
  const { records, dropped, handOver } = planZone({ zone, old: ranked, ours, capabilities: ALTERNC })
  const before = new Set(old.map(saying))
  const changed = new Set(records.filter(record => !before.has(saying(record))).map(key))
  return { records, expected: records.filter(record => changed.has(key(record))), dropped: asWritten(dropped), handOver: asWritten(handOver) }
}

const saying = ({ name, type, data }: DnsRecord) => `${name} ${type} ${data}`
const key = ({ name, type }: DnsRecord) => `${name} ${type}`

/** The hosting knows the preferences 5 and 10: mail servers in two ranks keep their order by these. Three ranks stay as they are, for somebody to write by hand. */
function withTwoPreferences(records: readonly DnsRecord[]): DnsRecord[] {
  const ranksAt = Map.groupBy(records.filter(({ type }) => type === 'MX'), ({ name }) => name)
  return records.map((record) => {
    const ranks = [...new Set((ranksAt.get(record.name) ?? []).map(preferenceOf))].sort((a, b) => a - b)
    const host = record.data.split(' ')[1] ?? ''
    if (record.type !== 'MX' || ranks.length > 2 || host === '.') return record
    return { ...record, data: `${ranks.indexOf(preferenceOf(record)) === 0 ? 5 : 10} ${host}` }
  })
}

const preferenceOf = ({ data }: DnsRecord) => Number(data.split(' ')[0])
