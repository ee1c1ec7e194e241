import { isWithin } from '../names.ts'
import type { DnsRecord } from '../record.ts'
import { LAYOUTS } from './rdata/layouts.ts'
import { isStandard } from './standard.ts'
import { wordsOfLine } from './rdata/words.ts'

/**
 * A zone as a master file that name servers accept and people can read: the SOA first, then the zone's own name, then the
 * others; it reads back as the same records. What no name server would accept is there as a comment that says so.
 */
export function writeZone(records: readonly DnsRecord[], { zone }: { zone: string }): string {
  const ttl = commonest(records)
  const sorted = records.toSorted((a, b) => inOrder(a, b, zone))
  const columns = {
    zone,
    ttl,
    name: widest(sorted.map(({ name }) => relative(name, zone)), 40),
    period: widest(sorted.filter(record => record.ttl !== ttl).map(record => String(record.ttl)), 10),
    type: widest(sorted.map(({ type }) => type), 12),
  }
  return [`$ORIGIN ${zone}`, `$TTL ${ttl}`, '', ...sorted.flatMap(record => linesOf(record, columns)), ''].join('\n')
}

type Columns = { zone: string, ttl: number, name: number, period: number, type: number }

const widest = (texts: string[], atMost: number) => Math.min(atMost, Math.max(0, ...texts.map(text => text.length)))

/** The commonest TTL; of those that are equally common the shortest. */
function commonest(records: readonly DnsRecord[]): number {
  const counts = Map.groupBy(records, ({ ttl }) => ttl)
  const [first] = [...counts].toSorted(([a, ones], [b, others]) => others.length - ones.length || a - b)
  return first?.[0] ?? 3600
}

// After SOA and NS, as people look for them.
const FIRST = ['SOA', 'NS', 'A', 'AAAA', 'ALIAS', 'CNAME', 'MX', 'TXT']
const place = ({ type }: DnsRecord) => FIRST.includes(type) ? FIRST.indexOf(type) : FIRST.length
const fromTheTop = (name: string) => (name.match(/(?:\\.|[^\\.])+/gsu) ?? []).toReversed().join('\u0000')
const compared = (a: string, b: string) => a < b ? -1 : a > b ? 1 : 0

function inOrder(a: DnsRecord, b: DnsRecord, zone: string): number {
  const isSoa = (record: DnsRecord) => record.type === 'SOA' && record.name === zone ? 0 : 1
  return isSoa(a) - isSoa(b) || compared(fromTheTop(a.name), fromTheTop(b.name)) || place(a) - place(b) || compared(a.type, b.type) || compared(a.data, b.data)
}

/** `www` for `www.exemple.org.` in the zone `exemple.org.`, `@` for the zone itself; a name from elsewhere as it is. */
export function relative(name: string, zone: string): string {
  if (name === zone) return '@'
  if (!isWithin(name, zone)) return name
  return zone === '.' ? name.slice(0, -1) : name.slice(0, -zone.length - 1)
}

const INDENT = ' '.repeat(8)

function linesOf(record: DnsRecord, columns: Columns): string[] {
  const head = [
    relative(record.name, columns.zone).padEnd(columns.name),
    (record.ttl === columns.ttl ? '' : String(record.ttl)).padStart(columns.period),
    'IN',
    record.type.padEnd(columns.type),
  ].filter(text => text !== '').join(' ')
  const lines = dataLines(record)
  const whole = lines.length === 1 ? [`${head} ${lines[0]}`] : [`${head} (`, ...lines.map(line => `${INDENT}${line}`), `${INDENT})`]
  if (isAcceptable(record)) return whole
  return [`; ${isStandard(record.type) ? 'Not valid data of its type' : 'Not a type of the DNS, only of this provider'}:`, ...whole.map(line => `; ${line}`)]
}

/** What name servers take: a type that exists, with data that is laid out as this type's are. */
const isAcceptable = ({ type, data }: DnsRecord) => isStandard(type) && (!LAYOUTS[type] || !data.startsWith('\\#'))

const SOA_WORDS = ['serial', 'refresh', 'retry', 'expire', 'negative answers']

function dataLines({ type, data }: DnsRecord): string[] {
  if (data.startsWith('\\#')) return [data]
  if (type === 'SOA') {
    const [server, mailbox, ...numbers] = data.split(' ')
    return [`${server} ${mailbox}`, ...numbers.map((number, i) => `${number.padEnd(10)} ; ${SOA_WORDS[i]}`)]
  }
  if (data.length <= 255 || (type !== 'TXT' && type !== 'SPF')) return [data]
  return wordsOfLine(data).words.map(({ text }) => `"${text}"`)
}
