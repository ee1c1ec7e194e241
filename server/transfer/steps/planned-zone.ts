import type { DnsRecord } from '../../dns/record.ts'
import { compareZones } from '../../dns/zone/compare.ts'
import { planZone, type ZonePlan } from '../../dns/zone/plan.ts'
import { readZone } from '../../dns/zone/reading.ts'
import { ALTERNC, handedOver } from '../../dns/zone/representation.ts'
import { writeZone } from '../../dns/zone/writing.ts'
import type { DesiredEntry } from '../../provisioners/desired.ts'
import type { Result } from '../../workflows/engine/progress.ts'

export const ZONE_PLAN = ['records', 'entries', 'served', 'carried', 'dropped', 'byHand', 'unread', 'objections', 'fr', 'en'] as const

/** A zone that comes to our hosting: whether its mail and its site come too, and where ours are. */
export type Moving = { domain: string, text: string, mail: boolean, web: boolean, hosting: { mailHost: string | null, webAddresses: readonly string[] } }

/**
 * What becomes of a zone at our hosting: `records` and `entries` as the hosting is asked for them, `served` as its name servers
 * will answer, what is left behind, what somebody writes by hand, and what to stop for. Every line that was read is in one of them.
 */
export function plannedZone(moving: Moving): Result {
  const zone = `${moving.domain}.`
  const { records: read, problems } = readZone(moving.text, { origin: zone, ttl: 3600 })
  const [old, ours] = [withTwoPreferences(read), oursFor(zone, moving)]
  const plan = planZone({ zone, old, ours, capabilities: ALTERNC })
  const { objections } = compareZones({ zone, old, new: plan.records, expected: plan.expected, capabilities: ALTERNC })
  const [made, unread] = [new Set(ours.filter(({ type }) => type !== 'TXT').map(saying)), problems.filter(({ kind }) => kind === 'unread')]
  return {
    records: plan.records.filter(record => !made.has(saying(record))).map(({ name, ttl, type, data }) => ({ name, ttl, type, data })),
    entries: entriesFor(moving),
    served: writeZone(plan.records, { zone }),
    carried: plan.records.length,
    dropped: plan.dropped.map(({ record, why }) => ({ line: `${record.name} ${record.type} ${record.data}`, fr: why.fr, en: why.en })),
    byHand: handedOver(plan.handOver.map(({ record }) => record)),
    unread: unread.map(({ line, source, said }) => ({ line, source: source.slice(0, 200), fr: said.fr, en: said.en })),
    objections: objections.map(({ name, why }) => ({ name, fr: why.fr, en: why.en })),
    ...inWords(plan, unread.length),
  } satisfies Record<typeof ZONE_PLAN[number], unknown>
}

const saying = ({ name, type, data }: DnsRecord) => `${name} ${type} ${data}`

function oursFor(zone: string, { mail, web, hosting: { mailHost, webAddresses } }: Moving): DnsRecord[] {
  const record = (name: string, type: string, data: string): DnsRecord => ({ name, ttl: 3600, type, data })
  return [
    ...mail && mailHost ? [record(zone, 'MX', `5 ${mailHost.replace(/\.?$/, '.')}`), record(zone, 'TXT', '"v=spf1 a mx ?all"')] : [],
    ...web ? [zone, `www.${zone}`].flatMap(name => webAddresses.map(address => record(name, address.includes(':') ? 'AAAA' : 'A', address))) : [],
  ]
}

/** What the hosting makes of itself: the folder of the site, the way to it, and its own mail server. */
const entriesFor = ({ domain, mail, web }: Moving): DesiredEntry[] => [
  ...web ? [{ name: 'www', kind: 'web', value: `/www/${domain}` } as const, { name: '', kind: 'redirect', value: `http://www.${domain}` } as const] : [],
  ...mail ? [{ name: '', kind: 'default-mx', value: '' } as const] : [],
]

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

function inWords({ records, dropped, handOver }: ZonePlan, unread: number): { fr: string, en: string } {
  const counted = (count: number, one: string, many: string) => count === 0 ? [] : [`${count} ${count === 1 ? one : many}`]
  return {
    fr: [...counted(records.length, 'enregistrement repris', 'enregistrements repris'), ...counted(dropped.length, 'laissé chez Gandi', 'laissés chez Gandi'), ...counted(handOver.length, 'à écrire à la main', 'à écrire à la main'), ...counted(unread, 'ligne pas comprise', 'lignes pas comprises')].join(', '),
    en: [...counted(records.length, 'record carried', 'records carried'), ...counted(dropped.length, 'left at Gandi', 'left at Gandi'), ...counted(handOver.length, 'to be written by hand', 'to be written by hand'), ...counted(unread, 'line not understood', 'lines not understood')].join(', '),
  }
}
