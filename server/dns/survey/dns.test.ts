import { describe, expect, test } from 'vitest'
import type { DnsAnswer } from '../answer.ts'
import type { DnsRecord } from '../record.ts'
import { delegationOf, dsOf, referralOf, whyUndelegated, zoneOf } from './delegation.ts'
import type { ParentServer, ServerFacts } from './facts.ts'
import { knownNames, namesSpokenOf } from './known-names.ts'
import { keptElsewhere, mailFacts, textOf } from './mail.ts'
import { bounded, differing, dnssecOf, found, together, verdictOf, withoutWildcard, type Verdict } from './records.ts'
import { newest, serverFacts, servingOnes, type Heard } from './servers.ts'

/** `exemple.fr. 60 MX 10 mx.fr.` */
function record(line: string): DnsRecord {
  const [name = '', ttl, type = '', ...data] = line.split(' ')
  return { name, ttl: Number(ttl), type, data: data.join(' ') }
}
const answer = (given: Partial<Omit<DnsAnswer, 'answers' | 'authorities' | 'additionals'>> & { answers?: string[], authorities?: string[], additionals?: string[] } = {}): DnsAnswer => ({
  code: 'NOERROR', authoritative: false, authenticated: false, over: 'udp', ...given,
  answers: (given.answers ?? []).map(record), authorities: (given.authorities ?? []).map(record), additionals: (given.additionals ?? []).map(record),
})
const FR_SOA = 'fr. 60 SOA ns.fr. root.fr. 1 2 3 4 5'

describe('delegation', () => {
  test.each([
    ['the zone itself', answer({ answers: [FR_SOA] }), 'fr.'],
    ['no zone of its own, as asso.fr', answer({ authorities: [FR_SOA] }), 'fr.'],
    ['a zone that is not above', answer({ authorities: ['example. 60 SOA a. b. 1 2 3 4 5'] }), null],
    ['nothing', answer(), null],
  ])('the zone above: %s', (_what, given, expected) => expect(zoneOf('asso.fr.', given)).toBe(expected))

  test.each([
    ['a referral', answer({ authorities: ['x.fr. 60 NS b.', 'x.fr. 90 NS a.', 'x.fr. 90 NS a.'] }), { nameServers: ['a.', 'b.'], nsTtl: 90, failure: null }],
    ['the parent and the domain on one server', answer({ authoritative: true, answers: ['x.fr. 60 NS a.'] }), { nameServers: ['a.'], nsTtl: 60, failure: null }],
    ['a referral of somebody else', answer({ authorities: ['fr. 60 NS a.'] }), { nameServers: [], nsTtl: null, failure: 'undelegated' }],
    ['data that names nobody', answer({ authorities: ['x.fr. 60 NS \\# 1 FF'] }), { nameServers: [], failure: 'undelegated' }],
    ['no such name', answer({ code: 'NXDOMAIN', authorities: [FR_SOA] }), { nameServers: [], failure: 'absent' }],
    ['refused', answer({ code: 'REFUSED' }), { failure: 'refused' }],
    ['a server that fails', answer({ code: 'SERVFAIL' }), { failure: 'lame' }],
  ])('%s', (_what, given, expected) => expect(referralOf('x.fr.', given)).toMatchObject(expected))

  test('glue is taken for those that are named, and nothing else', () => {
    const given = answer({ authorities: ['x.fr. 60 NS ns.x.fr.'], additionals: ['ns.x.fr. 60 A 192.0.2.1', 'ns.x.fr. 60 AAAA 2001:db8::1', 'bank.example. 60 A 192.0.2.66'] })
    expect(referralOf('x.fr.', given).glue.map(({ data }) => data)).toEqual(['192.0.2.1', '2001:db8::1'])
    expect(dsOf('x.fr.', answer({ answers: ['x.fr. 30 DS 1 13 2 AB', 'y.fr. 30 DS 2 13 2 CD', 'x.fr. 30 RRSIG DS'] }))).toEqual({ ds: ['1 13 2 AB'], dsTtl: 30, failure: null })
    expect([answer(), answer({ code: 'NXDOMAIN' }), answer({ code: 'SERVFAIL' }), answer({ code: 'REFUSED' })].map(one => dsOf('x.fr.', one).failure)).toEqual([null, null, 'lame', 'refused'])
  })

  const parent = (given: Partial<ParentServer>): ParentServer => ({ name: 'a.', address: '192.0.2.1', nameServers: [], nsTtl: null, ds: [], dsTtl: null, failure: null, ...given })
  test('all that any of them says, remembered for the longest', () => {
    expect(delegationOf('fr.', [parent({ nameServers: ['b.'], nsTtl: 60, ds: ['1'], dsTtl: 5 }), parent({ nameServers: ['a.'], nsTtl: 90 })])).toMatchObject({ nameServers: ['a.', 'b.'], ds: ['1'], nsTtl: 90, dsTtl: 5 })
  })
  test.each([
    [[parent({ nameServers: ['a.'] }), parent({ failure: 'absent' })], null], [[parent({ failure: 'silent' }), parent({ failure: 'absent' })], 'absent'], [[parent({ failure: 'undelegated' })], 'undelegated'], [[parent({ failure: 'silent' })], 'unanswered'], [[], 'unanswered'],
  ])('why there are no name servers (%#)', (servers, expected) => expect(whyUndelegated(delegationOf('fr.', servers))).toBe(expected))
})

