import type { DnsRecord } from '../record.ts'
import type { ZoneCategory, ZoneComparison, ZoneRow } from './contract.ts'
import { leftoverOf } from './leftovers.ts'
import { objections } from './objections.ts'
import { givesWay } from './replacing.ts'
import type { Capabilities } from './representation.ts'
import { handedOver, whyNot } from './representation.ts'
import type { Said } from './said.ts'
import { isSignature } from './standard.ts'
import { isSpf, textOf, txtData } from './txt.ts'

/** The zone as it was, as it is at its new place, and what was to change; what is not in `expected` should have stayed. */
export type ZonesCompared = { zone: string, old: readonly DnsRecord[], new: readonly DnsRecord[], expected?: readonly DnsRecord[], capabilities: Capabilities }

type Records = readonly DnsRecord[]
type Sets = { was: Records, is: Records, should: Records }
/** `expected`: by name. */
type Place = { zone: string, capabilities: Capabilities, expected: ReadonlyMap<string, Records> }

/** What two zones have in common and what not, by name and type; SOA, the zone's own NS and signatures are the servers' own and left aside. */
export function compareZones({ zone, old, new: fresh, expected = [], capabilities }: ZonesCompared): ZoneComparison {
  const [was, is, should] = [old, fresh, expected].map(records => setsOf(records, zone)) as [SetMap, SetMap, SetMap]
  const keys = [...new Set([...was.keys(), ...is.keys(), ...should.keys()])]
  const sets = keys.map(key => ({ was: was.get(key) ?? [], is: is.get(key) ?? [], should: should.get(key) ?? [] }))
  const place = { zone, capabilities, expected: Map.groupBy(expected, ({ name }) => name) }
  const rows = sets.map(one => rowOf(one, place)).sort(inOrder(zone))
  const unable = sets.flatMap(one => heldBack(one, place))
  return {
    zone,
    rows,
    objections: objections({ zone, old, new: fresh, rows }),
    handOver: unable.length === 0 ? null : { lines: handedOver(unable), where: capabilities.where },
  }
}

/** What is lost, is the member's own, and cannot be kept. */
const heldBack = ({ was, is }: Sets, at: Place) =>
  lost(was, is).filter(record => !leftoverOf(record, at.zone) && !isPlanned(record, at.expected) && whyNot(record, at) !== null)

/** Whether its loss is part of the plan. */
function isPlanned(record: DnsRecord, expected: Place['expected']): boolean {
  const there = expected.get(record.name) ?? []
  return givesWay(record, there) || (isSpf(record) && there.some(isSpf))
}

type SetMap = Map<string, DnsRecord[]>

function setsOf(records: readonly DnsRecord[], zone: string): SetMap {
  const kept = records.map(record => ({ ...record, name: record.name.toLowerCase() }))
    .filter(({ name, type }) => type !== 'SOA' && !isSignature(type) && (type !== 'NS' || name !== zone))
  return Map.groupBy(kept, ({ name, type }) => `${name} ${type}`)
}

/** What a record says, however its text is cut. */
const meaning = ({ type, data }: DnsRecord) => (type === 'TXT' || type === 'SPF') && !data.startsWith('\\#') ? txtData(textOf(data)) : data
const lost = (from: Records, to: Records) => {
  const there = new Set(to.map(meaning))
  return from.filter(record => !there.has(meaning(record)))
}
const alike = (a: Records, b: Records) => lost(a, b).length === 0 && lost(b, a).length === 0

type Verdict = { category: ZoneCategory, why: Said | null }

function rowOf(sets: Sets, at: Place): ZoneRow {
  const { was, is, should } = sets
  const { name, type } = [...was, ...is, ...should][0]!
  const told = (records: Records) => records.map(({ data }) => data).sort()
  return {
    name, type, old: told(was), new: told(is), expected: told(should),
    oldTtl: was[0]?.ttl ?? null, newTtl: is[0]?.ttl ?? null,
    ...should.length > 0 ? asExpected(sets) : asItWas(sets, at),
  }
}

function asExpected({ was, is, should }: Sets): Verdict {
  if (!alike(is, should)) return { category: 'missing', why: { fr: 'Ce qui était prévu n’est pas là.', en: 'What was planned is not there.' } }
  if (alike(was, is)) return unchanged(was, is)
  return PLANNED
}

const PLANNED: Verdict = { category: 'expectedChange', why: null }

const unchanged = (was: Records, is: Records): Verdict => was[0]?.ttl === is[0]?.ttl
  ? { category: 'same', why: null }
  : { category: 'ttlOnly', why: { fr: 'Seule la durée de vie (TTL) diffère.', en: 'Only the time to live (TTL) differs.' } }

function asItWas({ was, is }: Sets, at: Place): Verdict {
  const gone = lost(was, is)
  if (gone.length === 0) {
    if (lost(is, was).length === 0) return unchanged(was, is)
    return { category: 'extra', why: { fr: 'N’était pas dans l’ancienne zone.', en: 'Was not in the old zone.' } }
  }
  const own = gone.filter(record => !leftoverOf(record, at.zone) && !isPlanned(record, at.expected))
  if (own.length === 0 && !leftoverOf(gone[0]!, at.zone)) return PLANNED
  if (own.length === 0) return { category: 'droppedGandiDefault', why: leftoverOf(gone[0]!, at.zone) }
  const hindered = own.map(record => whyNot(record, at))
  if (hindered.every(why => why !== null)) return { category: 'notRepresentable', why: hindered[0] ?? null }
  return { category: 'missing', why: is.length === 0 ? GONE : DIFFERENT }
}

const GONE: Said = { fr: 'Était dans l’ancienne zone et manque.', en: 'Was in the old zone and is missing.' }
const DIFFERENT: Said = { fr: 'N’est plus le même, sans que ce soit prévu.', en: 'Is not the same any more, and nobody planned it.' }

const inOrder = (zone: string) => (a: ZoneRow, b: ZoneRow) =>
  Number(a.name !== zone) - Number(b.name !== zone) || a.name.localeCompare(b.name, 'en') || a.type.localeCompare(b.type, 'en')
