import { describe, expect, test } from 'vitest'
import type { Registration, WebLook } from '../looks.ts'
import type { DnsRecord } from '../record.ts'
import { rulesOf } from '../tlds/rules.ts'
import type { DelegationFacts, MailFacts, Part, Seen, ServerFacts, SurveyFacts, ZoneFacts } from './facts.ts'
import { mailAt } from './findings/mail.ts'
import type { Ground } from './ground.ts'
import { planOf } from './plan.ts'
import { dayOf, listed, spanOf } from './words.ts'

const NOW = Date.UTC(2026, 10, 22)
const DAY = 86_400_000
const seen = (asked: string, of = 'ns1', answered = 'NOERROR'): Seen => ({ asked, of, answered, at: NOW })
const part = <T>(facts: T | null, failure: string | null = null, all: Seen[] = []): Part<T> => ({ facts, failure, seen: all })
const record = (name: string, type: string, data: string): DnsRecord => ({ name, type, data, ttl: 300 })

const known: Registration = {
  domain: 'assoc.org', source: 'https://rdap.example/domain/assoc.org', registrar: { name: 'Gandi SAS', ianaId: 81 }, statuses: ['ok'], registeredAt: Date.UTC(2004, 0), expiresAt: Date.UTC(2027, 6),
  transferredAt: null, changedAt: null, nameServers: ['ns-1-a.gandi.net.'], signed: false,
}
const server: ServerFacts = { name: 'ns-1-a.gandi.net.', address: '192.0.2.1', udp: true, tcp: true, authoritative: true, serial: 7, failure: null }
const delegation: DelegationFacts = { parent: 'org.', servers: [], nameServers: ['a.ns.example.', 'b.ns.example.'], ds: [], nsTtl: 86_400, dsTtl: null }
const zone: ZoneFacts = { servers: [server], soa: record('assoc.org.', 'SOA', 'x'), records: [], whole: false, differing: [], highestTtl: 300, dnssec: 'unsigned' }
const mail: MailFacts = { mx: [], spf: [], dmarc: [], dkim: [] }
const look: WebLook = { url: 'https://assoc.org/', address: '192.0.2.9', status: 200, location: null, failure: null, certificate: { trusted: true, names: ['assoc.org'], issuer: 'LE', expiresAt: NOW + 60 * DAY } }

type Change = { domain?: string, known?: Partial<Registration> | null, delegation?: Partial<DelegationFacts>, zone?: Partial<ZoneFacts>, mail?: Partial<MailFacts>, looks?: WebLook[], facts?: Partial<SurveyFacts> }

/** A domain where all is well, but for what is changed. */
function ground(change: Change = {}): Ground {
  const domain = change.domain ?? 'assoc.org'
  const facts: SurveyFacts = {
    domain, at: NOW,
    registration: part({ known: change.known === null ? null : { ...known, ...change.known }, absent: false, unasked: false }),
    delegation: part({ ...delegation, ...change.delegation }),
    zone: part({ ...zone, ...change.zone }, null, [seen('assoc.org. SOA', '192.0.2.1')]),
    mail: part({ ...mail, ...change.mail }),
    web: part({ looks: change.looks ?? [look] }),
    ...change.facts,
  }
  return { facts, rules: rulesOf(domain), ours: { nameServers: ['ns1.ouvaton.example.', 'ns2.ouvaton.example.'], mailHosts: ['mx.ouvaton.example.'] }, now: NOW }
}
const codes = (change: Change, weight?: string) => planOf(ground(change)).findings.filter(one => weight === undefined || one.weight === weight).map(({ code }) => code)
const headline = (change: Change) => planOf(ground(change)).headline
const steps = (change: Change) => planOf(ground(change)).steps.map(({ code }) => code)

const gandiMail = { mx: [{ preference: 10, host: 'spool.mail.gandi.net.' }, { preference: 50, host: 'fb.mail.gandi.net.' }], spf: ['v=spf1 include:_mailcust.gandi.net ?all'] }
const bad = (more: Partial<ServerFacts>): ServerFacts => ({ ...server, name: 'ns2.example.', address: '192.0.2.2', ...more })

test('a domain where all is well can leave now', () => {
  expect(codes({})).toEqual(['certificate', 'old-enough', 'not-expiring', 'unlocked', 'dns-elsewhere', 'servers-agree', 'mail-none', 'web-answers'])
  expect(headline({})).toEqual({ kind: 'now', at: null, says: { fr: 'Peut partir dès maintenant', en: 'Can leave now' } })
  expect(steps({})).toEqual(['owner', 'copy-zone', 'switch', 'certificate', 'code', 'transfer', 'wait', 'check'])
})

