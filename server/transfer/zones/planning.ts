import type { DnsRecord } from '../../dns/record.ts'
import { compareZones } from '../../dns/zone/compare.ts'
import type { ZoneComparison, ZoneRow } from '../../dns/zone/contract.ts'
import type { ZonePlan } from '../../dns/zone/plan.ts'
import { ALTERNC, handedOver } from '../../dns/zone/representation.ts'
import type { Said } from '../../dns/zone/said.ts'
import { isSpf } from '../../dns/zone/txt.ts'
import { writeZone } from '../../dns/zone/writing.ts'
import type { ZoneBefore } from './before.ts'
import type { ZonePlanAnswer } from './contract.ts'
import { movedZone, oursFor, type Comes } from './moving.ts'
import type { ServedNow } from './served-now.ts'

const MOST_UNREAD_SHOWN = 100

/** A zone, what it is to become, and the names that are in either. */
export type PlannedZone = { zone: string, before: ZoneBefore, plan: ZonePlan, names: string[] }

/** What is to become of a zone at our hosting. */
export function plannedFor(zone: string, before: ZoneBefore, comes: Comes): PlannedZone {
  const plan = movedZone({ zone, old: before.records, ours: oursFor(zone, comes) })
  const names = new Set([...plan.records, ...before.records].map(({ name }) => name))
  return { zone, before, plan, names: [...names] }
}

/** The old zone beside the planned one, and beside what our name servers serve already. */
export function shownPlan({ zone, before, plan }: PlannedZone, now: ServedNow | { state: 'unasked' }): ZonePlanAnswer {
  const beside = (fresh: readonly DnsRecord[]) => explained(compareZones({ zone, old: before.records, new: fresh, expected: plan.expected, capabilities: ALTERNC }))
  const byHand = plan.handOver.map(({ record }) => record)
  return {
    zone,
    found: { records: before.records.length, whole: before.whole },
    planned: { ...beside(plan.records), handOver: byHand.length === 0 ? null : { lines: handedOver(byHand), where: ALTERNC.where } },
    served: now.state === 'served' ? beside(now.records) : null,
    state: now.state,
    text: writeZone(plan.records, { zone }),
    carried: plan.records.length,
    dropped: plan.dropped.map(({ record: { name, type, data }, why }) => ({ name, type, data, why })),
    unread: before.unread.slice(0, MOST_UNREAD_SHOWN),
    unreadInAll: before.unread.length,
  }
}

const explained = (comparison: ZoneComparison): ZoneComparison =>
  ({ ...comparison, rows: comparison.rows.map(row => row.category === 'expectedChange' ? { ...row, why: row.why ?? reasonFor(row) } : row) })

/** Why a planned change is one, where it is not plain to see. */
function reasonFor({ type, old, new: fresh }: ZoneRow): Said | null {
  const [was, is] = [old, fresh].map(all => all.filter(data => isSpf({ type, data })).length) as [number, number]
  if (is > 0 && was > 1) return { fr: `Les ${was} SPF n’en font plus qu’un.`, en: `The ${was} SPF become one.` }
  if (is > 0 && was === 1) return { fr: 'Le SPF autorise notre serveur, et toujours les autres expéditeurs.', en: 'The SPF permits our server, and still the other senders.' }
  return type === 'MX' && sameHosts(old, fresh) ? { fr: 'Les mêmes serveurs dans le même ordre, avec les priorités 5 et 10.', en: 'The same servers in the same order, with the preferences 5 and 10.' } : null
}

const hostsOf = (all: readonly string[]) => all.map(data => data.split(' ')[1] ?? '').sort().join(' ')
const sameHosts = (one: readonly string[], other: readonly string[]) => one.length > 0 && hostsOf(one) === hostsOf(other)
