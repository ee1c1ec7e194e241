import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { createServer as createHttp } from 'node:http'
import { createServer as createHttps } from 'node:https'
import { createServer as createTcp, type AddressInfo, type Server } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ownCertificate } from '../testing/smtp-sink.ts'
import type { Call } from '../workflows/ports.ts'
import { isPublicAddress } from './public-address.ts'
import { workflowProbes } from './workflow-probes.ts'
import { rehearsalPorts } from './workflow-ports.sim.ts'

const callOf = (given: Call['with'], { key = '1/x/1', example = null as Call['run']['example'] } = {}): Call => ({
  key, with: given, run: { id: 1, ticketId: 7, subject: 'x', rehearsal: true, example }, secret: () => Promise.reject(new Error('no secret')), now: Date.now(), signal: AbortSignal.timeout(60_000),
})

const servers: Server[] = []
async function listening<T extends Server>(server: T): Promise<number> {
  servers.push(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

// One answer a name: `a.example` has an address, `txt.example` two texts, `gone.example` nothing, `lame.example` fails.
function dnsAnswer(question: Buffer): Buffer {
  const name = question.subarray(12).toString('latin1')
  const head = Buffer.from(question.subarray(0, 12))
  head.writeUInt16BE(name.includes('lame') ? 0x8182 : name.includes('gone') ? 0x8183 : 0x8180, 2)
  head.writeUInt16BE(0, 10)
  const end = question.indexOf(0, 12) + 5
  const record = (type: number, data: Buffer) => {
    const fixed = Buffer.from([0xC0, 12, 0, type, 0, 1, 0, 0, 0, 60, 0, data.length])
    return Buffer.concat([fixed, data])
  }
  const text = (words: string) => Buffer.concat([Buffer.from([words.length]), Buffer.from(words)])
  const records = name.includes('txt') ? [record(16, text('v=spf1 -all')), record(16, text('other'))] : name.startsWith('\u0001a') ? [record(1, Buffer.from([203, 0, 113, 7]))] : []
  head.writeUInt16BE(records.length, 6)
  return Buffer.concat([head, question.subarray(12, end), ...records])
}

let [http, https, silent] = [0, 0, 0]
let dns: Socket
let asked = 0

beforeAll(async () => {
  http = await listening(createHttp((request, response) => {
    asked += 1
    if (request.url === '/moved') return void response.writeHead(302, { location: 'http://169.254.169.254/' }).end()
    if (request.url === '/large') return void response.writeHead(200, { 'x-large': 'x'.repeat(40_000) }).end()
    response.writeHead(request.url === '/missing' ? 404 : 200).end('x'.repeat(1_000_000))
  }))
  const { key, cert } = ownCertificate()
  https = await listening(createHttps({ key, cert }, (_request, response) => void response.end()))
  silent = await listening(createTcp(() => undefined))
  dns = createSocket('udp4', (question, { port }) => dns.send(dnsAnswer(question), port, '127.0.0.1'))
  dns.bind(0, '127.0.0.1')
  await once(dns, 'listening')
})
afterAll(() => {
  dns.close()
  for (const server of servers) server.close()
})

const probes = (patienceMs = 5_000) => workflowProbes({ isAllowed: address => address === '127.0.0.1', anyPort: true, nameservers: [`127.0.0.1:${dns.address().port}`], patienceMs })
const look = (name: string, given: Call['with'], patienceMs?: number) => probes(patienceMs)[name]?.look(callOf(given))

describe('a page', () => {
  test.each([
    ['/', {}, true, 200], ['/missing', {}, false, 404], ['/missing', { status: 404 }, true, 404], ['/moved', {}, true, 302], ['/moved', { status: 200n }, false, 302],
  ])('%s with %o passes: %s', async (...[path, given, passed, status]) => {
    expect(await look('web.answers', { url: `http://127.0.0.1:${http}${path}`, ...given })).toMatchObject({ passed, result: { status } })
  })

  test.each([
    ['a large answer', () => `http://127.0.0.1:${http}/large`, 'too large'],
    ['a certificate of nobody', () => `https://127.0.0.1:${https}/`, 'signed by nobody'],
    ['nothing', () => 'http://127.0.0.1:1/', 'nothing answers'],
    ['silence', () => `http://127.0.0.1:${silent}/`, 'not answer in time'],
  ])('%s is seen, and does not pass', async (...[, url, says]) => {
    expect(await look('web.answers', { url: url() }, 800)).toMatchObject({ passed: false, says: expect.stringContaining(says) as unknown })
  })
})

describe('what is ours is never asked', () => {
  test.each(['http://127.0.0.1/', 'http://[::1]/', 'http://0x7f.1/', 'http://[::ffff:127.0.0.1]/', 'http://169.254.169.254/', 'ftp://example.org/', 'http://user:password@example.org/', 'http://example.org:8080/', 'nonsense', ''])('%s is refused', async (url) => {
    const before = asked
    await expect(workflowProbes()['web.answers']?.look(callOf({ url }))).rejects.toMatchObject({ code: 'invalid' })
    expect(asked).toBe(before)
  })

  test('nor by a name that leads to it', async () => {
    expect(await workflowProbes()['web.answers']?.look(callOf({ url: 'http://localhost/' }))).toMatchObject({ passed: false, says: expect.stringContaining('no public address') as unknown })
    await expect(workflowProbes()['web.certificate']?.look(callOf({ host: '10.1.2.3' }))).rejects.toMatchObject({ code: 'invalid' })
  })

  test.each([
    ['8.8.8.8', true], ['2001:4860:4860::8888', true], ['10.0.0.1', false], ['100.64.1.1', false], ['192.168.1.1', false], ['0.0.0.0', false], ['255.255.255.255', false],
    ['::1', false], ['fd00::1', false], ['fe80::1', false], ['::ffff:8.8.8.8', false], ['2002:7f00:1::', false], ['64:ff9b::7f00:1', false], ['2001:db8::1', false], ['example.org', false],
  ])('%s is public: %s', (address, isPublic) => expect(isPublicAddress(address)).toBe(isPublic))
})

describe('a certificate', () => {
  test('is told however bad it is, and passes when it is trusted', async () => {
    const seen = await look('web.certificate', { host: '127.0.0.1', port: BigInt(https) })
    expect(seen).toMatchObject({ passed: false, says: expect.stringMatching(/localhost, 20\d\d-.*signed by nobody/) as unknown, result: { issuer: 'localhost', days: 1 } })
    expect(Date.parse(String(seen?.result['expires']))).toBeGreaterThan(Date.now())
  })

  test('is none where nobody speaks TLS', async () => {
    expect(await look('web.certificate', { host: '127.0.0.1', port: http })).toMatchObject({ passed: false, result: {} })
    expect(await look('web.certificate', { host: '127.0.0.1', port: silent }, 800)).toMatchObject({ passed: false, says: expect.stringContaining('not answer in time') as unknown })
    for (const host of ['', 'two words', '-x.example', 'a..b']) await expect(look('web.certificate', { host })).rejects.toMatchObject({ code: 'invalid' })
  })
})

describe('a name', () => {
  test.each([
    [{ name: 'a.example', type: 'A' }, true, ['203.0.113.7']],
    [{ name: 'a.example', type: 'a', expected: '203.0.113.7' }, true, ['203.0.113.7']],
    [{ name: 'a.example', type: 'A', expected: ['203.0.113.7', '203.0.113.8'] }, false, ['203.0.113.7']],
    [{ name: 'txt.example.', type: 'TXT', expected: 'v=spf1 -all' }, true, ['other', 'v=spf1 -all']],
    [{ name: 'txt.example', type: 'TXT', expected: 'V=SPF1 -all' }, false, ['other', 'v=spf1 -all']],
    [{ name: 'gone.example', type: 'A' }, false, []],
  ])('%o passes: %s', async (given, passed, answers) => {
    expect(await look('dns.resolves', given)).toMatchObject({ passed, result: { answers } })
  })

  test('that cannot be looked up is no answer', async () => {
    await expect(look('dns.resolves', { name: 'lame.example', type: 'A' })).rejects.toMatchObject({ name: 'RemoteFailure', retry: true })
    await expect(look('dns.resolves', { name: 'a.example', type: 'ANY' })).rejects.toMatchObject({ code: 'invalid' })
  })
})

test('a rehearsal asks nobody: probes pass at the second look, with the example where there is one', async () => {
  const act = { takes: { needed: [] }, gives: ['id'], ensure: () => Promise.reject(new Error('real')), undo: () => Promise.reject(new Error('real')) }
  const { probes: played, actions } = rehearsalPorts({ actions: { 'zone.create': act }, probes: probes() })
  const before = asked
  const again = () => played['web.certificate']?.look(callOf({ host: 'x.example' }))
  expect(await again()).toMatchObject({ passed: false })
  expect(await again()).toMatchObject({ passed: true, result: { names: ['x.example'], days: 90 } })
  expect(await played['web.certificate']?.look(callOf({ host: 'x.example' }, { key: '2/x/1' }))).toMatchObject({ passed: false })
  expect(await actions['zone.create']?.ensure(callOf({}))).toEqual({ done: { id: null } })
  expect(await actions['zone.create']?.ensure(callOf({}, { example: { id: 5 } }))).toEqual({ done: { id: 5 } })
  await actions['zone.create']?.undo?.({ ...callOf({}), result: {} })
  expect(asked).toBe(before)
})
