import type { DnsRecord } from '../../dns/record.ts'
import { compareZones } from '../../dns/zone/compare.ts'
import type { ZonePlan } from '../../dns/zone/plan.ts'
import { readZone } from '../../dns/zone/reading.ts'
import { ALTERNC, handedOver } from '../../dns/zone/representation.ts'
import { writeZone } from '../../dns/zone/writing.ts'
import type { DesiredEntry } from '../../provisioners/desired.ts'
import type { Result } from '../../workflows/engine/progress.ts'
import { movedZone, oursFor, type Comes } from '../zones/moving.ts'
import { firstRecords } from './first-records.ts'

export const ZONE_PLAN = ['records', 'entries', 'served', 'carried', 'dropped', 'byHand', 'unread', 'objections', 'longestTtl', 'first', 'fr', 'en'] as const

/** A zone that comes to our hosting: whether its mail and its site come too, where the site leads when it is only a redirection, and where ours are. */
export type Moving = Comes & { domain: string, text: string, redirect?: string | null }

/**
 * What becomes of a zone at our hosting: `records` and `entries` as the hosting is asked for them, `served` as its name servers
 * will answer, what is left behind, what somebody writes by hand, what to stop for, and for how many seconds the old one is remembered. Every line that was read is in one of them.
 */
export function plannedZone(moving: Moving): Result {
  const zone = `${moving.domain}.`
  const { records: old, problems } = readZone(moving.text, { origin: zone, ttl: 3600 })
  const ours = oursFor(zone, moving)
  const plan = movedZone({ zone, old, ours })
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
    longestTtl: Math.max(0, ...old.map(({ ttl }) => ttl)),
    first: firstRecords({ zone, old, planned: plan.records, expected: plan.expected }),
    ...inWords(plan, unread.length),
  } satisfies Record<typeof ZONE_PLAN[number], unknown>
}

const saying = ({ name, type, data }: DnsRecord) => `${name} ${type} ${data}`

/** What the hosting makes of itself: the folder of the site, the way to it, and its own mail server. */
const entriesFor = ({ domain, mail, web, redirect }: Moving): DesiredEntry[] => [
  ...web && redirect ? ['www', ''].map(name => ({ name, kind: 'redirect', value: redirect } as const)) : [],
  ...web && !redirect ? [{ name: 'www', kind: 'web', value: `/www/${domain}` } as const, { name: '', kind: 'redirect', value: `http://www.${domain}` } as const] : [],
  ...mail ? [{ name: '', kind: 'default-mx', value: '' } as const] : [],
]

function inWords({ records, dropped, handOver }: ZonePlan, unread: number): { fr: string, en: string } {
  const counted = (count: number, one: string, many: string) => count === 0 ? [] : [`${count} ${count === 1 ? one : many}`]
  return {
    fr: [...counted(records.length, 'enregistrement repris', 'enregistrements repris'), ...counted(dropped.length, 'laissé chez Gandi', 'laissés chez Gandi'), ...counted(handOver.length, 'à écrire à la main', 'à écrire à la main'), ...counted(unread, 'ligne pas comprise', 'lignes pas comprises')].join(', '),
    en: [...counted(records.length, 'record carried', 'records carried'), ...counted(dropped.length, 'left at Gandi', 'left at Gandi'), ...counted(handOver.length, 'to be written by hand', 'to be written by hand'), ...counted(unread, 'line not understood', 'lines not understood')].join(', '),
  }
}
