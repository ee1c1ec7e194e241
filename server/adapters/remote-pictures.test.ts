import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { remotePictures } from './remote-pictures.ts'

const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
const MEGABYTE = Buffer.alloc(1024 * 1024)

let server: Server
let stranger: Server
let port: number
let strangerPort: number
let answer: RequestListener
let asked: string[] = []

const listening = async (listener: RequestListener) => {
  const made = createServer(listener)
  made.listen(0, '127.0.0.1')
  await once(made, 'listening')
  return made
}
const portOf = (made: Server) => (made.address() as AddressInfo).port

beforeAll(async () => {
  server = await listening((request, response) => {
    asked.push(request.url ?? '')
    answer(request, response)
  })
  // What must never be reached: it would gladly answer.
  stranger = await listening((_request, response) => {
    asked.push('stranger')
    response.setHeader('content-type', 'image/png').end(PNG)
  })
  port = portOf(server)
  strangerPort = portOf(stranger)
})
afterAll(() => {
  for (const made of [server, stranger]) {
    made.closeAllConnections()
    made.close()
  }
})
beforeEach(() => { asked = [] })

const fetched = (path = '/p.png', options = {}) => remotePictures({ loopbackPort: port, ...options })(path.startsWith('/') ? `http://127.0.0.1:${port}${path}` : path)
const png: RequestListener = (_request, response) => { response.setHeader('content-type', 'image/png').end(PNG) }

test('a picture comes with the type its bytes tell', async () => {
  answer = (_request, response) => { response.setHeader('content-type', 'image/jpg').end(PNG) }
  expect(await fetched()).toEqual({ picture: { type: 'image/png', bytes: PNG } })
})

test('the other side learns nothing of who reads', async () => {
  let headers: NodeJS.Dict<string | string[]> = {}
  answer = (request, response) => {
    headers = request.headers
    png(request, response)
  }
  await fetched()
  expect(Object.keys(headers).sort()).toEqual(['accept', 'accept-encoding', 'connection', 'host', 'user-agent'])
  expect(headers['user-agent']).toBe('Mozilla/5.0')
})

test('three redirects are followed, a fourth is not', async () => {
  answer = (request, response) => {
    const left = Number(request.url?.slice(1))
    if (left === 0) png(request, response)
    else response.writeHead(302, { location: `/${left - 1}` }).end()
  }
  expect(await fetched('/3')).toHaveProperty('picture')
  expect(await fetched('/4')).toEqual({ failure: 'too-many-redirects' })
})

const refused = [
  'http://127.0.0.1/p.png', 'http://127.1/', 'http://2130706433/', 'http://0x7f000001/', 'http://0177.0.0.1/', 'http://127.8.9.10/', 'https://127.0.0.1/',
  'http://localhost/', 'https://localhost/',
  'http://[::1]/', 'http://[::]/', 'http://0.0.0.0/', 'http://[::ffff:127.0.0.1]/', 'http://[::ffff:7f00:1]/', 'http://[64:ff9b::7f00:1]/', 'http://[2002:7f00:1::]/', 'http://[::127.0.0.1]/',
  'http://10.0.0.1/', 'http://172.16.0.1/', 'http://192.168.1.1/', 'http://100.64.0.1/', 'http://169.254.169.254/latest/meta-data/', 'http://[fe80::1]/', 'http://[fd00::1]/', 'http://[fec0::1]/',
  'http://224.0.0.1/', 'http://[ff02::1]/', 'http://255.255.255.255/', 'http://240.0.0.1/', 'http://198.18.0.1/', 'http://192.0.2.1/', 'http://[2001:db8::1]/',
  'http://user@93.184.216.34/', 'http://93.184.216.34:8080/', 'http://93.184.216.34:443/', 'https://93.184.216.34:80/', 'http://93.184.216.34:22/',
  'ftp://93.184.216.34/', 'file:///etc/passwd', 'data:image/png;base64,AAAA', 'gopher://93.184.216.34/', '/local', '',
]

test.each(refused)('%j is never asked', async (address) => {
  expect(await remotePictures()(address)).toEqual({ failure: 'refused-address' })
})

test.each([...refused.filter(address => address.includes('://')), 'http://[::ffff:127.0.0.1]:PORT/', 'http://localhost:PORT/', '//localhost:PORT/'])('nor by way of a redirect: %j', async (address) => {
  answer = (_request, response) => { response.writeHead(302, { location: address.replace('PORT', String(port)) }).end() }
  expect(await fetched('/away')).toEqual({ failure: 'refused-address' })
  expect(asked).toEqual(['/away'])
})