describe('servers', () => {
  const SOA = 'x.fr. 60 SOA ns.fr. root.fr. 7 2 3 4 5'
  const good: Heard = { answer: answer({ authoritative: true, answers: [SOA] }), why: null }
  const heard = (given: Parameters<typeof answer>[0]): Heard => ({ answer: answer(given), why: null })
  const not = (why: string): Heard => ({ answer: null, why })
  test.each([
    ['both ways', good, good, { udp: true, tcp: true, authoritative: true, serial: 7, failure: null }],
    ['by UDP alone', good, not('silent'), { udp: true, tcp: false, serial: 7, failure: null }],
    ['by TCP alone', not('silent'), good, { udp: false, tcp: true, serial: 7, failure: null }],
    ['not at all', not('silent'), not('silent'), { udp: false, tcp: false, serial: null, failure: 'silent' }],
    ['a referral upwards', heard({ authorities: ['. 1 NS a.'] }), not('silent'), { udp: true, authoritative: false, failure: 'lame' }],
    ['from memory', heard({ answers: [SOA] }), heard({ answers: [SOA] }), { authoritative: false, failure: 'lame' }],
    ['a zone that could not be loaded', heard({ code: 'SERVFAIL' }), heard({ code: 'SERVFAIL' }), { failure: 'lame' }],
    ['refused', heard({ code: 'REFUSED' }), heard({ code: 'REFUSED' }), { udp: true, failure: 'refused' }],
    ['no time for one of them', not('unasked'), not('unreachable'), { failure: 'unreachable' }],
    ['no time', not('unasked'), not('unasked'), { failure: 'unasked' }],
  ])('%s', (...[, udp, tcp, expected]) => expect(serverFacts('x.fr.', { name: 'ns.', address: '192.0.2.1' }, { udp, tcp })).toMatchObject(expected))

  const soas = (...serials: number[]) => serials.map(serial => record(`x.fr. 60 SOA a. b. ${serial} 2 3 4 5`))
  test.each([
    [[3, 9, 7], 9], [[4294967290, 5], 5], [[5, 4294967290], 5], [[1], 1],
  ])('of the serials %j the newest is %s', (serials, expected) => expect(newest(soas(...serials))?.data.split(' ')[2]).toBe(String(expected)))

  test('the newest zone is asked first, once for each name, by IPv4 where it can be', () => {
    const server = (name: string, address: string, serial: number | null): ServerFacts => ({ name, address, udp: true, tcp: true, authoritative: true, serial, failure: serial === null ? 'lame' : null })
    const servers = [server('a.', '2001:db8::1', 1), server('a.', '192.0.2.1', 1), server('b.', '2001:db8::2', 2), server('c.', '192.0.2.3', null)]
    expect(servingOnes(servers).map(({ address }) => address)).toEqual(['2001:db8::2', '192.0.2.1'])
  })
})

