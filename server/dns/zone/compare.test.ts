import { expect, test } from 'vitest'
import { compareZones } from './compare.ts'
import { ZoneComparison } from './contract.ts'
import { planZone } from './plan.ts'
import { readZone } from './reading.ts'
import { ALTERNC } from './representation.ts'

const zone = 'exemple.org.'
const records = (text: string) => {
  const { records: all, problems } = readZone(text, { origin: zone, ttl: 3600 })
  expect(problems).toEqual([])
  return all.map(({ name, ttl, type, data }) => ({ name, ttl, type, data }))
}
const compared = (old: string, fresh: string, expected = '') =>
  compareZones({ zone, old: records(old), new: records(fresh), expected: records(expected), capabilities: ALTERNC })
const categories = (...texts: Parameters<typeof compared>) => compared(...texts).rows.map(({ name, type, category }) => `${name} ${type} ${category}`)

/** Old, new, expected, and how the only row is called. */
test.each<[string, string, string, string, string]>([
  ['the same', 'a A 192.0.2.1\na A 192.0.2.2', 'a A 192.0.2.2\na A 192.0.2.1', '', 'same'],
  ['only the TTL', 'a 300 A 192.0.2.1', 'a A 192.0.2.1', '', 'ttlOnly'],
  ['a text cut elsewhere is the same text', 'a TXT "ab" "c"', 'a TXT "a" "bc"', '', 'same'],
  ['a change that was planned', 'a A 192.0.2.1', 'a A 192.0.2.9', 'a A 192.0.2.9', 'expectedChange'],
  ['planned, and was so already', 'a A 192.0.2.9', 'a A 192.0.2.9', 'a A 192.0.2.9', 'same'],
  ['planned, and not done', 'a A 192.0.2.1', 'a A 192.0.2.1', 'a A 192.0.2.9', 'missing'],
  ['planned as new, and there', '', 'a A 192.0.2.9', 'a A 192.0.2.9', 'expectedChange'],
  ['gone', 'a A 192.0.2.1', '', '', 'missing'],
  ['another', 'a A 192.0.2.1', 'a A 192.0.2.2', '', 'missing'],
  ['one of two gone', 'a A 192.0.2.1\na A 192.0.2.2', 'a A 192.0.2.2', '', 'missing'],
  ['new', '', 'a A 192.0.2.1', '', 'extra'],
  ['one more', 'a A 192.0.2.1', 'a A 192.0.2.1\na A 192.0.2.2', '', 'extra'],
  ['a mail server of Gandi', '@ MX 10 spool.mail.gandi.net.\n@ MX 50 fb.mail.gandi.net.', '', '', 'droppedGandiDefault'],
  ['a service, which AlternC does not know', '_sip._tcp SRV 0 0 5060 sip.exemple.net.', '', '', 'notRepresentable'],
  ['a service that somebody wrote in by hand', '_sip._tcp SRV 0 0 5060 sip.exemple.net.', '_sip._tcp SRV 0 0 5060 sip.exemple.net.', '', 'same'],
])('%s', (...[, old, fresh, expected, category]) => {
  expect(compared(old, fresh, expected).rows.map(row => row.category)).toEqual([category])
})

test('an alias that gave way to an address of ours was planned to go', () => {
  expect(categories('www CNAME @', 'www A 192.0.2.9', 'www A 192.0.2.9')).toEqual(['www.exemple.org. A expectedChange', 'www.exemple.org. CNAME expectedChange'])
})

test('what the servers make themselves is left aside, a delegation is not', () => {
  expect(categories('@ SOA a b 1 2 3 4 5\n@ NS ns1.gandi.net.\n@ DNSKEY 257 3 13 aGk=\nsub NS ns.exemple.net.', '@ NS ns1.exemple.coop.')).toEqual(['sub.exemple.org. NS notRepresentable'])
})

test('a row says what there was, what there is, and why', () => {
  const comparison = compared('@ 300 CAA 0 issue "letsencrypt.org"', '@ 60 CAA 0 issue "buypass.com"')
  expect(ZoneComparison.parse(comparison)).toEqual(comparison)
  expect(comparison).toEqual({
    zone,
    rows: [{
      name: zone, type: 'CAA', old: ['0 issue "letsencrypt.org"'], new: ['0 issue "buypass.com"'], expected: [], oldTtl: 300, newTtl: 60, category: 'notRepresentable',
      why: { fr: 'AlternC ne connaît pas les enregistrements CAA.', en: 'AlternC does not know CAA records.' },
    }],
    objections: [],
    handOver: { lines: 'exemple.org. 300 IN CAA 0 issue "letsencrypt.org"', where: ALTERNC.where },
  })
})

