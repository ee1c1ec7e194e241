import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { simulatedAlternc } from '../../adapters/alternc.sim.ts'
import { RemoteFailure } from '../../platform/errors.ts'
import { eachEngine } from '../../testing/databases.ts'
import { served } from '../../testing/served.ts'
import type { ZonePlanAnswer } from './contract.ts'
import type { ServedNow } from './served-now.ts'

const GANDI = `@ 10800 IN SOA ns1.gandi.net. hostmaster.gandi.net. 1 10800 3600 604800 10800
@ 10800 IN A 217.70.184.38
@ 10800 IN MX 10 spool.mail.gandi.net.
@ 10800 IN TXT "v=spf1 include:_mailcust.gandi.net ?all"
@ 10800 IN TXT "v=spf1 include:spf.lettre.example ~all"
@ 10800 IN DNSKEY 257 3 13 AAAA
www 10800 IN CNAME webredir.vip.gandi.net.
nuage 3600 IN A 198.51.100.7
liste 3600 IN MX 20 b.listes.example.
liste 3600 IN MX 10 a.listes.example.
_sip._tcp 3600 IN SRV 5 10 5060 sip.voix.example.
ici 3600 IN A pas-une-adresse
`
const RECORD = { name: 'nuage.pieds.example.', ttl: 3600, type: 'A', data: '198.51.100.7' }

