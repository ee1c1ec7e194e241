import type { DnsRecord } from '../dns/record.ts'
import type { DesiredEntry } from './desired.ts'

/** What of a zone the hosting can hold, what somebody must write by hand and why, and what is held a little differently. */
export type ZoneEntries = {
  entries: DesiredEntry[]
  /** Exact text, as it stands in a zone file. */
  byHand: { text: string, why: 'type' | 'apex-alias' | 'priorities' | 'wildcard' | 'name' | 'too-long' | 'bytes' | 'delegation' }[]
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
const LONGEST = 1024

/** The entries that bring the records of a zone about at an AlternC. */
export function zoneEntries(domain: string, records: readonly DnsRecord[]): ZoneEntries {
  const apex = `${domain}.`
  const found: ZoneEntries = { entries: [], byHand: [], changed: [] }
  const ttl = usualTtl(records)
  for (const record of records) {
    if (SIGNATURES.has(record.type) || (record.name === apex && OWN.has(record.type))) continue
    const held = entryOf(record, { apex, records })
    if ('why' in held) found.byHand.push({ text: textOf(record), why: held.why })
    else {
      found.entries.push(held.entry)
      if (held.reordered) found.changed.push({ text: textOf(record), what: 'priority' })
      if (record.ttl !== ttl) found.changed.push({ text: textOf(record), what: 'ttl' })
    }
  }
  return found
}

const textOf = ({ name, ttl, type, data }: DnsRecord) => `${name} ${ttl} IN ${type} ${data}`

type Held = { entry: DesiredEntry, reordered?: boolean } | { why: ZoneEntries['byHand'][number]['why'] }

type Zone = { apex: string, records: readonly DnsRecord[] }

function entryOf(record: DnsRecord, zone: Zone): Held {
  const { apex } = zone
  if (record.name !== apex && !record.name.endsWith(`.${apex}`)) return { why: 'name' }
  const name = record.name === apex ? '' : record.name.slice(0, -apex.length - 1)
  if (name.includes('*') && name !== '*') return { why: 'wildcard' }
  if (!/^[a-z0-9._*-]*$/.test(name)) return { why: 'name' }
  return holds[record.type]?.(record, name, zone) ?? { why: 'type' }
}

const holds: Record<string, ((record: DnsRecord, name: string, zone: Zone) => Held) | undefined> = {
  A: ({ data }, name) => ({ entry: { name, kind: 'a', value: data } }),
  AAAA: ({ data }, name) => ({ entry: { name, kind: 'aaaa', value: data } }),
  CNAME: ({ data }, name) => name === '' ? { why: 'apex-alias' } : { entry: { name, kind: 'cname', value: data } },
  TXT: ({ data }, name) => textEntry(name, data),
  MX: (record, name, { records }) => exchange(record, name, records),
  NS: () => ({ why: 'delegation' }),
}

/** The strings of a record put together; the hosting cuts them again as it needs. */
function textEntry(name: string, data: string): Held {
  const strings = [...data.matchAll(/"((?:[^"\\]|\\.)*)"/gs)].map(([, string = '']) => string).join('')
  if (/\\\d{3}/.test(strings) || /[^\x20-\x7e]/.test(strings)) return { why: 'bytes' }
  const value = strings.replace(/\\(.)/g, '$1')
  return value.length > LONGEST ? { why: 'too-long' } : { entry: { name, kind: 'txt', value } }
}

const preferenceOf = ({ data }: DnsRecord) => Number(data.split(' ')[0])

/** The hosting knows two priorities, 5 and 10: what has two at most keeps its order. */
function exchange(record: DnsRecord, name: string, records: readonly DnsRecord[]): Held {
  const preferences = [...new Set(records.filter(({ name: of, type }) => of === record.name && type === 'MX').map(preferenceOf))].sort((a, b) => a - b)
  const target = record.data.split(' ')[1] ?? ''
  if (preferences.length > 2 || target === '.') return { why: 'priorities' }
  const rank = preferences.indexOf(preferenceOf(record))
  return { entry: { name, kind: rank === 0 ? 'mx' : 'mx-second', value: target }, reordered: preferenceOf(record) !== (rank === 0 ? 5 : 10) }
}
