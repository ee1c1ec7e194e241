import type { DnsRecord } from '../dns/record.ts'
import { ALTERNC, handedOver, whyNot } from '../dns/zone/representation.ts'
import type { Said } from '../dns/zone/said.ts'
import { textOf } from '../dns/zone/txt.ts'
import type { DesiredEntry } from './desired.ts'

/** What of a zone the hosting can hold, what somebody must write by hand (the exact text) and why, and what is held a little differently. */
export type ZoneEntries = {
  entries: DesiredEntry[]
  byHand: { text: string, why: Said }[]
  changed: { text: string, what: 'priority' | 'ttl' }[]
}

/** The time that most records of a zone live; the hosting has one for all of them. */
export function usualTtl(records: readonly DnsRecord[]): number | null {
  const counts = Map.groupBy(records.filter(({ type }) => !OWN.has(type)), ({ ttl }) => ttl)
  return [...counts].sort(([a, x], [b, y]) => y.length - x.length || a - b)[0]?.[0] ?? null
}

// The hosting writes those of the domain itself.
const OWN = new Set(['SOA', 'NS'])
// What it signs by itself, or nobody carries from one server to another.
const SIGNATURES = new Set(['RRSIG', 'NSEC', 'NSEC3', 'NSEC3PARAM', 'DNSKEY', 'CDS', 'CDNSKEY', 'ZONEMD'])
// Preferences are carried by their order, see below.
const CAPABILITIES = { ...ALTERNC, mxPreferences: null }

/** The entries that bring the records of a zone about at an AlternC. */
export function zoneEntries(domain: string, records: readonly DnsRecord[]): ZoneEntries {
  const apex = `${domain}.`
  const found: ZoneEntries = { entries: [], byHand: [], changed: [] }
  const ttl = usualTtl(records)
  for (const record of records) {
    if (SIGNATURES.has(record.type) || (record.name === apex && OWN.has(record.type))) continue
    const [text, held] = [handedOver([record]), entryOf(record, { apex, records })]
    if ('why' in held) found.byHand.push({ text, why: held.why })
    else {
      found.entries.push(held.entry)
      if (held.reordered) found.changed.push({ text, what: 'priority' })
      if (record.ttl !== ttl) found.changed.push({ text, what: 'ttl' })
    }
  }
  return found
}

type Held = { entry: DesiredEntry, reordered?: boolean } | { why: Said }
type Zone = { apex: string, records: readonly DnsRecord[] }

const NAME: Said = { fr: 'AlternC ne tient pas ce nom dans ce domaine.', en: 'AlternC does not hold this name in this domain.' }
const APEX_ALIAS: Said = { fr: 'Le domaine lui-même ne peut pas être un autre nom (CNAME).', en: 'The domain itself cannot be another name (CNAME).' }
const PRIORITIES: Said = { fr: 'AlternC connaît deux priorités de MX, et pas de MX vide.', en: 'AlternC knows two MX preferences, and no empty MX.' }

function entryOf(record: DnsRecord, zone: Zone): Held {
  const { apex } = zone
  if (record.name !== apex && !record.name.endsWith(`.${apex}`)) return { why: NAME }
  const why = whyNot(record, { zone: apex, capabilities: CAPABILITIES })
  if (why) return { why }
  const name = record.name === apex ? '' : record.name.slice(0, -apex.length - 1)
  if (!/^[a-z0-9._*-]*$/.test(name)) return { why: NAME }
  return holds[record.type]?.(record, name, zone) ?? { why: NAME }
}

const holds: Record<string, ((record: DnsRecord, name: string, zone: Zone) => Held) | undefined> = {
  A: ({ data }, name) => ({ entry: { name, kind: 'a', value: data } }),
  AAAA: ({ data }, name) => ({ entry: { name, kind: 'aaaa', value: data } }),
  CNAME: ({ data }, name) => name === '' ? { why: APEX_ALIAS } : { entry: { name, kind: 'cname', value: data } },
  TXT: ({ data }, name) => ({ entry: { name, kind: 'txt', value: textOf(data) } }),
  MX: (record, name, { records }) => exchange(record, name, records),
}

const preferenceOf = ({ data }: DnsRecord) => Number(data.split(' ')[0])

/** The hosting knows two preferences, 5 and 10: what has two at most keeps its order, and means the same (RFC 5321 §5.1). */
function exchange(record: DnsRecord, name: string, records: readonly DnsRecord[]): Held {
  const preferences = [...new Set(records.filter(({ name: of, type }) => of === record.name && type === 'MX').map(preferenceOf))].sort((a, b) => a - b)
  const target = record.data.split(' ')[1] ?? ''
  if (preferences.length > 2 || target === '.') return { why: PRIORITIES }
  const rank = preferences.indexOf(preferenceOf(record))
  return { entry: { name, kind: rank === 0 ? 'mx' : 'mx-second', value: target }, reordered: preferenceOf(record) !== (rank === 0 ? 5 : 10) }
}
