import type { DnsRecord } from '../record.ts'
import { GANDI_SPF, leftoverOf } from './leftovers.ts'
import { givesWay } from './replacing.ts'
import type { Capabilities } from './representation.ts'
import { whyNot } from './representation.ts'
import type { Said } from './said.ts'
import { mergeSpf } from './spf.ts'
import { isSignature } from './standard.ts'
import { isSpf, textOf, txtData } from './txt.ts'

/** What a zone becomes at its new place. */
export type ZonePlan = {
  /** Everything that should be there. */
  records: DnsRecord[]
  /** Those of them that are not as they were: what `compareZones` is told to expect. */
  expected: DnsRecord[]
  /** Not carried, and why. */
  dropped: { record: DnsRecord, why: Said }[]
  /** For an administrator to write in by hand. */
  handOver: { record: DnsRecord, why: Said }[]
}

/**
 * What of an old zone is carried to a new hosting: the member's own records; where `ours` has a name and type, ours instead;
 * nothing that only worked at the old place; the permissions to send (SPF) as one, ours with those of third parties.
 */
export function planZone({ zone, old, ours, capabilities }: { zone: string, old: readonly DnsRecord[], ours: readonly DnsRecord[], capabilities: Capabilities }): ZonePlan {
  const oursAt = Map.groupBy(ours, ({ name }) => name)
  const kept = old.filter(({ name, type }) => type !== 'SOA' && (type !== 'NS' || name !== zone) && !isSignature(type))
  const members = kept.filter(record => !leftoverOf(record, zone) && !isSpf(record) && !givesWay(record, oursAt.get(record.name) ?? []))
  const carried = members.filter(record => !whyNot(record, { zone, capabilities }))
  const permissions = spfOf({ zone, old, ours })
  const records = once([...ours.filter(record => !isSpf(record)), ...permissions, ...carried])
  const before = new Set(old.map(saying))
  const changed = new Set(records.filter(record => !before.has(saying(record))).map(key))
  const gone = (record: DnsRecord) => leftoverOf(record, zone) ?? (givesWay(record, oursAt.get(record.name) ?? []) ? OURS : null)
  return {
    records,
    expected: records.filter(record => changed.has(key(record))),
    dropped: kept.flatMap((record) => {
      const why = gone(record)
      return why ? [{ record, why }] : []
    }),
    handOver: members.flatMap((record) => {
      const why = whyNot(record, { zone, capabilities })
      return why ? [{ record, why }] : []
    }),
  }
}

const OURS: Said = { fr: 'Remplacé par celui du nouvel hébergement.', en: 'Replaced by that of the new hosting.' }
const key = ({ name, type }: DnsRecord) => `${name} ${type}`
const saying = ({ name, type, data }: DnsRecord) => `${name} ${type} ${data}`
const once = (records: DnsRecord[]) => [...new Map(records.map(record => [saying(record), record])).values()]

function spfOf({ zone, old, ours }: { zone: string, old: readonly DnsRecord[], ours: readonly DnsRecord[] }): DnsRecord[] {
  const [mine, theirs] = [ours, old].map(records => Map.groupBy(records.filter(isSpf), ({ name }) => name)) as [SpfAt, SpfAt]
  const names = new Set([...theirs.keys(), ...mine.keys()])
  return [...names].flatMap(name => oneSpf(mine.get(name)?.[0], (theirs.get(name) ?? []).filter(record => !leftoverOf(record, zone))))
}

type SpfAt = Map<string, DnsRecord[]>

function oneSpf(mine: DnsRecord | undefined, theirs: DnsRecord[]): DnsRecord[] {
  const first = mine ?? theirs[0]
  if (!first) return []
  // One of their own stays as it was written, to the last space.
  if (!mine && theirs.length === 1 && !textOf(first.data).includes(GANDI_SPF)) return [first]
  const text = mergeSpf(theirs.map(({ data }) => textOf(data)), { ours: mine ? textOf(mine.data) : null, gone: [GANDI_SPF] })
  return [{ ...first, data: txtData(text) }]
}