const registration = (facts: Partial<{ absent: boolean, unasked: boolean }> | null, failure: string | null = null): Change => ({ facts: { registration: part(facts && { known: null, absent: false, unasked: false, ...facts }, failure) } })

describe('what keeps it from leaving', () => {
  test.each<[string, Change, [code: string, headline: string]]>([
    ['the member’s lock', { known: { statuses: ['clientTransferProhibited'] } }, ['locked', 'after']],
    ['the registry’s lock', { known: { statuses: ['serverTransferProhibited', 'clientTransferProhibited'] } }, ['registry-lock', 'blocked']],
    ['somebody’s lock', { known: { statuses: ['transferProhibited'] } }, ['transfer-prohibited', 'blocked']],
    ['a transfer under way', { known: { statuses: ['pendingTransfer'] } }, ['pending-transfer', 'blocked']],
    ['its deletion', { known: { statuses: ['pendingDelete'] } }, ['pending-delete', 'blocked']],
    ['its redemption', { known: { statuses: ['redemptionPeriod', 'pendingRestore'] } }, ['redemption', 'blocked']],
    ['another operation', { known: { statuses: ['pendingUpdate', 'pendingRenew'] } }, ['busy', 'blocked']],
    ['its youth', { known: { registeredAt: NOW - 10 * DAY } }, ['too-young', 'from']],
    ['a transfer lately', { known: { transferredAt: NOW - 59 * DAY } }, ['moved-lately', 'from']],
    ['that it has expired', { known: { expiresAt: NOW } }, ['expired', 'after']],
    ['that it expires soon', { known: { expiresAt: NOW + 29 * DAY } }, ['expires-soon', 'after']],
    ['that there is none', registration({ absent: true }), ['unregistered', 'blocked']],
  ])('%s', (_, change, [code, kind]) => {
    expect(codes(change, 'blocks').filter(one => one === code)).toHaveLength(1)
    expect(headline(change).kind).toBe(kind)
  })

  test('until when: the last of them', () => {
    const change = { known: { registeredAt: Date.UTC(2026, 9, 1), transferredAt: Date.UTC(2026, 9, 13), statuses: ['clientTransferProhibited'] } }
    expect(headline(change)).toEqual({ kind: 'from', at: Date.UTC(2026, 11, 12), says: { fr: 'Peut partir le 12 décembre 2026', en: 'Can leave on 12 December 2026' } })
    expect(planOf(ground(change)).steps.filter(({ from }) => from !== null)).toEqual([expect.objectContaining({ code: 'wait-until', from: Date.UTC(2026, 11, 12) })])
  })

  test.each<[string, Change, string]>([
    ['60 days ago is long enough', { known: { registeredAt: NOW - 60 * DAY, transferredAt: NOW - 60 * DAY } }, 'now'],
    ['a .fr may be young', { domain: 'assoc.fr', known: { registeredAt: NOW - DAY } }, 'now'],
    ['what says nothing of when it expires', { known: { expiresAt: null } }, 'now'],
    ['a registry that nobody knows', registration({ unasked: true }), 'unknown'],
    ['a registry that is silent', registration(null, 'silent'), 'unknown'],
  ])('%s', (_, change, kind) => expect(headline(change).kind).toBe(kind))

  test('nothing is to be done for a domain that there is not', () => {
    const change = registration({ absent: true })
    expect(steps(change)).toEqual([])
    expect(codes({ facts: { ...change.facts, delegation: part<DelegationFacts>(null, 'absent'), zone: part<ZoneFacts>(null, 'absent'), mail: part<MailFacts>(null, 'absent') } }, 'doubt')).toEqual([])
  })
})

