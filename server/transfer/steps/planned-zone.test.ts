import { expect, test } from 'vitest'
import { plannedZone, type Moving } from './planned-zone.ts'

const GANDI = `@ 10800 IN SOA ns1.gandi.net. hostmaster.gandi.net. 1 10800 3600 604800 10800
@ 10800 IN A 217.70.184.38
@ 10800 IN MX 10 spool.mail.gandi.net.
@ 10800 IN MX 50 fb.mail.gandi.net.
@ 10800 IN TXT "v=spf1 include:_mailcust.gandi.net include:spf.lettre.example ?all"
www 10800 IN CNAME webredir.vip.gandi.net.
webmail 10800 IN CNAME webmail.gandi.net.
nuage 3600 IN A 198.51.100.7
liste 3600 IN MX 20 b.listes.example.
liste 3600 IN MX 10 a.listes.example.
_sip._tcp 3600 IN SRV 5 10 5060 sip.voix.example.
`
const moving = (more: Partial<Moving> = {}): Moving => ({ domain: 'pieds.example', text: GANDI, mail: true, web: true, hosting: { mailHost: 'mx.coop.example', webAddresses: ['192.0.2.10', '2001:db8::10'] }, ...more })
type Planned = { records: { name: string, type: string, data: string }[], entries: object[], served: string, dropped: { line: string }[], byHand: string, unread: object[], objections: object[], fr: string }
const planned = (more?: Partial<Moving>) => plannedZone(moving(more)) as unknown as Planned
const lines = ({ records }: Planned) => records.map(({ name, type, data }) => `${name} ${type} ${data}`)

test('what is the member’s own comes along, what only works at Gandi does not, and ours is the hosting’s to make', () => {
  const plan = planned()
  expect(lines(plan)).toEqual([
    'pieds.example. TXT "v=spf1 a mx include:spf.lettre.example ?all"',
    'nuage.pieds.example. A 198.51.100.7',
    'liste.pieds.example. MX 10 b.listes.example.',
    'liste.pieds.example. MX 5 a.listes.example.',
  ])
  expect(plan.entries).toEqual([{ name: 'www', kind: 'web', value: '/www/pieds.example' }, { name: '', kind: 'redirect', value: 'http://www.pieds.example' }, { name: '', kind: 'default-mx', value: '' }])
  expect(plan.dropped.map(({ line }) => line.split(' ').slice(0, 2).join(' '))).toEqual(expect.arrayContaining(['pieds.example. A', 'www.pieds.example. CNAME', 'webmail.pieds.example. CNAME', 'pieds.example. MX']))
  expect(plan.byHand).toBe('_sip._tcp.pieds.example. 3600 IN SRV 5 10 5060 sip.voix.example.')
  expect(plan.served).toContain('192.0.2.10')
  expect(plan.served).toContain('mx.coop.example.')
  expect(plan.fr).toContain('1 à écrire à la main')
})

test('a site and a mail that stay elsewhere are left where they are', () => {
  const text = '@ A 203.0.113.5\nwww CNAME site.ailleurs.example.\n@ MX 1 mail.ailleurs.example.\n'
  const plan = planned({ text, mail: false, web: false })
  expect(lines(plan).sort()).toEqual(['pieds.example. A 203.0.113.5', 'pieds.example. MX 5 mail.ailleurs.example.', 'www.pieds.example. CNAME site.ailleurs.example.'])
  expect(plan.entries).toEqual([])
})

test('a line that cannot be read is told, with the others', () => {
  const plan = planned({ text: `${GANDI}ici 3600 IN A pas-une-adresse\n` })
  expect(plan.unread).toMatchObject([{ line: 12 }])
  expect(plan.fr).toContain('1 ligne pas comprise')
})

test('three ranks of mail servers are for somebody to write', () => {
  expect(planned({ text: '@ A 203.0.113.5\nx MX 1 a.example.\nx MX 5 b.example.\nx MX 10 c.example.\n', mail: false, web: false }).byHand).toContain('x.pieds.example.')
})

test('a site that only leads elsewhere is two redirections of the hosting, and its addresses are ours', () => {
  const plan = planned({ redirect: 'https://union.example/pieds', mail: false })
  expect(plan.entries).toEqual([{ name: 'www', kind: 'redirect', value: 'https://union.example/pieds' }, { name: '', kind: 'redirect', value: 'https://union.example/pieds' }])
  expect(plan.served).toContain('192.0.2.10')
})