test('the port that a test allows opens no other, and is open to nobody else', async () => {
  answer = png
  expect(await fetched(`http://127.0.0.1:${strangerPort}/`)).toEqual({ failure: 'refused-address' })
  expect(await remotePictures()(`http://127.0.0.1:${port}/p.png`)).toEqual({ failure: 'refused-address' })
  expect(asked).toEqual([])
})

describe('what is not a picture', () => {
  test.each<[string, RequestListener]>([
    ['HTML', (_request, response) => { response.setHeader('content-type', 'text/html').end('<p>') }],
    ['SVG', (_request, response) => { response.setHeader('content-type', 'image/svg+xml').end('<svg xmlns="http://www.w3.org/2000/svg"/>') }],
    ['SVG that says it is a PNG', (_request, response) => { response.setHeader('content-type', 'image/png').end('<svg xmlns="http://www.w3.org/2000/svg"/>') }],
    ['a picture that says it is a page', (_request, response) => { response.setHeader('content-type', 'text/html').end(PNG) }],
    ['no type', (_request, response) => { response.end(PNG) }],
    ['nothing', (_request, response) => { response.setHeader('content-type', 'image/png').end() }],
    ['something packed that unfolds', (_request, response) => { response.writeHead(200, { 'content-type': 'image/png', 'content-encoding': 'gzip' }).end(gzipSync(Buffer.concat([PNG, Buffer.alloc(50 * 1024 * 1024)]))) }],
    ['something packed that does not say so', (_request, response) => { response.setHeader('content-type', 'image/png').end(gzipSync(PNG)) }],
  ])('%s', async (...[, listener]) => {
    answer = listener
    expect(await fetched()).toEqual({ failure: 'no-picture' })
  })
})

describe('what does not end well', () => {
  const endless: RequestListener = (_request, response) => {
    response.setHeader('content-type', 'image/png')
    response.write(PNG)
    const more = () => { while (!response.destroyed && response.write(MEGABYTE)); }
    response.on('drain', more)
    more()
  }
  const drip: RequestListener = (_request, response) => {
    response.setHeader('content-type', 'image/png')
    const timer = setInterval(() => response.write('x'), 20)
    response.on('close', () => clearInterval(timer))
  }
  test.each<[string, RequestListener, string]>([
    ['a body without end', endless, 'too-large'],
    ['a length beyond measure', (_request, response) => { response.writeHead(200, { 'content-type': 'image/png', 'content-length': '6000000' }).write(PNG) }, 'too-large'],
    ['a slow drip', drip, 'too-slow'],
    ['silence', () => undefined, 'too-slow'],
    ['a huge header', (_request, response) => { response.writeHead(200, { 'content-type': 'image/png', 'x-large': 'x'.repeat(20_000) }).end(PNG) }, 'unreachable'],
    ['a closed door', (_request, response) => { response.destroy() }, 'unreachable'],
    ['a cut in the middle', (_request, response) => { response.writeHead(200, { 'content-type': 'image/png', 'content-length': '1000' }).write(PNG, () => response.destroy()) }, 'unreachable'],
    ['a failure', (_request, response) => { response.writeHead(500, { 'content-type': 'image/png' }).end(PNG) }, 'unreachable'],
    ['another protocol', (_request, response) => { response.socket?.end('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: other\r\n\r\n') }, 'unreachable'],
    ['a redirect to nowhere', (_request, response) => { response.writeHead(302).end() }, 'too-many-redirects'],
  ])('%s', async (...[, listener, failure]) => {
    answer = listener
    expect(await fetched('/p.png', { patienceMs: failure === 'too-slow' ? 300 : 10_000 })).toEqual({ failure })
  })

  test('many at once wait for their turn, and all are answered', async () => {
    let [busy, most] = [0, 0]
    answer = (request, response) => {
      busy += 1
      most = Math.max(most, busy)
      setTimeout(() => {
        busy -= 1
        png(request, response)
      }, 10)
    }
    const fetchPicture = remotePictures({ loopbackPort: port })
    const all = await Promise.all(Array.from({ length: 30 }, () => fetchPicture(`http://127.0.0.1:${port}/`)))
    expect(all.filter(one => 'picture' in one)).toHaveLength(30)
    expect(most).toBeLessThanOrEqual(8)
  })
})
