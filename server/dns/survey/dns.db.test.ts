import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { playDns, TYPES, type PlayedDns } from '../../testing/dns-world.ts'
import type { DnsRecord } from '../record.ts'
import { findDns, type DnsParts } from './actions/dns.ts'

let dns: PlayedDns
beforeAll(async () => {
  dns = await playDns()
})
afterAll(() => dns.stop())

// Each domain is surveyed once, all of them side by side.
const DOMAINS = ['jardin.asso.fr', 'casse.fr', 'ouvert.fr', 'boite.fr', 'zut.fr', 'absent.fr', 'www.boite.fr'] as const
const MORE = ['secret', 'secret.boite.fr.', 'no name', '*']
const surveys = new Map<string, DnsParts>()
beforeAll(async () => {
  await Promise.all(DOMAINS.map(async domain => surveys.set(domain, await findDns(dns, domain, { more: domain === 'boite.fr' ? MORE : [] }))))
})
function of(domain: typeof DOMAINS[number]): DnsParts {
  const survey = surveys.get(domain)
  if (!survey) throw new Error(domain)
  return survey
}
const linesOf = (domain: typeof DOMAINS[number]) => of(domain).zone.facts?.records.map(({ name, ttl, type, data }) => `${name.replace(`${domain}.`, '') || '@'} ${ttl} ${type} ${data}`)

describe('what the parent says', () => {
  test('every one of its servers is asked, however many labels up, with how long it may be remembered', () => {
    const { facts, failure } = of('jardin.asso.fr').delegation
    expect(failure).toBeNull()
    expect(facts).toMatchObject({ parent: 'fr.', nameServers: ['ns1.hote.fr.', 'ns2.hote.fr.'], nsTtl: 7200, dsTtl: 1800, ds: [expect.stringMatching(/^\d+ 13 2 [0-9A-F]{64}$/)] })
    expect(facts?.servers.map(({ name, address, failure: why }) => [name, address, why]).sort()).toEqual([['a.nic.fr.', '127.0.0.11', null], ['b.nic.fr.', '127.0.0.12', null]])
  })

  test('servers that disagree are told apart', () => {
    const servers = of('zut.fr').delegation.facts?.servers
    expect(Object.fromEntries(servers?.map(({ name, nameServers }) => [name, nameServers]) ?? [])).toEqual({ 'a.nic.fr.': ['ns1.hote.fr.'], 'b.nic.fr.': ['ns2.hote.fr.'] })
  })

  test.each([
    ['absent.fr', 'absent'], ['www.boite.fr', 'undelegated'],
  ] as const)('%s is %s', (domain, failure) => {
    expect(of(domain).delegation).toMatchObject({ failure, facts: { nameServers: [] } })
    expect(of(domain)).toMatchObject({ zone: { failure: 'undelegated' }, mail: { failure: 'undelegated', facts: null } })
  })
})

describe('how name servers answer', () => {
  test('each has its own reason', () => {
    const servers = of('boite.fr').zone.facts?.servers
    expect(servers?.map(({ name, udp, tcp, serial, failure }) => [name, udp, tcp, serial, failure])).toEqual([
      ['nowhere.hote.fr.', false, false, null, 'no-address'], ['ns1.hote.fr.', true, true, 12, null], ['ns2.hote.fr.', true, true, null, 'lame'],
      ['ns3.hote.fr.', false, false, null, 'silent'], ['ns4.hote.fr.', true, true, 11, null], ['ns5.hote.fr.', true, true, null, 'refused'], ['private.hote.fr.', false, false, null, 'not-public'],
    ])
  })

  test('one that the zone alone names is asked too, and glue leads to those within the domain', () => {
    expect(of('ouvert.fr').zone.facts?.servers.map(({ name, address }) => [name, address])).toEqual([['ns1.ouvert.fr.', '127.0.0.13'], ['ns1.hote.fr.', '127.0.0.13']])
  })

  test('nobody serves it', () => expect(of('zut.fr')).toMatchObject({ zone: { failure: 'unserved', facts: { soa: null, records: [] } }, mail: { failure: 'unserved' } }))
})