eachEngine('what becomes of a zone', (open) => {
  let web: Awaited<ReturnType<typeof served>>
  let cookie = ''
  let now: ServedNow = { state: 'absent' }
  let asked: { zone: string, nameServers: readonly string[], names: readonly string[] }[] = []
  let hosting: 'there' | 'down' | 'none' = 'there'
  const provisioner = simulatedAlternc({ clock: () => new Date() })

  beforeAll(async () => {
    web = await served(open(), {
      surveys: { begin: () => undefined, ours: { nameServers: [], mailHosts: [] } },
      hosting: { panelUrl: null, isThere: () => Promise.resolve(hosting !== 'none'), provisioner: { ...provisioner, health: () => hosting === 'down' ? Promise.reject(new RemoteFailure('alternc', true, 'gone')) : provisioner.health() } },
      lookAtServed: (zone, how) => { asked.push({ zone, ...how }); return Promise.resolve(now) },
    })
    cookie = (await web.agent('volunteer')).cookie
  })
  afterAll(() => web.stop())
  beforeEach(() => { [now, asked, hosting] = [{ state: 'absent' }, [], 'there'] })

  async function plan(body: unknown) {
    const response = await web.send('/api/zones/plan', { cookie, body })
    return { status: response.status, answer: await response.json() as ZonePlanAnswer & { why?: string, message?: string, lines?: { line: number }[] } }
  }
  const survey = async (records: unknown[] = [RECORD], whole = false) => {
    const facts = JSON.stringify({ zone: { facts: { servers: [], soa: null, records, whole, differing: [], highestTtl: null, dnssec: 'unknown' }, failure: null, seen: [] } })
    return (await open().transaction(db => db('surveys').insert({ domain: 'pieds.example', state: 'done', facts, created_at: Date.now() })))[0] ?? 0
  }
  const rowsOf = (answer: ZonePlanAnswer) => Object.fromEntries(answer.planned.rows.map(row => [`${row.name.replace(/\.?pieds\.example\.$/, '') || '@'} ${row.type}`, row]))

  test('a pasted zone: what changes and why, what stays behind, what is written by hand, what is not understood', async () => {
    const { status, answer } = await plan({ domain: 'Pieds.Example.', zone: GANDI, mail: true, web: true })
    expect(status).toBe(200)
    const rows = rowsOf(answer)
    expect(rows['@ MX']).toMatchObject({ old: ['10 spool.mail.gandi.net.'], new: ['5 mail.hosting.example.'], category: 'expectedChange' })
    expect(rows['@ TXT']).toMatchObject({ new: ['"v=spf1 a mx include:spf.lettre.example ?all"'], category: 'expectedChange', why: { en: 'The 2 SPF become one.' } })
    expect(rows['liste MX']).toMatchObject({ old: ['10 a.listes.example.', '20 b.listes.example.'], new: ['10 b.listes.example.', '5 a.listes.example.'], category: 'expectedChange', why: { en: expect.stringContaining('same order') as string } })
    expect(rows['nuage A']).toMatchObject({ category: 'same' })
    expect(answer.planned.handOver?.lines).toBe('_sip._tcp.pieds.example. 3600 IN SRV 5 10 5060 sip.voix.example.')
    expect(answer.dropped.map(({ type, data }) => `${type} ${data}`)).toEqual(expect.arrayContaining(['MX 10 spool.mail.gandi.net.', 'A 217.70.184.38']))
    expect(answer).toMatchObject({ unread: [{ line: 12, source: 'ici 3600 IN A pas-une-adresse' }], unreadInAll: 1, state: 'absent', served: null, found: { whole: false } })
    expect(answer.text).toMatch(/^\$ORIGIN pieds\.example\.\n[^]*mail\.hosting\.example\.[^]*192\.0\.2\.80/)
    expect(asked).toMatchObject([{ zone: 'pieds.example.', nameServers: ['ns1.hosting.example.', 'ns2.hosting.example.'] }])
    expect(asked[0]?.names).toContain('nuage.pieds.example.')
  })

  test('what our name servers serve already stands beside it, and what is not there yet is said', async () => {
    now = { state: 'served', records: [RECORD, { ...RECORD, name: 'pieds.example.', data: '192.0.2.80' }] }
    const { answer } = await plan({ domain: 'pieds.example', zone: GANDI, mail: true, web: true })
    const found = Object.fromEntries((answer.served?.rows ?? []).map(row => [`${row.name} ${row.type}`, row.category]))
    expect(found).toMatchObject({ 'pieds.example. A': 'expectedChange', 'nuage.pieds.example. A': 'same', 'pieds.example. MX': 'missing' })
  })

  test('a zone that a survey found; it says whether that is all', async () => {
    const { answer } = await plan({ domain: 'pieds.example', surveyId: await survey() })
    expect(answer).toMatchObject({ found: { records: 1, whole: false }, carried: 1, planned: { rows: [{ category: 'same' }] } })
    expect((await plan({ domain: 'pieds.example', surveyId: await survey([RECORD], true) })).answer.found.whole).toBe(true)
  })

  test.each(['none', 'down'] as const)('where the hosting is %s, what it would say is typed', async (state) => {
    hosting = state
    const wish = { domain: 'pieds.example', zone: '@ A 203.0.113.5', mail: true, web: true }
    expect(await plan(wish)).toMatchObject({ status: 422, answer: { why: 'mail-host' } })
    expect(await plan({ ...wish, mailHost: 'MX.coop.example' })).toMatchObject({ status: 422, answer: { why: 'web-addresses' } })
    const { answer } = await plan({ ...wish, mailHost: 'MX.coop.example', webAddresses: ['192.0.2.10', '2001:DB8:0::10'] })
    expect(answer.state).toBe('unasked')
    expect(rowsOf(answer)).toMatchObject({ '@ MX': { new: ['5 mx.coop.example.'] }, '@ A': { new: ['192.0.2.10'] }, 'www AAAA': { new: ['2001:db8::10'] } })
  })

  describe('what is refused', () => {
    test.each<[string, object]>([
      ['domain', { domain: 'pas un domaine', zone: GANDI }],
      ['domain', { domain: 'x.example\n$INCLUDE /etc/passwd', zone: GANDI }],
      ['empty', { domain: 'pieds.example' }],
      ['empty', { domain: 'pieds.example', zone: ' \n; rien\n' }],
      ['too-many', { domain: 'pieds.example', zone: Array.from({ length: 5_001 }, (_, i) => `h${i} A 192.0.2.1`).join('\n') }],
    ])('%s: case %#', async (why, body) => expect(await plan(body)).toMatchObject({ status: 422, answer: { why } }))

    test.each<object>([{}, { domain: 7, zone: GANDI }, { domain: 'pieds.example', zone: 'x'.repeat(500_001) }, { domain: 'pieds.example', zone: GANDI, mail: true, mailHost: 'x\ny IN A 1.2.3.4' }, { domain: 'pieds.example', zone: GANDI, web: true, webAddresses: ['192.0.2.1 ; x'] }])('a body that is none: case %#', async (body) => {
      expect((await plan(body)).status).toBe(422)
    })

    test('what is no zone, with the lines and why', async () => {
      const { status, answer } = await plan({ domain: 'pieds.example', zone: '<script>alert(1)</script>\n$INCLUDE /etc/passwd\nailleurs.example. A 192.0.2.1\n' })
      expect(status).toBe(422)
      expect(answer.message).toMatch(/^Nothing of this can be read as a zone\. Line 1: /)
      expect(answer.lines?.map(({ line }) => line)).toEqual([1, 2, 3])
    })

    test('a survey that there is not, is about another domain, or found nothing', async () => {
      expect((await plan({ domain: 'pieds.example', surveyId: 999_999 })).status).toBe(404)
      expect((await plan({ domain: 'autre.example', surveyId: await survey() })).answer.why).toBe('other-domain')
      expect((await plan({ domain: 'pieds.example', surveyId: await survey([]) })).answer.why).toBe('no-records')
    })

    test('whoever may not', async () => {
      expect((await web.send('/api/zones/plan', { body: { domain: 'pieds.example', zone: GANDI } })).status).toBe(401)
      await open().transaction(db => db('roles').insert({ name: 'Lecture des parcours', permissions: '["runs:read"]', second_factor: false, created_at: 0 }))
      const reader = await web.agent('Lecture des parcours')
      expect((await web.send('/api/zones/plan', { cookie: reader.cookie, body: { domain: 'pieds.example', zone: GANDI } })).status).toBe(403)
    })
  })
})
