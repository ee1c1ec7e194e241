import { once } from 'node:events'
import { createServer as createHttp, type RequestListener } from 'node:http'
import { createServer as createHttps } from 'node:https'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ownCertificate } from '../testing/smtp-sink.ts'
import { lookAtWeb } from './look-at-web.ts'

const answer: RequestListener = (request, response) => {
  if (request.url === '/never') return
  if (request.url === '/moved') response.writeHead(301, { location: '/elsewhere' })
  if (request.url === '/host') response.writeHead(302, { location: `http://${request.headers.host}/` })
  response.end('x'.repeat(10))
}
const [http, https] = [createHttp(answer), createHttps(ownCertificate(), answer)]
const portOf = (server: typeof http | typeof https) => (server.address() as AddressInfo).port
beforeAll(async () => { for (const server of [http, https]) await once(server.listen(0, '127.0.0.1'), 'listening') })
afterAll(() => { for (const server of [http, https]) { server.closeAllConnections(); server.close() } })
const look = lookAtWeb({ isAllowed: () => true, anyPort: true, patienceMs: 500 })

test('a page, a redirection and a certificate that nobody vouches for', async () => {
  expect(await look({ url: `http://127.0.0.1:${portOf(http)}/` })).toMatchObject({ status: 200, address: '127.0.0.1', location: null, certificate: null, failure: null })
  expect(await look({ url: `http://127.0.0.1:${portOf(http)}/moved` })).toMatchObject({ status: 301, location: '/elsewhere' })
  expect(await look({ url: `https://localhost:${portOf(https)}/` })).toMatchObject({ status: 200, certificate: { trusted: false, issuer: 'localhost' } })
})

test('a site that is looked at where its name does not lead yet', async () => {
  expect(await look({ url: `http://assoc.example:${portOf(http)}/host`, at: '127.0.0.1' })).toMatchObject({ status: 302, location: `http://assoc.example:${portOf(http)}/`, address: '127.0.0.1' })
})

test.each<[string, () => Parameters<typeof look>[0], ReturnType<typeof lookAtWeb>, RegExp]>([
  ['a page that never comes', () => ({ url: `http://127.0.0.1:${portOf(http)}/never` }), look, /in time/],
  ['TLS where there is none', () => ({ url: `https://127.0.0.1:${portOf(http)}/` }), look, /./],
  ['nobody there', () => ({ url: 'http://127.0.0.1:1/' }), look, /nothing answers/],
  ['a port that is not usual', () => ({ url: 'http://assoc.example:8080/' }), lookAtWeb(), /no address of a page/],
  ['a password', () => ({ url: 'http://a:b@assoc.example/' }), look, /no address of a page/],
  ['a file', () => ({ url: 'file:///etc/passwd' }), look, /no address of a page/],
  ['words', () => ({ url: 'assoc' }), look, /no address of a page/],
  ['ourselves by address', () => ({ url: 'http://[::1]/' }), lookAtWeb(), /no public address/],
  ['ourselves by another name', () => ({ url: 'http://assoc.example/', at: '10.0.0.1' }), lookAtWeb(), /no public address/],
  ['ourselves by name', () => ({ url: 'http://localhost/' }), lookAtWeb(), /no public address/],
])('%s', async (...[, page, looking, why]) => expect((await looking(page())).failure).toMatch(why))
