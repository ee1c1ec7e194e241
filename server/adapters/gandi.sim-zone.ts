import { later } from './gandi.sim-domain.ts'
import { ACCEPTED, BUSY, found, invalid, MISSING, paged, type GandiAsked, type GandiRoute } from './gandi.sim-replies.ts'
import { atGandi, type HeldByGandi, type SimulatedSet } from './gandi.sim-state.ts'
import type { SimReply } from './http.sim.ts'

const TECH = /^domain:tech$/
const Z = '/livedns/domains/([^/]+)'
const D = '/domain/domains/([^/]+)'

/** A route about a zone that is kept here: also for a while after its domain has left. */
const kept = (answer: (held: HeldByGandi, asked: GandiAsked) => SimReply) => (asked: GandiAsked): SimReply => {
  const held = asked.office.state.held[asked.domain]
  return held && atGandi(asked.office, asked.domain) ? answer(held, asked) : MISSING
}

/** What is about the zone of a domain, and its signatures. */
export const ZONE_ROUTES: readonly GandiRoute[] = [
  [new RegExp(`^GET ${Z}/records$`), TECH, kept((held, { asked }) => asked.headers['accept'] === 'text/plain' ? { status: 200, body: zoneText(held) } : paged(asked, held.records))],
  [new RegExp(`^PUT ${Z}/records/([^/]+)/([^/]+)$`), TECH, kept(put)],
  [new RegExp(`^GET ${Z}/snapshots$`), TECH, kept((held, { asked }) => paged(asked, held.snapshots.map(({ id, name, created_at }) => ({ id, name, created_at, automatic: false }))))],
  [new RegExp(`^POST ${Z}/snapshots$`), TECH, kept(snapshot)],
  [new RegExp(`^GET ${Z}/snapshots/([^/]+)$`), TECH, kept((held, { rest }) => {
    const one = held.snapshots.find(({ id }) => id === rest[0])
    return one ? found(one) : MISSING
  })],
  [new RegExp(`^GET ${D}/dnskeys$`), TECH, kept((held, { asked }) => paged(asked, held.keys))],
  [new RegExp(`^DELETE ${D}/dnskeys/([^/]+)$`), TECH, kept((held, asked) => held.keys.some(({ id }) => id === asked.rest[0]) ? removeKey(held, asked) : MISSING)],
  [new RegExp(`^DELETE ${D}/livedns/dnssec$`), TECH, asked => asked.office.state.held[asked.domain]?.dns === 'livedns' ? later('unsign')(asked) : MISSING],
]

function zoneText({ name, records }: HeldByGandi): string {
  const lines = records.flatMap(({ rrset_name: owner, rrset_ttl: ttl, rrset_type: type, rrset_values: values }) => values.map(value => `${owner} ${ttl} IN ${type} ${value}`))
  return [`$ORIGIN ${name}.`, ...lines, ''].join('\n')
}

function put(held: HeldByGandi, { body, rest: [name = '', type = ''] }: GandiAsked): SimReply {
  const [ttl, values] = [Number(body['rrset_ttl']), body['rrset_values']]
  if (!(ttl >= 300 && ttl <= 2_592_000)) return invalid('rrset_ttl', 'must be from 300 to 2592000')
  if (!Array.isArray(values) || values.length === 0) return invalid('rrset_values', 'is needed')
  const set: SimulatedSet = { rrset_name: name, rrset_type: type, rrset_ttl: ttl, rrset_values: values.map(String) }
  held.records = [...held.records.filter(one => one.rrset_name !== name || one.rrset_type !== type), set]
  return { status: 201, body: { message: 'DNS Record Created' } }
}

function snapshot(held: HeldByGandi, { office: { state, now }, body }: GandiAsked): SimReply {
  const id = `snapshot-${++state.nextId}`
  held.snapshots.push({ id, name: String(body['name'] ?? ''), created_at: new Date(now).toISOString(), zone_data: structuredClone(held.records) })
  return { status: 201, body: { id, message: 'Snapshot created' } }
}

function removeKey(held: HeldByGandi, { office, domain, rest: [key] }: GandiAsked): SimReply {
  if (office.state.later.some(one => one.domain === domain)) return BUSY
  held.keys = held.keys.filter(({ id }) => id !== key)
  const registered = atGandi(office, domain)
  if (registered) registered.ds = held.keys.map(({ keytag, algorithm, digest_type: kind, digest }) => `${keytag} ${algorithm} ${kind} ${digest}`)
  return ACCEPTED
}
