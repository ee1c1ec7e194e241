import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dataFromWire, dataFromWords, dataToWire, recordFromWire } from './data.ts'
import type { Field } from './field.ts'
import { LAYOUTS } from './layouts.ts'
import { knownType, typeName, typeNumber } from './type-numbers.ts'
import { wordsOfLine } from './words.ts'

const read = (type: string, text: string) => dataFromWords(knownType(type), { words: wordsOfLine(text).words, at: 0, origin: 'exemple.org.' })

/** Type, as a person may write it, as it is kept. */
const TABLE: [string, string, string][] = [
  ['A', '192.0.2.1', '192.0.2.1'],
  ['AAAA', '2001:DB8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
  ['AAAA', '::ffff:192.0.2.1', '::ffff:c000:201'],
  ['AAAA', '::', '::'],
  ['AAAA', '1:0:0:2:0:0:0:3', '1:0:0:2::3'],
  ['AAAA', '1:2:3:4:5:6:7:0', '1:2:3:4:5:6:7:0'],
  ['NS', 'NS1.Exemple.NET.', 'ns1.exemple.net.'],
  ['CNAME', '@', 'exemple.org.'],
  ['PTR', 'a\\.b', 'a\\.b.exemple.org.'],
  ['DNAME', '.', '.'],
  ['CNAME', 'E\u0301t\u00E9', 'xn--t-9fab.exemple.org.'],
  ['CNAME', 'a\\046b\\032\\200', 'a\\.b\\032\\200.exemple.org.'],
  ['CNAME', '_dmarc.*.x', '_dmarc.*.x.exemple.org.'],
  ['MX', '10 mail', '10 mail.exemple.org.'],
  ['TXT', 'un "deux trois" "" "qua\\"tre\\\\" \\195\\169 é', '"un" "deux trois" "" "qua\\"tre\\\\" "\\195\\169" "\\195\\169"'],
  ['TXT', '"a;b" ; un commentaire', '"a;b"'],
  ['SPF', '"v=spf1 -all"', '"v=spf1 -all"'],
  ['SOA', 'ns1 admin\\.dns 2026112201 3h 1h 1W 300', 'ns1.exemple.org. admin\\.dns.exemple.org. 2026112201 10800 3600 604800 300'],
  ['SRV', '0 5 5060 sip', '0 5 5060 sip.exemple.org.'],
  ['CAA', '128 issue letsencrypt.org', '128 issue "letsencrypt.org"'],
  ['CAA', '0 iodef "mailto:a@exemple.org"', '0 iodef "mailto:a@exemple.org"'],
  ['TLSA', '3 1 1 aabb CCDD', '3 1 1 AABBCCDD'],
  ['SMIMEA', '3 0 0 0a', '3 0 0 0A'],
  ['SSHFP', '4 2 0102', '4 2 0102'],
  ['DS', '60485 RSASHA256 2 ( ab cd )', '60485 8 2 ABCD'],
  ['CDS', '0 0 0 00', '0 0 0 00'],
  ['DLV', '1 13 2 00ff', '1 13 2 00FF'],
  ['DNSKEY', '257 3 ECDSAP256SHA256 aGVs bG8=', '257 3 13 aGVsbG8='],
  ['CDNSKEY', '0 3 0 AA==', '0 3 0 AA=='],
  ['KEY', '49152 3 5', '49152 3 5'],
  ['NAPTR', '100 10 "U" "E2U+sip" "!^.*$!sip:a@exemple.org!" .', '100 10 "U" "E2U+sip" "!^.*$!sip:a@exemple.org!" .'],
  ['LOC', '48 51 24 N 2 21 E 35m', '48 51 24.000 N 2 21 0.000 E 35.00m 1.00m 10000.00m 10.00m'],
  ['LOC', '0 S 0 W -10.5 0.30 2m 90000000', '0 0 0.000 N 0 0 0.000 E -10.50m 0.30m 2.00m 90000000.00m'],
  ['HINFO', 'PC "Linux 6"', '"PC" "Linux 6"'],
  ['RP', 'admin .', 'admin.exemple.org. .'],
  ['AFSDB', '1 afs', '1 afs.exemple.org.'],
  ['OPENPGPKEY', 'aGVsbG8=', 'aGVsbG8='],
  ['SVCB', '0 svc', '0 svc.exemple.org.'],
  ['HTTPS', '1 . port=443 alpn="h2,h3" mandatory=port,alpn', '1 . mandatory=alpn,port alpn="h2,h3" port=443'],
  ['HTTPS', '1 . no-default-alpn alpn=h2 ipv6hint=2001:DB8::1,::1 ipv4hint=192.0.2.1 ech=aGk= dohpath=/q{?dns} key667="\\255 x"', '1 . alpn="h2" no-default-alpn ipv4hint=192.0.2.1 ech=aGk= ipv6hint=2001:db8::1,::1 dohpath="/q{?dns}" key667="\\255 x"'],
  ['SVCB', '1 . alpn="f\\\\\\\\oo\\\\,bar,h2"', '1 . alpn="f\\\\\\\\oo\\\\,bar,h2"'],
  ['URI', '10 1 "ftp://exemple.org/"', '10 1 "ftp://exemple.org/"'],
  ['CERT', 'PKIX 1 RSASHA1 aGk=', '1 1 5 aGk='],
  ['RRSIG', 'A 13 2 300 20261122203000 1792000000 1 @ aGk=', 'A 13 2 300 20261122203000 20261014174640 1 exemple.org. aGk='],
  ['NSEC', 'a MX A TYPE65280 A', 'a.exemple.org. A MX TYPE65280'],
  ['NSEC3', '1 0 12 - 2vptu5timamqttgl4luu9kg21e0aor3s', '1 0 12 - 2VPTU5TIMAMQTTGL4LUU9KG21E0AOR3S'],
  ['NSEC3PARAM', '1 0 12 aabb', '1 0 12 AABB'],
  ['CSYNC', '66 3 A NS AAAA', '66 3 A NS AAAA'],
  ['ZONEMD', '1 1 1 aabb', '1 1 1 AABB'],
  ['WKS', '192.0.2.1 tcp smtp 80', '192.0.2.1 6 25 80'],
  ['APL', '1:10.0.0.0/8 !2:FF00::/8 1:0.0.0.0/0', '1:10.0.0.0/8 !2:ff00::/8 1:0.0.0.0/0'],
  ['IPSECKEY', '10 1 2 192.0.2.38 aGk=', '10 1 2 192.0.2.38 aGk='],
  ['IPSECKEY', '10 0 0 .', '10 0 0 .'],
  ['IPSECKEY', '10 2 2 2001:db8::1 aGk=', '10 2 2 2001:db8::1 aGk='],
  ['IPSECKEY', '10 3 2 gw aGk=', '10 3 2 gw.exemple.org. aGk='],
  ['HIP', '2 200100 aGk= rvs', '2 200100 aGk= rvs.exemple.org.'],
  ['NSAP', '0x47.0005.80', '0x47000580'],
  ['EUI48', '00-00-5E-00-53-2a', '00-00-5e-00-53-2a'],
  ['EUI64', '00-00-5e-ef-10-00-00-2a', '00-00-5e-ef-10-00-00-2a'],
  ['L64', '10 2001:DB8:1:2', '10 2001:0db8:0001:0002'],
  ['L32', '10 10.1.2.0', '10 10.1.2.0'],
  ['NID', '10 14:4fff:ff20:ee64', '10 0014:4fff:ff20:ee64'],
  ['GPOS', '-32.6882 116.8652 10.0', '"-32.6882" "116.8652" "10.0"'],
  ['X25', '311061700956', '"311061700956"'],
  ['DSYNC', 'CDS 1 5300 scan', 'CDS 1 5300 scan.exemple.org.'],
  ['PX', '10 a b', '10 a.exemple.org. b.exemple.org.'],
  ['NULL', '\\# 2 00FF', '\\# 2 00FF'],
  ['TYPE65280', '\\# 4 0a00 0001', '\\# 4 0A000001'],
  ['TYPE65280', '\\# 0', '\\# 0'],
  ['A', '\\# 4 C0000201', '192.0.2.1'],
  ['TYPE1', '192.0.2.1', '192.0.2.1'],
]

test.each(TABLE)('%s %s', (type, written, kept) => {
  expect(read(type, written)).toBe(kept)
  expect(dataFromWire(knownType(type), dataToWire(type, kept))).toBe(kept)
})

test('each type that has a layout has a line in the table, or is laid out as another that has', () => {
  const tried = new Set(TABLE.map(([type]) => LAYOUTS[typeName(knownType(type))]))
  const likeOne = (fields: Field[] = []) => [...tried].some(other => other?.length === fields.length && fields.every((field, i) => field === other[i]))
  expect(Object.entries(LAYOUTS).filter(([, fields]) => !likeOne(fields)).map(([type]) => type)).toEqual([])
})

test.each([
  ['A', '192.0.2.256'], ['A', '192.0.2'], ['A', '192.0.02.1'], ['A', '192.0.2.1 x'], ['A', ''],
  ['AAAA', '1::2::3'], ['AAAA', '1:2:3:4:5:6:7:8::'], ['AAAA', '1:2:3'], ['AAAA', ':1::'], ['AAAA', 'g::'],
  ['MX', 'mail 10'], ['MX', '65536 mail'], ['MX', '10'], ['CNAME', 'a..b'], ['CNAME', '.a'], ['CNAME', 'a\\256b'], ['CNAME', '""'],
  ['CNAME', 'x'.repeat(64)], ['CNAME', 'x.'.repeat(128)], ['CNAME', 'é\\.x'], ['CNAME', 'é/x'],
  ['TXT', 'x'.repeat(256)], ['TXT', '"\\300"'], ['TXT', ''], ['SOA', 'a b 1 2 3 4 x'], ['CAA', '0 is-sue x'],
  ['TLSA', '3 1 1'], ['TLSA', '3 1 1 abc'], ['TLSA', '3 1 1 xx'], ['DNSKEY', '257 3 13 a'], ['DNSKEY', '257 3 13'],
  ['RRSIG', 'A 13 2 300 20261322203000 1 1 @ aGk='], ['RRSIG', 'NO 13 2 300 1 1 1 @ aGk='],
  ['NSEC3', '1 0 12 - 2vptu5timamqttgl4luu9kg21e0aor3w!'], ['NSEC3', '1 0 12 - 1'], ['LOC', '91 N 0 E 0m'], ['LOC', '1 60 N 0 E 0m'], ['LOC', 'N 0 E 0m'],
  ['LOC', '0 N 0 E x'], ['LOC', '0 N 0 E -100001m'], ['LOC', '0 N 0 E 0m 99999999999m'],
  ['HTTPS', '1 . port=443 port=444'], ['HTTPS', '1 . port'], ['HTTPS', '1 . alpn='], ['HTTPS', '1 . alpn="h2,,h3"'], ['HTTPS', '1 . no-default-alpn=x'], ['HTTPS', '1 . nonsense=x'], ['HTTPS', '1 . key65535=x'],
  ['HTTPS', '1 . mandatory=mandatory'], ['HTTPS', '1 . ipv4hint=1'],
  ['IPSECKEY', '10 4 2 x aGk='], ['IPSECKEY', '10 0 2 x aGk='], ['APL', '3:1/2'], ['APL', '1:1.2.3.4/33'], ['NSAP', '47'], ['EUI48', '00-00'],
  ['NULL', 'x'], ['TYPE65280', '\\# 3 0A'], ['TYPE65280', '\\# 1 zz'], ['TYPE65536', '\\# 0'], ['GIBTESNICHT', 'x'],
])('refused: %s %s', (type, written) => {
  expect(() => read(type, written)).toThrow(expect.objectContaining({ name: 'Error', said: { fr: expect.any(String), en: expect.any(String) } }))
})

describe('from bytes', () => {
  test.each([
    ['A', [1, 2, 3], '\\# 3 010203'],
    ['A', [1, 2, 3, 4, 5], '\\# 5 0102030405'],
    ['TXT', [], '\\# 0'],
    ['CNAME', [0xC0, 0], '\\# 2 C000'],
    ['CNAME', [0x41, 0x78, 0], '\\# 3 417800'],
    ['CNAME', [1, 0x41], '\\# 2 0141'],
    ['LOC', [0, 0x03, 0, 0, ...new Array<number>(12).fill(0)], `\\# 16 0003${'00'.repeat(14)}`],
    ['LOC', [1, ...new Array<number>(15).fill(0)], `\\# 16 01${'00'.repeat(15)}`],
    ['NSEC', [0, 0, 1, 0], '\\# 4 00000100'],
    ['NSEC', [0, 0, 0], '\\# 3 000000'],
    ['HTTPS', [0, 1, 0, 0, 3, 0, 3, 0, 0, 0], '\\# 10 00010000030003000000'],
    ['HTTPS', [0, 1, 0, 0, 4, 0, 2, 0, 0, 0, 3, 0, 2, 0, 0], '\\# 15 000100000400020000000300020000'],
    ['IPSECKEY', [1, 9, 1], '\\# 3 010901'],
    ['APL', [0, 3, 1, 0], '\\# 4 00030100'],
    ['HIP', [0, 1, 0, 0], '\\# 4 00010000'],
  ])('%s %j is kept as bytes, since it is none', (type, bytes, text) => {
    expect(dataFromWire(knownType(type), Uint8Array.from(bytes))).toBe(text)
  })

  test('names in a whole message may point back', () => {
    const bytes = Uint8Array.from([3, 0x4F, 0x72, 0x47, 0, 0, 10, 4, 0x6D, 0x61, 0x69, 0x6C, 0xC0, 0])
    expect(recordFromWire({ name: 'exemple.org.', ttl: 300, type: 15 }, { bytes, at: 5, end: 14, message: true })).toEqual({ name: 'exemple.org.', ttl: 300, type: 'MX', data: '10 mail.org.' })
  })

  test('a name that points to itself, or forward, ends', () => {
    expect(dataFromWire(5, { bytes: Uint8Array.from([0xC0, 0]), at: 0, end: 2, message: true })).toBe('\\# 2 C000')
    expect(dataFromWire(5, { bytes: Uint8Array.from([1, 65, 0xC0, 0]), at: 0, end: 4, message: true })).toBe('\\# 4 0141C000')
  })

  test('whatever comes is written, and reads the same', () => {
    const types = [...Object.keys(LAYOUTS), 'NULL', 'TYPE65280']
    fc.assert(fc.property(fc.constantFrom(...types), fc.uint8Array({ maxLength: 80 }), (type, bytes) => {
      const text = dataFromWire(knownType(type), bytes)
      const again = dataToWire(type, text)
      expect(dataFromWire(knownType(type), again)).toBe(text)
      expect(fold(again)).toEqual(fold(bytes))
    }), { numRuns: 3000 })
  })
})

/** Names lose their capitals on the way, and nothing else. */
const fold = (bytes: Uint8Array) => Array.from(bytes, byte => byte >= 0x41 && byte <= 0x5A ? byte + 32 : byte)

test('types have names and numbers', () => {
  expect([typeNumber('mx'), typeNumber('TYPE15'), typeNumber('TYPE70000'), typeName(65280)]).toEqual([15, 15, undefined, 'TYPE65280'])
})