const GANDI = `
@ 10800 SOA ns1.gandi.net. hostmaster.gandi.net. 1 10800 3600 604800 10800
@ NS ns-1-a.gandi.net.
@ A 217.70.184.38
@ MX 10 spool.mail.gandi.net.
@ MX 50 fb.mail.gandi.net.
@ TXT "v=spf1 include:_mailcust.gandi.net include:spf.brevo.com ?all"
@ TXT "google-site-verification=x"
@ CAA 0 issue "letsencrypt.org"
gm1._domainkey CNAME gm1.gandimail.net.
webmail CNAME webmail.gandi.net.
www CNAME webredir.vip.gandi.net.
blog CNAME blog.exemple.net.
_imaps._tcp SRV 0 1 993 mail.gandi.net.
_imap._tcp SRV 0 0 0 .
imap CNAME access.mail.gandi.net.
old A 217.70.184.38
`
const OURS = '@ A 192.0.2.9\nwww A 192.0.2.9\n@ MX 5 mail.exemple.coop.\n@ TXT "v=spf1 include:_spf.exemple.coop ~all"'

test('a zone of Gandi is planned, carried out, and compared without surprise', () => {
  const plan = planZone({ zone, old: records(GANDI), ours: records(OURS), capabilities: ALTERNC })
  const line = ({ name, type, data }: { name: string, type: string, data: string }) => `${name} ${type} ${data}`
  expect(plan.records.map(line)).toEqual([
    'exemple.org. A 192.0.2.9', 'www.exemple.org. A 192.0.2.9', 'exemple.org. MX 5 mail.exemple.coop.',
    'exemple.org. TXT "v=spf1 include:_spf.exemple.coop include:spf.brevo.com ~all"', 'exemple.org. TXT "google-site-verification=x"',
    'blog.exemple.org. CNAME blog.exemple.net.', 'old.exemple.org. A 217.70.184.38',
  ])
  expect(plan.handOver.map(({ record }) => line(record))).toEqual(['exemple.org. CAA 0 issue "letsencrypt.org"'])
  expect(plan.dropped.map(({ record, why }) => `${record.type} ${why.en}`)).toEqual([
    'A Web redirection or waiting page of Gandi.', 'MX Mail server of Gandi: the mail will not be there any more.', 'MX Mail server of Gandi: the mail will not be there any more.',
    'CNAME Signature (DKIM) of the mail that Gandi sent.', 'CNAME Webmail of Gandi.', 'CNAME Web redirection or waiting page of Gandi.',
    'SRV Automatic settings of mail programs for Gandi’s servers.', 'SRV Automatic settings of mail programs for Gandi’s servers.', 'CNAME Name of a mail server of Gandi.',
  ])
  const { rows, handOver } = compareZones({ zone, old: records(GANDI), new: plan.records, expected: plan.expected, capabilities: ALTERNC })
  expect(rows.map(({ name, type, category }) => `${name.replace(zone, '')} ${type} ${category}`)).toEqual([
    ' A expectedChange', ' CAA notRepresentable', ' MX expectedChange', ' TXT expectedChange',
    '_imap._tcp. SRV droppedGandiDefault', '_imaps._tcp. SRV droppedGandiDefault', 'blog. CNAME same', 'gm1._domainkey. CNAME droppedGandiDefault',
    'imap. CNAME droppedGandiDefault', 'old. A same', 'webmail. CNAME droppedGandiDefault', 'www. A expectedChange', 'www. CNAME droppedGandiDefault',
  ])
  expect(handOver?.lines).toBe('exemple.org. 10800 IN CAA 0 issue "letsencrypt.org"')
})

test.each([
  ['a permission to send through Gandi only goes', '@ TXT "v=spf1 include:_mailcust.gandi.net ?all"', '', []],
  ['without ours, Gandi’s part goes', '@ TXT "v=spf1 include:_mailcust.gandi.net a ?all"', '', ['@ "v=spf1 a ?all"']],
  ['a permission of their own stays as it was written', '@ TXT "v=spf1  a   -all"', '', ['@ "v=spf1  a   -all"']],
  ['two become one', '@ TXT "v=spf1 a -all"\n@ TXT "v=spf1 mx ~all"', '', ['@ "v=spf1 a mx ~all"']],
  ['below the domain too', 'news TXT "v=spf1 a -all"', '@ TXT "v=spf1 mx ~all"', ['@ "v=spf1 mx ~all"', 'news "v=spf1 a -all"']],
])('%s', (...[, old, ours, expected]) => {
  const plan = planZone({ zone, old: records(old), ours: records(ours), capabilities: ALTERNC })
  expect(plan.records.map(({ name, data }) => `${name === zone ? '@' : name.replace(`.${zone}`, '')} ${data}`).sort()).toEqual(expected)
})