describe('what is found', () => {
  test.each<[string, Change, string[]]>([
    ['a domain on hold', { known: { statuses: ['clientHold', 'serverHold', 'inactive', 'constructor'] } }, ['doubt on-hold', 'good unlocked']],
    ['no date of registration', { known: { registeredAt: null } }, ['doubt age-unknown', '-good old-enough']],
    ['no date of expiry', { known: { expiresAt: null } }, ['doubt expiry-unknown', '-good not-expiring']],
    ['renewed by itself', { known: { statuses: ['autoRenewPeriod'] } }, ['lost renewed-lately', 'good not-expiring']],
    ['a country that nobody knows', { domain: 'assoc.it', known: { expiresAt: NOW + DAY } }, ['doubt rules-unknown', 'good not-expiring', '-good unlocked', '-good old-enough']],
    ['a domain for some only', { domain: 'assoc.fr' }, ['doubt eligibility', '-good unlocked']],
    ['a registry that nobody knows', registration({ unasked: true }), ['doubt registry-unknown']],
    ['a registry that is silent', registration(null, 'silent'), ['doubt registry-silent']],
    ['LiveDNS', { delegation: { nameServers: ['ns-1-a.gandi.net.'] } }, ['lost livedns', '-good dns-elsewhere']],
    ['our own name servers', { delegation: { nameServers: ['ns1.ouvaton.example.', 'ns2.ouvaton.example.'] } }, ['good dns-here']],
    ['some of ours', { delegation: { nameServers: ['ns1.ouvaton.example.', 'ns-1-a.gandi.net.'] } }, ['doubt dns-mixed']],
    ['no name servers', { delegation: { nameServers: [] } }, ['doubt undelegated', '-good dns-elsewhere']],
    ['a silent parent', { facts: { delegation: part<DelegationFacts>(null, 'parent-unknown') } }, ['doubt parent-silent']],
    ['parents that differ', { delegation: { servers: [['a.'], ['b.'], ['a.']].map(nameServers => ({ name: 'p', address: 'x', nameServers, nsTtl: 1, ds: [], dsTtl: null, failure: null })) } }, ['doubt parents-differ']],
    ['parents of which one is silent', { delegation: { servers: [['a.'], []].map((nameServers, index) => ({ name: 'p', address: 'x', nameServers, nsTtl: 1, ds: [], dsTtl: null, failure: index === 0 ? null : 'silent' })) } }, ['-doubt parents-differ']],
    ['a signed domain', { delegation: { ds: ['1 13 2 AA'], dsTtl: 3600 }, zone: { dnssec: 'signed' } }, ['lost dnssec', 'good dnssec-valid']],
    ['broken signatures', { delegation: { ds: ['1 13 2 AA'] }, zone: { dnssec: 'broken' } }, ['lost dnssec', 'doubt dnssec-broken']],
    ['a zone that nobody serves', { facts: { zone: part<ZoneFacts>(null, 'unserved') } }, ['doubt zone-silent']],
    ['a zone that was not looked at', { facts: { zone: part<ZoneFacts>(null) } }, ['-doubt zone-silent']],
    ['a lame server', { zone: { servers: [server, bad({ failure: 'lame' })] } }, ['doubt server-failing', '-good servers-agree']],
    ['a server without TCP', { zone: { servers: [bad({ tcp: false })] } }, ['doubt server-without-tcp']],
    ['several serials', { zone: { servers: [server, bad({ serial: 8 })] } }, ['doubt serials-differ']],
    ['a server without a serial', { zone: { servers: [server, bad({ serial: null })] } }, ['-doubt serials-differ', 'good servers-agree']],
    ['answers that differ', { zone: { differing: [{ name: 'www.assoc.org.', type: 'A' }] } }, ['doubt records-differ']],
    ['no server at all', { zone: { servers: [] } }, ['-good servers-agree']],
    ['other name servers in the zone', { zone: { records: [record('assoc.org.', 'NS', 'c.ns.example.')] } }, ['doubt ns-differ']],
    ['the same name servers in the zone', { zone: { records: ['b', 'a'].map(name => record('assoc.org.', 'NS', `${name}.ns.example.`)) } }, ['-doubt ns-differ', 'manual zone-guessed']],
    ['the whole zone', { zone: { whole: true, records: [record('assoc.org.', 'A', '192.0.2.1')] } }, ['good zone-whole']],
    ['mail at Gandi', { mail: gandiMail }, ['lost mail-gandi', 'manual spf-gandi', 'doubt dmarc-missing']],
    ['mail here', { mail: { mx: [{ preference: 1, host: 'mx.ouvaton.example.' }], spf: ['v=spf1 -all'], dmarc: ['v=DMARC1; p=none'] } }, ['good mail-here', '-doubt dmarc-missing', '-doubt spf-missing']],
    ['mail elsewhere', { mail: { mx: [{ preference: 1, host: 'mx.other.example.' }] } }, ['good mail-elsewhere', 'doubt spf-missing', 'doubt dmarc-missing']],
    ['no mail, said', { mail: { mx: [{ preference: 0, host: '.' }] } }, ['good mail-none', '-doubt spf-missing']],
    ['two SPF', { mail: { ...gandiMail, spf: ['v=spf1 a', 'v=spf1 b'] } }, ['doubt spf-several', '-manual spf-gandi']],
    ['two DMARC', { mail: { dmarc: ['v=DMARC1; p=none', 'v=DMARC1; p=none'] } }, ['doubt dmarc-several']],
    ['Gandi’s keys', { zone: { records: [record('gm1._domainkey.assoc.org.', 'CNAME', 'gm1.gandimail.net.')] } }, ['lost dkim-gandi', '-manual carry-other']],
    ['mail that could not be read', { facts: { mail: part<MailFacts>(null, 'silent') } }, ['doubt mail-unknown']],
    ['mail and zone that could not be read', { facts: { zone: part<ZoneFacts>(null, 'unserved'), mail: part<MailFacts>(null, 'unserved') } }, ['doubt zone-silent', '-doubt mail-unknown']],
    ['mail that was not looked at', { facts: { mail: part<MailFacts>(null) } }, ['-doubt mail-unknown']],
    ['Gandi’s redirection', { zone: { records: [record('assoc.org.', 'A', '217.70.184.38'), record('webmail.assoc.org.', 'CNAME', 'webmail.gandi.net.')] }, looks: [{ ...look, location: 'https://blog.example/', status: 301 }] }, ['lost web-redirection', 'manual web-elsewhere']],
    ['Gandi’s redirection, unseen', { zone: { records: [record('www.assoc.org.', 'CNAME', 'webredir.vip.gandi.net.')] }, facts: { web: part<{ looks: WebLook[] }>(null, 'x') } }, ['lost web-redirection', 'doubt web-unknown']],
    ['a site that was not looked at', { facts: { web: part<{ looks: WebLook[] }>(null) } }, ['-doubt web-unknown']],
    ['a redirection within', { looks: [{ ...look, location: 'https://www.assoc.org/', status: 301 }, { ...look, location: '/fr/' }] }, ['-manual web-elsewhere', 'good web-answers']],
    ['a silent site', { looks: [{ ...look, status: null, failure: 'x', certificate: null }] }, ['doubt web-silent']],
    ['a site without HTTPS', { looks: [{ ...look, url: 'http://assoc.org/', certificate: null }, { ...look, status: null, certificate: null }] }, ['doubt https-missing', 'good web-answers', '-lost certificate']],
    ['a certificate that nobody trusts', { looks: [{ ...look, certificate: { ...look.certificate!, trusted: false } }] }, ['doubt certificate-bad', '-lost certificate']],
    ['a certificate that has expired', { looks: [{ ...look, certificate: { ...look.certificate!, expiresAt: NOW } }] }, ['doubt certificate-bad']],
    ['a certificate that ends', { looks: [{ ...look, certificate: { ...look.certificate!, expiresAt: NOW + DAY } }] }, ['doubt certificate-ending', 'lost certificate']],
    ['a broken site', { looks: [{ ...look, status: 500 }, { ...look, status: 404 }] }, ['doubt web-broken', '-good web-answers']],
    ['what the hosting does not keep', {
      zone: { records: [
        record('_imap._tcp.assoc.org.', 'SRV', '0 1 993 mail.other.example.'), record('_pop3._tcp.assoc.org.', 'SRV', '0 1 995 mail.gandi.net.'), record('assoc.org.', 'CAA', '0 issue "x"'), record('_443._tcp.assoc.org.', 'TLSA', '3 1 1 AA'),
        record('dev.assoc.org.', 'NS', 'ns.other.example.'), record('*.dev.assoc.org.', 'A', '192.0.2.1'), record('*.assoc.org.', 'A', '192.0.2.1'), record('assoc.org.', 'TYPE65280', '\\# 0'), record('assoc.org.', 'RRSIG', 'x'), record('assoc.org.', 'MX', '30 mx.other.example.'), record('assoc.org.', 'TXT', `"${'x'.repeat(250)}" "${'x'.repeat(50)}"`), record('assoc.org.', 'NS', 'x.example.'),
      ] },
    }, ['manual carry-srv', 'manual carry-caa', 'manual carry-tlsa', 'manual carry-delegation', 'manual carry-wildcard', 'manual carry-other', 'manual carry-priorities', 'manual carry-text']],
    ['Gandi’s own services', { zone: { records: [record('_imap._tcp.assoc.org.', 'SRV', '0 0 0 mail.gandi.net.'), record('assoc.org.', 'MX', '50 fb.mail.gandi.net.'), record('*.assoc.org.', 'A', '192.0.2.1'), record('assoc.org.', 'MX', '10 mx.other.example.')] } }, ['-manual carry-srv', '-manual carry-priorities']],
  ])('%s', (_, change, expected) => {
    const found = planOf(ground(change)).findings.map(({ weight, code }) => `${weight} ${code}`)
    for (const one of expected) expect(found.includes(one.replace(/^-/, ''))).toBe(!one.startsWith('-'))
    expect(new Set(found).size).toBe(found.length)
  })

  test('each thing comes with what was asked and answered', () => {
    const all = [seen('assoc.org. MX', 'a'), seen('assoc.org. TXT', 'b'), seen('assoc.org. SOA', '192.0.2.2'), seen('assoc.org. A', 'c')]
    const found = planOf(ground({ mail: { ...gandiMail, spf: [] }, facts: { zone: part({ ...zone, servers: [bad({ failure: 'refused' }), bad({ address: '', failure: 'no-address' }), bad({ failure: 'strange' })] }, null, all) } })).findings
    const of = (code: string) => found.find(one => one.code === code)
    expect(of('mail-gandi')?.evidence).toEqual([all[0]])
    expect(of('spf-missing')?.evidence).toEqual([all[1]])
    expect(of('server-failing')).toMatchObject({ evidence: [all[2]], says: { en: 'ns2.example (192.0.2.2) refuses to answer, ns2.example has no address, ns2.example (192.0.2.2) could not be asked.' } })
  })
})