describe('records', () => {
  const told = (server: string, type: string, given: Parameters<typeof answer>[0]) => ({ server, name: 'www.x.fr.', type, answer: answer(given) })
  const A1 = 'www.x.fr. 60 A 192.0.2.1'
  test.each([
    ['the same in another order, with other TTLs', [told('1', 'A', { answers: [A1, 'www.x.fr. 60 A 192.0.2.2'] }), told('2', 'A', { answers: ['www.x.fr. 5 A 192.0.2.2', A1] })], 0],
    ['another value', [told('1', 'A', { answers: [A1] }), told('2', 'A', { answers: ['www.x.fr. 60 A 192.0.2.2'] })], 1],
    ['nothing and no such name', [told('1', 'A', {}), told('2', 'A', { code: 'NXDOMAIN' })], 0],
    ['something and nothing', [told('1', 'A', { answers: [A1] }), told('2', 'A', { code: 'NXDOMAIN' })], 1],
    ['a failure, which says nothing', [told('1', 'A', { answers: [A1] }), told('2', 'A', { code: 'SERVFAIL' })], 0],
    ['what a CNAME leads to, which one of them adds', [told('1', 'A', { answers: ['www.x.fr. 60 CNAME y.fr.', 'y.fr. 1 A 192.0.2.9'] }), told('2', 'A', { answers: ['www.x.fr. 60 CNAME y.fr.'] })], 0],
    ['serials', [told('1', 'SOA', { answers: ['www.x.fr. 60 SOA 1'] }), told('2', 'SOA', { answers: ['www.x.fr. 60 SOA 2'] })], 0],
  ])('%s differ: %#', (_what, all, expected) => expect(differing(all)).toHaveLength(expected))

  test('what lies elsewhere is left out; the first server that has an answer is believed', () => {
    const all = [told('1', 'A', { code: 'SERVFAIL' }), told('2', 'A', { answers: [A1, 'cdn.example. 60 A 192.0.2.8', 'www.x.fr. 60 RRSIG A'] }), told('3', 'A', { answers: ['www.x.fr. 60 A 192.0.2.66'] }), told('3', 'MX', { authorities: ['sub.x.fr. 60 NS ns.fr.', 'x.fr. 60 NS ns.fr.'] })]
    expect(found('x.fr.', all)).toEqual([A1, 'sub.x.fr. 60 NS ns.fr.'].map(record))
    expect(together([A1, 'www.x.fr. 90 A 192.0.2.1', 'a.x.fr. 1 A 192.0.2.1'].map(record))).toEqual(['a.x.fr. 1 A 192.0.2.1', 'www.x.fr. 90 A 192.0.2.1'].map(record))
  })

  test('there is no end of records that somebody may send, but of those that are kept', () => {
    expect(bounded(Array.from({ length: 6000 }, () => record(A1)))).toHaveLength(5000)
    expect(bounded(Array.from({ length: 100 }, () => record(`www.x.fr. 60 TXT "${'x'.repeat(65_000)}"`)))).toHaveLength(30)
  })

  test('what only the wildcard gives is not told again', () => {
    const wildcard = ['*.x.fr. 60 A 192.0.2.1', '*.x.fr. 60 MX 1 mx.fr.'].map(record)
    const own = ['x.fr. 60 A 192.0.2.1', 'mail.x.fr. 60 A 192.0.2.2', 'www.x.fr. 60 TXT "own"']
    expect(withoutWildcard('x.fr.', wildcard, [A1, 'www.x.fr. 60 MX 1 mx.fr.', ...own].map(record))).toEqual(own.map(record))
  })

  test('names: usual ones, those that somebody knows of, and those that records speak of', () => {
    const known = knownNames('x.fr.', ['Intranet', 'a.b.x.fr', 'www', 'x.fr', 'sel._domainkey', '_xmpp._tcp', '../etc', 'é', 'a..b', ...Array.from({ length: 200 }, (_, i) => `n${i}`)])
    const types = (name: string) => known.find(one => one.name === name)?.types
    expect([types('intranet.x.fr.')?.includes('A'), types('a.b.x.fr.')?.includes('A'), types('sel._domainkey.x.fr.'), types('_xmpp._tcp.x.fr.'), types('x.fr.')?.[0]]).toEqual([true, true, ['TXT'], ['SRV', 'TLSA'], 'SOA'])
    expect(known.filter(({ name }) => /^n\d+\./.test(name))).toHaveLength(95)
    expect(known.every(({ name, types: asked }) => name.endsWith('x.fr.') && !asked.includes('ANY'))).toBe(true)
    expect(new Set(known.map(({ name }) => name)).size).toBe(known.length)
    expect(namesSpokenOf('x.fr.', ['x.fr. 1 MX 10 spool.x.fr.', 'x.fr. 1 MX 20 mx.example.', 'x.fr. 1 NS ns1.x.fr.'].map(record), known).map(({ name }) => name)).toEqual(['spool.x.fr.'])
  })
})