describe('what the zone holds', () => {
  test('names that are usually there, those that they speak of, and what is delegated further', () => {
    expect(of('jardin.asso.fr').zone.facts).toMatchObject({ whole: false, differing: [], highestTtl: 86400 })
    expect(linesOf('jardin.asso.fr')?.filter(line => !line.includes('DNSKEY'))).toEqual([
      '_dmarc. 3600 TXT "v=DMARC1; p=none"', '_imaps._tcp. 3600 SRV 0 1 993 courrier.jardin.asso.fr.', 'courrier. 86400 A 192.0.2.11', 'default._domainkey. 3600 TXT "v=DKIM1; p=DEF"',
      'gm1._domainkey. 3600 CNAME key._domainkey.hote.fr.', '@ 300 A 192.0.2.10', '@ 3600 AAAA 2001:db8::10', '@ 3600 CAA 0 issue "letsencrypt.org"', '@ 3600 MX 10 courrier.jardin.asso.fr.', '@ 3600 MX 20 spool.mail.example.',
      '@ 3600 NS ns1.hote.fr.', '@ 3600 NS ns2.hote.fr.', '@ 3600 SOA ns1.hote.fr. root.hote.fr. 7 3600 600 86400 300', '@ 3600 TXT "v=spf1 a mx -all"', 'lists. 3600 NS ns1.hote.fr.', 'www. 3600 CNAME jardin.asso.fr.',
    ])
  })

  test('all of it, where a server gives it', () => {
    expect(of('ouvert.fr').zone.facts).toMatchObject({ whole: true, differing: [] })
    expect(linesOf('ouvert.fr')).toEqual(expect.arrayContaining(['unguessable. 3600 TYPE65280 \\# 3 010203', 'deep.er.still. 3600 TXT "found"']))
  })

  test('of servers that differ, the newest is believed; a wildcard is told once; what nobody guesses is found when it is said', () => {
    expect(of('boite.fr').zone.facts?.differing).toEqual([{ name: 'www.boite.fr.', type: 'A' }])
    expect(linesOf('boite.fr')?.filter(line => line.includes(' A '))).toEqual(['*. 3600 A 192.0.2.99', '@ 3600 A 192.0.2.20', 'secret. 3600 A 192.0.2.21', 'www. 3600 A 192.0.2.22'])
    expect(linesOf('boite.fr')?.filter(line => line.includes(' SOA '))).toEqual(['@ 3600 SOA ns1.hote.fr. root.hote.fr. 12 3600 600 86400 300'])
  })
})

test('every type comes over the wire as it is written, in a whole zone and one by one', async () => {
  const at = { address: '127.0.0.13' }
  const plain = (records: readonly DnsRecord[]) => records.map(({ name, ttl, type, data }) => `${name} ${ttl} ${type} ${data}`).sort()
  const zone = await dns.transfer('types.fr.', at)
  expect(plain(zone.filter(({ name }) => name !== 'types.fr.'))).toEqual(plain(TYPES))
  // An NS refers to others, and NSEC3 is nobody's to ask for.
  const askable = TYPES.filter(({ type }) => type !== 'NS' && type !== 'NSEC3')
  const answers = await Promise.all(askable.map(async ({ name, type }) => (await dns.ask({ name, type }, at)).answers))
  expect(plain(answers.flat())).toEqual(plain(askable))
})

test.each([
  ['jardin.asso.fr', 'signed'], ['casse.fr', 'broken'], ['ouvert.fr', 'unsigned'],
] as const)('%s is %s for those who check signatures', (domain, dnssec) => expect(of(domain).zone.facts?.dnssec).toBe(dnssec))

test('mail: where it goes, who may send it, and the keys, also those that are kept elsewhere', () => {
  expect(of('jardin.asso.fr').mail.facts).toEqual({
    mx: [{ preference: 10, host: 'courrier.jardin.asso.fr.' }, { preference: 20, host: 'spool.mail.example.' }], spf: ['v=spf1 a mx -all'], dmarc: ['v=DMARC1; p=none'],
    dkim: [{ selector: 'default', data: 'v=DKIM1; p=DEF' }, { selector: 'gm1', data: 'v=DKIM1; k=rsa; p=ABC' }],
  })
  expect(of('boite.fr').mail.facts?.spf).toEqual(['v=spf1 a -all', 'v=spf1 mx -all'])
})

test('what was seen is kept as evidence: who was asked what, and what they said', () => {
  const { delegation, zone } = of('casse.fr')
  expect(delegation.seen).toContainEqual({ asked: 'casse.fr. DS', of: '127.0.0.11', answered: `NOERROR aa casse.fr. 3600 DS 12345 13 2 ${'AB'.repeat(32)}`, at: 0 })
  expect(zone.seen.slice(0, 2).map(({ of: server, answered }) => [server, answered.split(' ')[0]])).toEqual([['127.0.0.1', 'SERVFAIL'], ['127.0.0.1', 'NOERROR']])
})

test('once time is up nothing is asked any more, and what is missing says so', async () => {
  const { delegation, zone, mail } = await findDns(dns, 'jardin.asso.fr', { signal: AbortSignal.abort() })
  expect([delegation, zone, mail]).toMatchObject([{ facts: null, failure: 'parent-unknown' }, { failure: 'undelegated' }, { facts: null }])
  expect(new Set(delegation.seen.map(({ answered }) => answered))).toEqual(new Set(['unasked']))
})