test.each<[string, Change, string[]]>([
  ['everything at Gandi', { known: { statuses: ['clientTransferProhibited'] }, delegation: { nameServers: ['ns-1-a.gandi.net.'], ds: ['x'], dsTtl: 3600 }, zone: { highestTtl: 10_800 }, mail: gandiMail }, ['owner', 'lower-ttl', 'copy-zone', 'copy-mail', 'dnssec-off', 'switch', 'certificate', 'copy-mail-again', 'unlock', 'code', 'transfer', 'wait', 'check']],
  ['everything here but the registrar', { domain: 'assoc.eu', delegation: { nameServers: ['ns1.ouvaton.example.'], ds: ['x'] }, zone: { highestTtl: 10_800 } }, ['owner', 'code', 'transfer', 'check']],
  ['what expires', { known: { expiresAt: NOW + DAY }, facts: { zone: part<ZoneFacts>(null, 'unserved'), delegation: part<DelegationFacts>(null, 'x') } }, ['renew', 'owner', 'copy-zone', 'switch', 'certificate', 'code', 'transfer', 'wait', 'check']],
  ['a country that nobody knows', { domain: 'assoc.it', delegation: { nameServers: [] } }, ['owner', 'switch', 'certificate', 'code', 'transfer', 'wait', 'check']],
])('the way: %s', (_, change, expected) => expect(steps(change)).toEqual(expected))

