import { once } from 'node:events'
import { createServer as createHttp, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createHttps } from 'node:https'
import { createServer as createTcp, type AddressInfo, type Server, type Socket } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ownCertificate } from '../testing/smtp-sink.ts'
import { askSitePage } from './site-page.ts'

const servers: Server[] = []
const asked: (string | undefined)[] = []

async function listening(server: Server): Promise<number> {
  servers.push(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

const latin = Buffer.from('<title>Caf\xE9</title>', 'latin1')

const broken: Readonly<Record<string, (response: ServerResponse) => void>> = {
  '/cut': response => void response.writeHead(200, { 'content-length': '500' }).write('<p>', () => response.destroy()),
  '/slow': response => void response.writeHead(200, { 'content-length': '500' }).write('<p>'),
  '/other': response => void response.socket?.end('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: other\r\n\r\n'),
}

function answer({ url, headers }: IncomingMessage, response: ServerResponse) {
  asked.push(`${headers.host ?? ''} ${headers['accept-encoding']?.toString() ?? ''}`)
  if (url === '/moved') return void response.writeHead(302, { location: 'https://www.amap.example/é' }).end()
  if (url === '/latin') return void response.writeHead(200, { 'content-type': 'text/html; charset=ISO-8859-1' }).end(latin)
  if (url === '/odd') return void response.writeHead(404, { 'content-type': 'text/html; charset=nobody-knows-it' }).end('<title>Café</title>')
  if (url === '/endless') return pour(response.writeHead(200))
  const breaking = broken[url ?? '']
  if (breaking) return breaking(response)
  response.writeHead(200).end('<title>Accueil</title>')
}

/** A page without an end, as long as somebody reads. */
function pour(response: ServerResponse) {
  const more = () => { while (!response.destroyed && response.write('x'.repeat(65_536))); }
  response.on('drain', more)
  more()
}

let [http, https, silent] = [0, 0, 0]
let named: unknown
const held: Socket[] = []

beforeAll(async () => {
  http = await listening(createHttp(answer))
  const secure = createHttps(ownCertificate(), answer)
  secure.on('secureConnection', ({ servername }) => { named = servername })
  https = await listening(secure)
  silent = await listening(createTcp(socket => void held.push(socket)))
})
afterAll(() => {
  for (const socket of held) socket.destroy()
  for (const server of servers) server.close()
})

const ask = (url: string, { port = http, at = '127.0.0.1', patienceMs = 20_000 } = {}) => askSitePage({ port, patienceMs })({ url, at, signal: AbortSignal.timeout(60_000) })

test.each([
  ['/', { status: 200, location: null, text: '<title>Accueil</title>', certificate: null }],
  ['/latin', { text: '<title>Café</title>' }],
  ['/odd', { status: 404, text: '<title>Café</title>' }],
  ['/moved', { status: 302, location: expect.stringContaining('https://www.amap.example/') as unknown }],
])('%s is asked for under its own name, at the address that is given', async (path, page) => {
  expect(await ask(`http://amap.example${path}`)).toMatchObject(page)
  expect(asked.at(-1)).toMatch(/^amap\.example(:\d+)? identity$/)
})

test('a page without an end is read to its limit', async () => {
  const page = await ask('http://amap.example/endless')
  expect('text' in page && page.text.length).toBe(256 * 1024)
})

test('a certificate of nobody is told, and the page behind it read', async () => {
  expect(await ask('https://www.amap.example/', { port: https })).toMatchObject({ status: 200, text: '<title>Accueil</title>', certificate: { trusted: false, doubt: 'DEPTH_ZERO_SELF_SIGNED_CERT', names: [] } })
  expect(named).toBe('www.amap.example')
})

test.each([
  ['nothing', () => ask('http://amap.example/', { port: 1 }), 'nothing answers'],
  ['silence', () => ask('http://amap.example/', { port: silent, patienceMs: 300 }), 'not answer in time'],
  ['a page that breaks off', () => ask('http://amap.example/cut'), 'broke off'],
  ['a page that stops in the middle', () => ask('http://amap.example/slow', { patienceMs: 300 }), 'not answer in time'],
  ['another protocol', () => ask('http://amap.example/other'), 'not answer as it should'],
  ['a name instead of an address', () => ask('http://amap.example/', { at: 'localhost' }), 'no address'],
  ['another port', () => ask('http://amap.example:8080/'), 'no address'],
  ['a file', () => ask('file:///etc/passwd'), 'no address'],
])('%s is a failure in words', async (...[, asking, says]) => {
  expect(await asking()).toEqual({ failure: expect.stringContaining(says) as unknown })
})
