import fc from 'fast-check'
import type { DnsRecord } from '../dns/record.ts'
import { base32, base64, base64OrNothing, hex, nsap, salt } from '../dns/zone/rdata/binary.ts'
import { dataFromWords } from '../dns/zone/rdata/data.ts'
import type { Field } from '../dns/zone/rdata/field.ts'
import { gateway, hostIdentity, ranges } from '../dns/zone/rdata/gateways.ts'
import { LAYOUTS } from '../dns/zone/rdata/layouts.ts'
import { location } from '../dns/zone/rdata/location.ts'
import { instant, period, ports, type, types, u16, u32 } from '../dns/zone/rdata/numbers.ts'
import { serviceParameters } from '../dns/zone/rdata/service.ts'
import { ipv4, ipv6, name, tag, text, texts, wholeText } from '../dns/zone/rdata/texts.ts'
import { knownType } from '../dns/zone/rdata/type-numbers.ts'
import { quoted, wordsOfLine } from '../dns/zone/rdata/words.ts'

const bytes = (minLength: number, maxLength = 40) => fc.uint8Array({ minLength, maxLength })
const inHex = (from: fc.Arbitrary<Uint8Array>) => from.map(some => Buffer.from(some).toString('hex'))
const inBase64 = (from: fc.Arbitrary<Uint8Array>) => from.map(some => Buffer.from(some).toString('base64'))
const list = (one: fc.Arbitrary<string>, sign: string) => fc.array(one, { minLength: 1, maxLength: 4 }).map(all => all.join(sign))
const number = (size: number) => fc.nat(2 ** (8 * size) - 1).map(String)

const label = fc.oneof(
  fc.constantFrom('www', 'mail', '_dmarc', '*', 'xn--cole-9oa'),
  bytes(1, 12).map(some => Array.from(some, byte => `\\${String(byte).padStart(3, '0')}`).join('')),
)
/** Names as they may stand in a zone, most of them within it, with any byte in them. */
const ZONE_NAME = fc.oneof(fc.constant('@'), fc.constant('.'), list(label, '.'), list(label, '.').map(some => `${some}.`))
const quotedText = (maxLength: number) => bytes(0, maxLength).map(some => quoted(some))
const typeWord = fc.constantFrom('A', 'MX', 'TXT', 'CAA', 'TYPE65280', 'SOA')
const address = fc.ipV4()

const parameters = fc.record({
  alpn: list(fc.constantFrom('h2', 'h3', 'a\\\\,b', 'c\\\\\\\\d'), ',').map(value => `"${value}"`),
  port: number(2), ipv4hint: list(address, ','), ipv6hint: list(fc.ipV6(), ','), ech: inBase64(bytes(1)), dohpath: quotedText(10), key667: quotedText(20),
}, { requiredKeys: [] }).map(chosen => Object.entries(chosen).map(([key, value]) => `${key}=${value}`).join(' '))

const PARTS = new Map<Field, fc.Arbitrary<string>>([
  [u16, number(2)], [u32, number(4)], [period, number(4)], [instant, number(4)], [type, typeWord], [types, list(typeWord, ' ')], [ports, list(number(2), ' ')],
  [name, ZONE_NAME], [ipv4, address], [ipv6, fc.ipV6()], [text, quotedText(40)], [texts, list(quotedText(600), ' ')], [wholeText, quotedText(300)], [tag, fc.constantFrom('issue', 'iodef', 'ISSUE')],
  [hex, inHex(bytes(1))], [base64, inBase64(bytes(1))], [base64OrNothing, inBase64(bytes(0))], [salt, fc.oneof(fc.constant('-'), inHex(bytes(1)))],
  [base32, fc.constant('2vptu5timamqttgl4luu9kg21e0aor3s')], [nsap, inHex(bytes(1)).map(some => `0x${some}`)],
  [location, fc.tuple(fc.nat(89), fc.nat(59), fc.nat(59), fc.nat(179), fc.integer({ min: -1000, max: 8848 })).map(([a, b, c, d, e]) => `${a} ${b} ${c} N ${d} W ${e}m`)],
  [serviceParameters, parameters], [gateway, fc.constantFrom('10 0 2 .', '1 1 2 192.0.2.1', '1 3 2 gw')], [hostIdentity, fc.constant('2 200100 aGk= rvs')], [ranges, fc.constant('1:10.0.0.0/8 !2:ff00::/8')],
])
const GROUPED: Partial<Record<string, string>> = { NID: '10 14:4fff:ff20:ee64', L64: '10 2001:db8:1:2', EUI48: '00-00-5e-00-53-2a', EUI64: '00-00-5e-ef-10-00-00-2a' }

/** Data of one type as a person may write it. */
function dataOf(typeOfRecord: string): fc.Arbitrary<string> {
  const fields = LAYOUTS[typeOfRecord]
  if (!fields) return bytes(0).map(some => `\\# ${some.length} ${Buffer.from(some).toString('hex')}`)
  const fixed = GROUPED[typeOfRecord]
  if (fixed) return fc.constant(fixed)
  return fc.tuple(...fields.map(field => PARTS.get(field) ?? number(1))).map(parts => parts.join(' '))
}

const canonical = (typeOfRecord: string, written: string, origin: string) => dataFromWords(knownType(typeOfRecord), { words: wordsOfLine(written).words, at: 0, origin })

/** A record below `zone` of one of these types, or of any. */
function arbitraryRecord(zone: string, among: readonly string[]): fc.Arbitrary<DnsRecord> {
  return fc.constantFrom(...among).chain(one => fc.record({
    name: fc.oneof(fc.constant('@'), list(label, '.')).map(written => canonical('CNAME', written, zone)),
    ttl: fc.constantFrom(300, 3600, 10_800, 2 ** 31 - 1),
    type: fc.constant(one),
    data: dataOf(one).map(written => canonical(one, written, zone)),
  }))
}

/** A zone of any records, each said once, in any order. */
export const arbitraryZone = (zone: string, among: readonly string[] = [...Object.keys(LAYOUTS), 'NULL', 'TYPE65280']) =>
  fc.uniqueArray(arbitraryRecord(zone, among), { maxLength: 30, selector: record => JSON.stringify([record.name, record.type, record.data]) })
