import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What a registry says to one question: a domain's JSON, or anything at all. */
export type RdapReply = { status?: number, headers?: Record<string, string>, body?: unknown } | ((response: ServerResponse) => void)

/** A registry of tests on the loopback, which says of each path what it was told to say; of others, that it knows nothing. */
export async function rdapServer(replies: Record<string, RdapReply> = {}) {
  const asked: string[] = []
  const server = createServer((request, response) => {
    const path = request.url ?? ''
    asked.push(path)
    const reply = replies[path] ?? { status: 404, body: { errorCode: 404, title: 'Not found', description: [] } }
    if (typeof reply === 'function') return reply(response)
    const { status = 200, headers = {}, body = '' } = reply
    response.writeHead(status, { 'content-type': 'application/rdap+json', ...headers }).end(typeof body === 'string' ? body : JSON.stringify(body))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    asked,
    replies,
    async stop() {
      server.closeAllConnections()
      await new Promise(done => server.close(done))
    },
  }
}

/** A domain as a well-behaved registry tells of it. */
export const rdapDomain = (ldhName: string, more: Record<string, unknown> = {}) => ({
  objectClassName: 'domain', ldhName, handle: 'D1-LROR', status: ['client transfer prohibited'],
  events: [
    { eventAction: 'registration', eventDate: '2004-08-30T22:55:00Z' }, { eventAction: 'expiration', eventDate: '2027-08-30T22:55:00Z' },
    { eventAction: 'transfer', eventDate: '2015-01-02T03:04:05Z' }, { eventAction: 'last changed', eventDate: '2026-06-01T00:00:00Z' },
  ],
  nameservers: [{ objectClassName: 'nameserver', ldhName: 'NS-25-A.GANDI.NET' }, { objectClassName: 'nameserver', ldhName: 'ns-119-b.gandi.net.' }],
  secureDNS: { zoneSigned: true, delegationSigned: true, dsData: [{ keyTag: 50651 }] },
  entities: [{
    objectClassName: 'entity', handle: '81', roles: ['registrar'], publicIds: [{ type: 'IANA Registrar ID', identifier: '81' }],
    vcardArray: ['vcard', [['version', {}, 'text', '4.0'], ['fn', {}, 'text', 'Gandi SAS']]],
  }],
  ...more,
})
