import type { DnsRecord } from '../dns/record.ts'
import { HOUSE, type SimulatedDomain, type SimulatedEntry, type SimulatedHosting, type WrittenZone } from './alternc.sim-state.ts'

// Secondaries ask for what is new on their own schedule.
const SECONDARY_MS = 10 * 60_000
const DKIM = `"v=DKIM1; k=rsa; p=${'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A'.repeat(3)}IDAQAB"`

const quoted = (text: string) => (text.match(/.{1,255}/gs) ?? ['']).map(part => `"${part.replace(/["\\]/g, '\\$&')}"`).join(' ')

type Rdata = { type: string, data: string }

const toHere: Rdata = { type: 'A', data: HOUSE.webAddress }

const rdataOf: Record<SimulatedEntry['kind'], (value: string) => Rdata> = {
  'web': () => toHere, 'redirect': () => toHere, 'lists': () => toHere, 'custom': () => toHere,
  'a': data => ({ type: 'A', data }), 'aaaa': data => ({ type: 'AAAA', data }), 'cname': data => ({ type: 'CNAME', data }),
  'txt': value => ({ type: 'TXT', data: quoted(value) }),
  'mx': target => ({ type: 'MX', data: `5 ${target}` }), 'mx-second': target => ({ type: 'MX', data: `10 ${target}` }), 'default-mx': () => ({ type: 'MX', data: `5 ${HOUSE.mailHost}` }),
}

/** The records that the job of each minute writes for a domain. */
function recordsOf({ entries }: SimulatedHosting, domain: SimulatedDomain, serial: number): DnsRecord[] {
  const [apex, ttl] = [`${domain.name}.`, domain.ttl]
  const record = (name: string, rdata: Rdata): DnsRecord => ({ name: name === '' ? apex : `${name}.${apex}`, ttl, ...rdata })
  return [
    record('', { type: 'SOA', data: `${HOUSE.panel}. root.${HOUSE.panel}. ${serial} 21600 3600 604800 3600` }),
    ...HOUSE.nameServers.map(data => record('', { type: 'NS', data })),
    ...entries.filter(entry => entry.domain === domain.name && entry.enabled && entry.action !== 'DELETE').map(({ name, kind, value }) => record(name, rdataOf[kind](value))),
    ...domain.hostsMail ? [record('alternc._domainkey', { type: 'TXT', data: DKIM })] : [],
  ]
}

/** YYYYMMDDnn of the day, or one more than the last. */
function nextSerial(last: number, at: number): number {
  const today = Number(new Date(at).toISOString().slice(0, 10).replaceAll('-', '')) * 100
  return Math.max(today, last + 1)
}

/** Writes the zone of a domain; a few former ones are kept, for secondaries that have not come yet. */
export function writeZone(state: SimulatedHosting, domain: SimulatedDomain, at: number) {
  const serial = nextSerial(domain.zones.at(-1)?.serial ?? 0, at)
  domain.zones = [...domain.zones.slice(-4), { serial, at, records: recordsOf(state, domain, serial) }]
}

/** What one name server of the hosting answers: nothing that it holds is REFUSED, a name that is not there NXDOMAIN. */
export function answerOf(state: SimulatedHosting, server: string, { name, type, at }: { name: string, type: string, at: number }): { code: string, authoritative: boolean, answers: DnsRecord[] } {
  const domain = state.domains.find(one => one.hostsDns && (name === `${one.name}.` || name.endsWith(`.${one.name}.`)))
  const zone = domain && zoneAt(domain.zones, server === HOUSE.nameServers[0] ? at : at - SECONDARY_MS)
  if (!zone) return { code: 'REFUSED', authoritative: false, answers: [] }
  const named = zone.records.filter(record => record.name === name)
  const answers = named.filter(record => record.type === type || record.type === 'CNAME')
  return { code: named.length > 0 || zone.records.some(record => record.name.endsWith(`.${name}`)) ? 'NOERROR' : 'NXDOMAIN', authoritative: true, answers }
}

const zoneAt = (zones: readonly WrittenZone[], at: number) => zones.findLast(zone => zone.at <= at)
