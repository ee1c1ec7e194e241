import { afterAll, beforeAll, expect, test } from 'vitest'
import { dnsProbes } from '../../compose/dns.ts'
import { playDns, type PlayedDns } from '../../testing/dns-world.ts'
import type { Call } from '../../workflows/ports.ts'

let dns: PlayedDns
beforeAll(async () => {
  dns = await playDns()
})
afterAll(() => dns.stop())

const look = (name: string, given: Call['with']) => dnsProbes(dns)[name]?.look({
  key: '1/x/1', with: given, run: { id: 1, ticketId: 7, subject: 'x', rehearsal: false, example: null }, secret: () => Promise.reject(new Error('no secret')), now: 0, signal: AbortSignal.timeout(60_000),
})

const BOTH = ['ns1.hote.fr', 'NS2.hote.fr.']
const RECORDS = `
@ A 192.0.2.10
@ MX 10 courrier
@ MX 20 spool.mail.example.
_dmarc TXT "v=DMARC1; p=none"
www CNAME jardin.asso.fr.`

test.each([
  ['exactly these', 'jardin.asso.fr', BOTH, true, 'a.nic.fr. ns1.hote.fr. ns2.hote.fr.'],
  ['in a text', 'jardin.asso.fr', 'ns2.hote.fr, ns1.hote.fr', true, 'b.nic.fr. ns1.hote.fr. ns2.hote.fr.'],
  ['one of them', 'jardin.asso.fr', ['ns1.hote.fr'], false, 'ns2.hote.fr.'],
  ['one server of the parent alone', 'zut.fr', ['ns1.hote.fr'], false, 'b.nic.fr. ns2.hote.fr.'],
  ['a domain that is not there', 'absent.fr', ['ns1.hote.fr'], false, 'a.nic.fr. absent'],
])('delegated to %s', async (...[, domain, servers, passed, says]) => {
  const seen = await look('dns.delegated', { domain, servers })
  expect(seen).toMatchObject({ passed, says: expect.stringContaining(says) })
})

test('how long the delegation may be remembered is told', async () => {
  expect(await look('dns.delegated', { domain: 'jardin.asso.fr', servers: BOTH })).toMatchObject({ result: { nameServers: ['ns1.hote.fr.', 'ns2.hote.fr.'], nsTtl: 7200 } })
})

test.each([
  ['jardin.asso.fr', {}, false, 1800], ['ouvert.fr', {}, true, 172_800], ['ouvert.fr', { was: 1800n }, true, 1800], ['absent.fr', {}, false, 172_800],
])('%s with %o is without DS: %s', async (...[domain, given, passed, dsTtl]) => expect(await look('dns.unsigned', { domain, ...given })).toMatchObject({ passed, result: { dsTtl } }))

test.each([
  ['all of it', { domain: 'jardin.asso.fr', servers: BOTH, records: RECORDS }, true, { serial: 7, lacking: [] }, 'ns2.hote.fr. 127.0.0.14 7'],
  ['line by line, with what may differ', { domain: 'jardin.asso.fr', servers: BOTH, records: ['@ 60 A 192.0.2.10', '@ NS ns.elsewhere.example.'] }, true, { lacking: [] }, '7'],
  ['one record less', { domain: 'jardin.asso.fr', servers: ['ns1.hote.fr'], records: '@ MX 10 courrier' }, false, { lacking: ['ns1.hote.fr. jardin.asso.fr. MX'] }, 'MX'],
  ['another name', { domain: 'jardin.asso.fr', servers: ['ns1.hote.fr'], records: 'new A 192.0.2.1' }, false, { lacking: ['ns1.hote.fr. new.jardin.asso.fr. A'] }, 'new'],
  ['other serials', { domain: 'boite.fr', servers: ['ns1.hote.fr', 'ns4.hote.fr'] }, false, { serial: null, lacking: [] }, 'ns4.hote.fr. 127.0.0.16 11'],
  ['a server that is lame, and one that refuses', { domain: 'boite.fr', servers: ['ns1.hote.fr', 'ns2.hote.fr', 'ns5.hote.fr'] }, false, {}, 'ns2.hote.fr. 127.0.0.14 lame; ns5.hote.fr. 127.0.0.17 refused'],
  ['servers of ours', { domain: 'boite.fr', servers: ['private.hote.fr', 'nowhere.hote.fr'] }, false, {}, 'nowhere.hote.fr. no-address; private.hote.fr. 10.0.0.1 not-public'],
  ['a wildcard', { domain: 'boite.fr', servers: ['ns1.hote.fr'], records: '* A 192.0.2.99' }, true, { serial: 12 }, '12'],
])('served: %s', async (...[, given, passed, result, says]) => expect(await look('dns.served', given)).toMatchObject({ passed, result, says: expect.stringContaining(says) }))

test.each([
  ['dns.delegated', { domain: 'x', servers: ['a.fr'] }], ['dns.delegated', { domain: 'x.fr', servers: [] }], ['dns.delegated', { domain: 'x.fr', servers: ['a b'] }],
  ['dns.served', { domain: 'x.fr', servers: ['a.fr'], records: 'www A nonsense' }], ['dns.unsigned', { domain: '../x.fr' }],
])('%s with %o cannot be meant', async (name, given) => expect(look(name, given)).rejects.toThrow(expect.objectContaining({ code: 'invalid' })))
