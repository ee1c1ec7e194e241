import fc from 'fast-check'
import { expect, test } from 'vitest'
import { arbitraryZone } from '../../testing/zones.ts'
import type { DnsRecord } from '../record.ts'
import { readZone } from './reading.ts'
import { relative, writeZone } from './writing.ts'

const zone = 'exemple.org.'
const record = (name: string, type: string, data: string): DnsRecord => ({ name, ttl: name === 'www.exemple.org.' ? 300 : 3600, type, data })

test('a zone is written for people, the SOA first', () => {
  const long = 'x'.repeat(255)
  expect(writeZone([
    record('www.exemple.org.', 'CNAME', 'exemple.org.'),
    record('exemple.org.', 'TXT', `"${long}" "y"`),
    record('a.b.exemple.org.', 'A', '192.0.2.2'),
    record('exemple.org.', 'MX', '10 mail.exemple.org.'),
    record('exemple.org.', 'NS', 'ns1.exemple.net.'),
    record('exemple.org.', 'A', '192.0.2.1'),
    record('exemple.org.', 'SOA', 'ns1.exemple.net. admin.exemple.net. 2026112201 10800 3600 604800 300'),
    record('b.exemple.org.', 'ALIAS', 'cdn.exemple.net.'),
    record('exemple.org.', 'AAAA', '\\# 1 00'),
  ], { zone })).toBe(`$ORIGIN exemple.org.
$TTL 3600

@       IN SOA   (
        ns1.exemple.net. admin.exemple.net.
        2026112201 ; serial
        10800      ; refresh
        3600       ; retry
        604800     ; expire
        300        ; negative answers
        )
@       IN NS    ns1.exemple.net.
@       IN A     192.0.2.1
; Not valid data of its type:
; @       IN AAAA  \\# 1 00
@       IN MX    10 mail.exemple.org.
@       IN TXT   (
        "${long}"
        "y"
        )
; Not a type of the DNS, only of this provider:
; b       IN ALIAS cdn.exemple.net.
a.b     IN A     192.0.2.2
www 300 IN CNAME exemple.org.
`)
})

test('names are relative to their zone, and to no other that ends alike', () => {
  expect(['exemple.org.', 'a.exemple.org.', 'monexemple.org.', 'a\\.exemple.org.'].map(name => relative(name, zone))).toEqual(['@', 'a', 'monexemple.org.', 'a\\.exemple.org.'])
  expect(relative('org.', '.')).toBe('org')
})

test('nothing is a zone too', () => {
  expect(readZone(writeZone([], { zone }), { origin: zone })).toEqual({ records: [], problems: [], entries: 0 })
})

const plain = (records: readonly DnsRecord[]) => records.map(({ name, ttl, type, data }) => `${name} ${ttl} ${type} ${data}`).sort()

test('whatever is written reads the same', () => {
  fc.assert(fc.property(arbitraryZone(zone), (records) => {
    const { records: again, problems } = readZone(writeZone(records, { zone }), { origin: zone })
    expect(problems).toEqual([])
    expect(plain(again)).toEqual(plain(records))
  }), { numRuns: 150 })
})

test('any text is read to the end, and nothing of it is lost', () => {
  const piece = fc.constantFrom('(', ')', '"', '\\', ';', '\n', ' ', '\t', '@', 'A', 'IN', '60', '$TTL', '$ORIGIN', 'a', '192.0.2.1', 'TXT', '\\300', '.', '..', 'é', '\u0000')
  fc.assert(fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
    const { records, problems, entries } = readZone(pieces.join(''), { origin: zone })
    expect(records.length + problems.length).toBe(entries)
  }), { numRuns: 500 })
})
