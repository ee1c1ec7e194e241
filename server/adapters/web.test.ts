import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fetchText } from './web.ts'

const answers: Record<string, (response: ServerResponse) => unknown> = {
  '/feed': response => response.end('<rss/>'),
  '/moved': response => response.writeHead(301, { location: '/feed' }).end(),
  '/away': response => response.writeHead(302, { location: 'http://elsewhere.example/feed' }).end(),
  '/round': response => response.writeHead(302, { location: '/round' }).end(),
  '/missing': response => response.writeHead(404).end('no'),
  '/failing': response => response.writeHead(503).end('later'),
  '/large': response => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(5_000_000))),
  '/silent': () => undefined,
  '/broken': response => response.writeHead(200, { 'content-length': '100' }).write('half', () => response.destroy()),
}
const server = createServer((request, response) => void answers[request.url ?? '']?.(response))
const at = (path: string) => `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`
beforeAll(() => new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve)))
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

test.each(['/feed', '/moved'])('%s is fetched', async path => expect(await fetchText()(at(path))).toBe('<rss/>'))

test.each<[string, RegExp, boolean]>([
  ['/away', /has moved to elsewhere\.example: set its new address/, false],
  ['/round', /moved on and on/, false],
  ['/missing', /answers 404 instead of a feed/, false],
  ['/failing', /answers 503/, true],
  ['/large', /larger than 2 MB/, true],
  ['/silent', /did not answer within 1 seconds/, true],
  ['/broken', /broke off|cannot be asked/, true],
])('%s is said in a sentence', async (path, message, retry) => {
  await expect(fetchText({ patienceMs: 500 })(at(path))).rejects.toMatchObject({ message: expect.stringMatching(message) as unknown, retry })
})
