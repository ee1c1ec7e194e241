import { expect, test } from 'vitest'
import { zoneEntries } from './zone-entries.ts'

const record = (line: string) => {
  const [name = '', ttl = '', type = '', ...data] = line.split(' ')
  return { name, ttl: Number(ttl), type, data: data.join(' ') }
}
const A = record('a.fr. 3600 A 192.0.2.1')

test.each<[string, string | { why: string }]>([
  ['a.fr. 3600 A 192.0.2.1', '@ a 192.0.2.1'], ['x.a.fr. 3600 AAAA 2001:db8::1', 'x aaaa 2001:db8::1'], ['*.a.fr. 3600 CNAME b.example.', '* cname b.example.'],
  ['a.fr. 3600 TXT "v=spf1 " "-all"', '@ txt v=spf1 -all'], ['a.fr. 3600 TXT "il dit \\"oui\\""', { why: 'some signs' }], ['a.fr. 3600 MX 20 mx.b.example.', '@ mx mx.b.example.'],
  ['_sip._tcp.a.fr. 3600 SRV 1 1 5060 b.example.', { why: 'does not know' }], ['a.fr. 3600 CAA 0 issue "letsencrypt.org"', { why: 'does not know' }], ['a.fr. 3600 TYPE65280 \\# 1 00', { why: 'does not know' }],
  ['*.dev.a.fr. 3600 A 192.0.2.1', { why: 'wildcard' }], ['a.fr. 3600 CNAME b.example.', { why: 'cannot be another name' }], ['sub.a.fr. 3600 NS ns.b.example.', { why: 'hand a subdomain over' }],
  ['a.fr. 3600 TXT "\\195\\169"', { why: 'some signs' }], [`a.fr. 3600 TXT "${'x'.repeat(256)}"`, { why: 'more than 255' }], ['ailleurs.example. 3600 A 192.0.2.1', { why: 'this name' }], ['a.fr. 3600 MX 0 .', { why: 'two MX preferences' }],
])('%s', (line, expected) => {
  const { entries: [entry], byHand: [byHand] } = zoneEntries('a.fr', [record(line)])
  if (typeof expected === 'string') expect(entry && `${entry.name || '@'} ${entry.kind} ${entry.value}`).toBe(expected)
  else expect(byHand?.why.en).toContain(expected.why)
})

test('what the hosting writes or signs itself is left out', () => {
  expect(zoneEntries('a.fr', ['a.fr. 3600 SOA x. y. 1 2 3 4 5', 'a.fr. 3600 NS ns1.b.example.', 'a.fr. 3600 DNSKEY 257 3 13 x', 'a.fr. 3600 RRSIG x'].map(record))).toEqual({ entries: [], byHand: [], changed: [] })
})

test('two priorities keep their order and are said to change; three are for a person, with their exact text', () => {
  const two = zoneEntries('a.fr', [A, record('a.fr. 3600 MX 10 m1.b.example.'), record('a.fr. 300 MX 50 m2.b.example.')])
  expect(two.entries.map(({ kind, value }) => `${kind} ${value}`)).toEqual(['a 192.0.2.1', 'mx m1.b.example.', 'mx-second m2.b.example.'])
  expect(two.changed).toEqual([{ text: 'a.fr. 3600 IN MX 10 m1.b.example.', what: 'priority' }, { text: 'a.fr. 300 IN MX 50 m2.b.example.', what: 'priority' }, { text: 'a.fr. 300 IN MX 50 m2.b.example.', what: 'ttl' }])
  const three = zoneEntries('a.fr', [1, 2, 3].map(i => record(`a.fr. 3600 MX ${i} m${i}.b.example.`)))
  expect(three.byHand.map(({ text, why }) => `${why.en.slice(0, 20)} ${text}`)).toEqual([1, 2, 3].map(i => `AlternC knows two MX a.fr. 3600 IN MX ${i} m${i}.b.example.`))
})