test.each<[string, MailAt]>([['here', 'here'], ['there', 'elsewhere'], ['both', 'elsewhere'], ['none', 'nowhere'], ['unread', 'unknown']])('mail that goes %s is %s', (where, expected) => {
  const hosts = { here: ['mx.ouvaton.example.'], there: ['mx.x.'], both: ['mx.ouvaton.example.', 'mx.x.'], none: [], unread: [] }[where] ?? []
  expect(mailAt(ground(where === 'unread' ? { facts: { mail: part<MailFacts>(null, 'x') } } : { mail: { mx: hosts.map(host => ({ preference: 1, host })) } }))).toBe(expected)
})
type MailAt = ReturnType<typeof mailAt>

test('words', () => {
  expect(dayOf(Date.UTC(2027, 4, 12))).toEqual({ fr: '12 mai 2027', en: '12 May 2027' })
  expect(dayOf(Date.UTC(2027, 4, 1))).toEqual({ fr: '1er mai 2027', en: '1 May 2027' })
  expect([0, 300, 3600, 10_800, 172_800, 172_801].map(seconds => spanOf(seconds).fr)).toEqual(['1 minute', '5 minutes', '1 heure', '3 heures', '48 heures', '3 jours'])
  expect(listed(['a.', 'b.', 'c', 'd', 'e', 'f', '.'])).toEqual({ fr: 'a, b, c, d, e et 2 de plus', en: 'a, b, c, d, e and 2 more' })
})

test('French is set as French is', () => {
  const changes: Change[] = [{}, { mail: gandiMail }, registration({ unasked: true }), registration(null), { domain: 'assoc.fr' }, { domain: 'assoc.it' }, { known: { statuses: ['clientHold', 'pendingTransfer', 'serverTransferProhibited', 'autoRenewPeriod'] } }, { zone: { dnssec: 'broken', records: [record('*.a.assoc.org.', 'A', 'x'), record('a.assoc.org.', 'CAA', 'x')] } }]
  const said = changes.flatMap((change) => { const { findings, steps: all } = planOf(ground(change)); return [...findings, ...all].map(({ says }) => says.fr) })
  expect(said.filter(text => / [:;?!»]|«[^\u00a0]|[a-z]'[a-z]/.test(text))).toEqual([])
})
