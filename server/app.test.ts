import { createServer, request, type IncomingMessage } from 'node:http'
import { mkdirSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { appOf } from './app.ts'
import { openDatabase } from './platform/db.ts'
import { logTo } from './platform/log.ts'
import { metricsOf } from './platform/metrics.ts'
import { removeFolder, temporaryFolder } from './testing/children.ts'
import { messageHtml } from './adapters/message-html.ts'
import { emptySearch, forgetful, noBytes, noIntake, noPicture, testSecrets } from './testing/served.ts'

const folder = temporaryFolder('console')
const INDEX = '<!doctype html><title>Permanence</title>'
const SCRIPT = `console.log('${'répété '.repeat(500)}')`

/** A server for this folder of built files, and what asks it without decompressing anything. */
async function serving(client: string, baseUrl = 'http://127.0.0.1') {
  const database = openDatabase(`sqlite:${join(folder, 'never-migrated.db')}`)
  const app = await appOf({ baseUrl, log: logTo('silent'), database, clock: () => new Date(), ids: () => Promise.resolve([]), search: emptySearch, bytes: noBytes, blobs: forgetful, takeIn: noIntake, messageHtml: messageHtml(), fetchPicture: noPicture, metrics: metricsOf([]), secrets: testSecrets }, client)
  const server = createServer((asked, answer) => { app(asked, answer) })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    stop: () => { server.close() },
    get: (path: string, headers: Record<string, string> = {}, method = 'GET') => new Promise<{ status: number, headers: IncomingMessage['headers'], body: Buffer }>((resolve, reject) => {
      request({ port, path, method, headers }, (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }))
      }).on('error', reject).end()
    }),
  }
}

const PAGE = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }

describe('the console\'s files', () => {
  let site: Awaited<ReturnType<typeof serving>>

  beforeAll(async () => {
    mkdirSync(join(folder, 'dist/assets'), { recursive: true })
    writeFileSync(join(folder, 'dist/index.html'), INDEX)
    writeFileSync(join(folder, 'dist/icon.png'), Buffer.from([1, 2, 3]))
    writeFileSync(join(folder, 'dist/assets/main-abc123.js'), SCRIPT)
    writeFileSync(join(folder, 'secret.txt'), 'outside')
    site = await serving(join(folder, 'dist'))
  })
  afterAll(() => {
    site.stop()
    removeFolder(folder)
  })

  test('is at its address also for whoever takes anything', async () => {
    const { status, headers } = await site.get('/', { accept: '*/*' })
    expect([status, headers['content-type']]).toEqual([200, expect.stringContaining('text/html')])
  })

  test.each(['/', '/tickets/12', '/invitation', '/index.html'])('%s is the one page, asked for anew each time', async (path) => {
    const { status, headers, body } = await site.get(path, PAGE)
    expect([status, body.toString(), headers['cache-control'], headers['content-type']]).toEqual([200, INDEX, 'no-cache', 'text/html; charset=utf-8'])
  })

  test('what is built lives for ever, and travels small', async () => {
    const { headers, body } = await site.get('/assets/main-abc123.js')
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect(headers['content-type']).toBe('text/javascript; charset=utf-8')
    expect([headers['content-encoding'], body.toString()]).toEqual([undefined, SCRIPT])

    const brotli = await site.get('/assets/main-abc123.js', { 'accept-encoding': 'gzip, deflate, br' })
    expect([brotli.headers['content-encoding'], brotliDecompressSync(brotli.body).toString()]).toEqual(['br', SCRIPT])
    expect(brotli.body.length).toBeLessThan(200)
    expect(brotli.headers.vary).toContain('Accept-Encoding')

    const gzip = await site.get('/assets/main-abc123.js', { 'accept-encoding': 'gzip' })
    expect([gzip.headers['content-encoding'], gunzipSync(gzip.body).toString()]).toEqual(['gzip', SCRIPT])
    expect(Number(gzip.headers['content-length'])).toBe(gzip.body.length)

    expect((await site.get('/icon.png', { 'accept-encoding': 'br' })).headers['content-encoding']).toBeUndefined()
  })

  test('what the browser has already is not sent again', async () => {
    const { headers } = await site.get('/', PAGE)
    const again = await site.get('/', { ...PAGE, 'if-none-match': String(headers.etag) })
    expect([again.status, again.body.length]).toEqual([304, 0])
  })

  test('HEAD answers the head', async () => {
    const { status, headers, body } = await site.get('/', PAGE, 'HEAD')
    expect([status, Number(headers['content-length']), body.length]).toEqual([200, INDEX.length, 0])
  })

  test.each([
    ['/assets/gone-000000.js', PAGE], ['/tickets', { accept: 'application/json' }], ['/aide/nothing', PAGE], ['/api/nothing', PAGE],
    ['/../secret.txt', { accept: '*/*' }], ['/%2e%2e/secret.txt', { accept: '*/*' }], ['/..%2fsecret.txt', { accept: '*/*' }],
  ])('%s is not the page', async (path, headers) => {
    const { status, body } = await site.get(path, headers)
    expect(status).toBe(404)
    expect(body.toString()).not.toContain('outside')
  })

  test('nothing is taken from other sites, and no other site frames us', async () => {
    const { headers } = await site.get('/', PAGE)
    const policy = String(headers['content-security-policy']).split(';')
    expect(policy).toEqual(expect.arrayContaining(['default-src \'self\'', 'script-src \'self\'', 'frame-ancestors \'none\'', 'object-src \'none\'', 'base-uri \'none\'']))
    expect(policy.join()).not.toContain('http')
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['x-powered-by']).toBeUndefined()
    expect(headers['strict-transport-security']).toBeUndefined()
  })
})

test('a console that was never built is said so, in a sentence', async () => {
  const site = await serving(join(folder, 'nothing'))
  const { status, body } = await site.get('/', PAGE)
  site.stop()
  expect(status).toBe(503)
  expect(body.toString()).toContain('npm run build')
})

test('without its database it is alive, not ready, and says what to do', async () => {
  const site = await serving(join(folder, 'nothing'))
  const [alive, ready, asked] = [await site.get('/healthz'), await site.get('/readyz'), await site.get('/api/tickets', { cookie: 'permanence_session=x' })]
  site.stop()
  expect(alive.status).toBe(200)
  expect([ready.status, JSON.parse(ready.body.toString())]).toEqual([503, { status: 'not ready', troubles: [expect.stringContaining('permanence migrate')] }])
  expect([asked.status, JSON.parse(asked.body.toString())]).toEqual([500, { code: 'unexpected' }])
})