describe('signatures', () => {
  const code = (given: string, authenticated = false) => answer({ code: given, authenticated })
  test.each<[DnsAnswer | null, DnsAnswer | null, Verdict]>([
    [code('NOERROR', true), null, 'signed'], [code('NOERROR'), null, 'unsigned'], [code('SERVFAIL'), code('NOERROR'), 'broken'], [code('SERVFAIL'), code('SERVFAIL'), 'unknown'], [code('SERVFAIL'), null, 'unknown'], [code('REFUSED'), null, 'unknown'], [null, null, 'unknown'],
  ])('one resolver (%#)', (usual, unjudged, expected) => expect(verdictOf(usual, unjudged)).toBe(expected))

  test.each<[Verdict[], string[], Verdict]>([
    [['signed', 'broken', 'unsigned'], ['1'], 'broken'], [['signed', 'unsigned', 'unknown'], ['1'], 'signed'], [['unsigned', 'unknown'], [], 'unsigned'], [['unsigned'], ['1'], 'unknown'], [['unknown'], [], 'unknown'], [[], [], 'unknown'],
  ])('%j with DS %j: %s', (verdicts, ds, expected) => expect(dnssecOf(verdicts, ds)).toBe(expected))
})

describe('mail', () => {
  test('is read from records', () => {
    const lines = ['x.fr. 1 MX 20 b.fr.', 'x.fr. 1 MX 10 a.fr.', 'x.fr. 1 TXT "v=spf1 " "-all"', 'x.fr. 1 TXT "V=SPF1"', 'x.fr. 1 TXT "v=spf10 -all"', 'www.x.fr. 1 TXT "v=spf1 -all"', '_dmarc.x.fr. 1 TXT "v=DMARC1; p=none"', '_dmarc.x.fr. 1 TXT "v=DMARC11"', 'k._domainkey.x.fr. 1 TXT "k=rsa; p=AB" "CD"', 'a.b._domainkey.x.fr. 1 TXT "p="', 'c._domainkey.x.fr. 1 TXT "hello"', 'd._domainkey.x.fr. 1 CNAME d.example.', 'www.x.fr. 1 CNAME x.fr.']
    expect(mailFacts('x.fr.', lines.map(record))).toEqual({
      mx: [{ preference: 10, host: 'a.fr.' }, { preference: 20, host: 'b.fr.' }], spf: ['v=spf1 -all', 'V=SPF1'], dmarc: ['v=DMARC1; p=none'],
      dkim: [{ selector: 'k', data: 'k=rsa; p=ABCD' }, { selector: 'a.b', data: 'p=' }],
    })
    expect(keptElsewhere('x.fr.', lines.map(record))).toEqual([{ name: 'd._domainkey.x.fr.', at: 'd.example.' }])
  })

  test.each([
    ['"a" "b"', 'ab'], ['"say \\"hi\\"\\\\"', 'say "hi"\\'], ['"\\195\\169"', '\\195\\169'], ['""', ''], ['\\# 1 00', ''],
  ])('%s is the text %s', (data, expected) => expect(textOf(data)).toBe(expected))
})