/** What the new zone is, and which objections there are. */
test.each<[string, string, string, string[]]>([
  ['nothing', '', '', []],
  ['an empty new zone', '@ A 192.0.2.1\n@ MX 5 m.exemple.net.', '', ['empty', 'no-apex-address', 'no-mail']],
  ['nothing at the domain itself', '@ TXT x', 'a A 192.0.2.1', ['apex-removed']],
  ['an alias at the domain is not replaced', '@ ALIAS exemple.net.', '@ TXT x', ['no-apex-address']],
  ['two SPF', '', '@ TXT "v=spf1 a"\n@ TXT "v=spf1 mx"', ['several-spf']],
  ['an SPF that asks too much and says nonsense', '', `@ TXT "v=spf1 ${Array.from({ length: 11 }, (_, i) => `include:s${i}.net`).join(' ')} wrong"`, ['spf-lookups', 'spf-wrong']],
  ['ten look-ups are still good', '', `@ TXT "v=spf1 ${Array.from({ length: 10 }, (_, i) => `include:s${i}.net`).join(' ')} -all"`, []],
  ['an alias with others, said once', '', 'a CNAME exemple.net.\na CNAME exemple.com.\na TXT x\nb CNAME exemple.net.', ['cname-beside']],
  ['mail to an alias, and to an address', '', '@ MX 5 m\nm CNAME exemple.net.\n@ MX 10 192.0.2.1.\nx MX 10 192.0.2.1', ['mx-to-cname', 'mx-to-address', 'mx-to-address', 'dangling']],
  ['names that lead nowhere', '', 'a CNAME b\n@ MX 5 c\n_s._tcp SRV 0 0 1 d\ne CNAME exemple.net.', ['dangling', 'dangling', 'dangling']],
  ['names that a wildcard or another server answers for', '', '*.w A 192.0.2.1\na CNAME x.w\nsub NS ns.exemple.net.\nb CNAME y.sub\nc SRV 0 0 0 .', []],
])('%s', (...[, old, fresh, kinds]) => {
  expect(compared(old, fresh).objections.map(({ kind }) => kind)).toEqual(kinds)
})

test.each([[10, 3, false], [10, 4, true], [9, 9, false], [20, 6, false], [20, 7, true]])('of %i records %i change: asks %s', (count, changed, asks) => {
  const zoneOf = (different: number) => Array.from({ length: count }, (_, i) => `n${i} A 192.0.2.${i < different ? 200 : 1}`).join('\n')
  const found = compared(zoneOf(0), zoneOf(changed)).objections
  expect(found.map(({ kind }) => kind)).toEqual(asks ? ['many-changes'] : [])
})

test.each([
  ['a A 192.0.2.1', null], ['@ MX 10 m', null], ['@ MX 20 m', 'AlternC gives MX records the preferences 5 or 10, and no other.'],
  ['* A 192.0.2.1', null], ['*.a A 192.0.2.1', 'AlternC knows no wildcard (*) below a subdomain.'], ['a NS ns.exemple.net.', 'AlternC cannot hand a subdomain over to other name servers (NS).'],
  ['a TLSA 3 1 1 aabb', 'AlternC does not know TLSA records.'], ['a DS 1 13 2 aabb', 'AlternC does not know DS records.'],
  [`a TXT ${'x'.repeat(255)}`, null], [`a TXT ${'x'.repeat(256)}`, 'AlternC holds no text of more than 255 bytes.'], ['a TXT "a\\"b"', 'AlternC does not accept some signs of this text.'], ['a TXT é', 'AlternC does not accept some signs of this text.'],
  ['@ ALIAS exemple.net.', 'ALIAS exists at some providers only: put in its place the addresses (A, AAAA) to which it leads.'],
])('AlternC and %s', (text, why) => {
  const { handOver } = planZone({ zone, old: records(text), ours: [], capabilities: ALTERNC })
  expect(handOver[0]?.why.en ?? null).toBe(why)
})

test('an alias that only some providers know is handed over as a comment', () => {
  expect(compared('@ ALIAS exemple.net.', '').handOver?.lines).toBe('; exemple.org. 3600 IN ALIAS exemple.net.')
})

test('a text that AlternC cannot hold is handed over, though another at its name was to change', () => {
  const { rows, handOver } = compared(`@ TXT "v=spf1 a"\n@ TXT ${'x'.repeat(256)}`, '@ TXT "v=spf1 mx"', '@ TXT "v=spf1 mx"')
  expect(rows[0]?.category).toBe('expectedChange')
  expect(handOver?.lines).toContain('xxx')
  expect(handOver?.lines).not.toContain('v=spf1')
})

test('French sentences are set as French is set', () => {
  const said = [...compared(GANDI, '').rows.map(({ why }) => why?.fr ?? ''), ...compared(GANDI, '@ MX 5 m\n@ MX 5 1.2.3.4.').objections.map(({ why }) => why.fr)]
  expect(said.filter(sentence => /['"]|\.\.\.| [:;!?»%]|« /u.test(sentence))).toEqual([])
})
