import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { RECORD_DATA } from '../../../testing/record-data.ts'
import { dataFromWire, dataFromWords, dataToWire, recordFromWire } from './data.ts'
import type { Field } from './field.ts'
import { LAYOUTS } from './layouts.ts'
import { knownType, typeName, typeNumber } from './type-numbers.ts'
import { wordsOfLine } from './words.ts'

const read = (type: string, text: string) => dataFromWords(knownType(type), { words: wordsOfLine(text).words, at: 0, origin: 'exemple.org.' })

test.each(RECORD_DATA)('%s %s', (type, written, kept) => {
  expect(read(type, written)).toBe(kept)
  expect(dataFromWire(knownType(type), dataToWire(type, kept))).toBe(kept)
})

test('each type that has a layout has a line in the table, or is laid out as another that has', () => {
  const tried = new Set(RECORD_DATA.map(([type]) => LAYOUTS[typeName(knownType(type))]))
  const likeOne = (fields: Field[] = []) => [...tried].some(other => other?.length === fields.length && fields.every((field, i) => field === other[i]))
  expect(Object.entries(LAYOUTS).filter(([, fields]) => !likeOne(fields)).map(([type]) => type)).toEqual([])
})

test.each([
  ['A', '192.0.2.256'], ['A', '192.0.2'], ['A', '192.0.02.1'], ['A', '192.0.2.1 x'], ['A', ''],
  ['AAAA', '1::2::3'], ['AAAA', '1:2:3:4:5:6:7:8::'], ['AAAA', '1:2:3'], ['AAAA', ':1::'], ['AAAA', 'g::'],
  ['MX', 'mail 10'], ['MX', '65536 mail'], ['MX', '10'], ['CNAME', 'a..b'], ['CNAME', '.a'], ['CNAME', 'a\\256b'], ['CNAME', '""'],
  ['CNAME', 'x'.repeat(64)], ['CNAME', 'x.'.repeat(128)], ['CNAME', 'é\\.x'], ['CNAME', 'é/x'], ['CNAME', 'é%2ex'],
  ['HINFO', `${'x'.repeat(256)} y`], ['TXT', '"\\300"'], ['TXT', ''], ['SOA', 'a b 1 2 3 4 x'], ['CAA', '0 is-sue x'],
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

  test('a chain of a thousand pointers is not followed', () => {
    const chain = Array.from({ length: 1000 }, (_, i) => i === 0 ? [0, 0] : [0xC0 | (i - 1) * 2 >> 8, (i - 1) * 2 & 255]).flat()
    const data = { bytes: Uint8Array.from(chain), at: 1998, end: 2000, message: true }
    expect(dataFromWire(5, data)).toBe('\\# 2 C7CC')
    expect(dataFromWire(5, { ...data, at: 200, end: 202 })).toBe('.')
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
