import { createSocket } from 'node:dgram'
import { decode, encode, type Answer, type Packet } from 'dns-packet'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { NoAnswer } from '../dns/no-answer.ts'
import { framed, playNameServer, type PlayedNameServer } from '../testing/name-server.ts'
import { dnsClient } from './dns-client.ts'
import { resolversOf } from './dns-resolvers.ts'

// What others think a message is: answers are made by a library that the client does not use.
const answering = (query: Buffer, packet: Partial<Packet> & { code?: number }): Buffer => {
  const { id = 0, questions = [] } = decode(query)
  const { code = 0, flags = 0, ...sections } = packet
  return encode({ type: 'response', id, questions, ...sections, flags: flags | code })
}
const labelOf = (query: Buffer) => query.subarray(13, 13 + (query[12] ?? 0)).toString('latin1')
const AA = 1 << 10
const TC = 1 << 9
const a = (name: string, data: string): Answer => ({ type: 'A', name, ttl: 60, data })
const soa = (name: string, serial: number): Answer => ({ type: 'SOA', name, ttl: 60, data: { mname: 'ns.a.example', rname: 'root.a.example', serial, refresh: 1, retry: 2, expire: 3, minimum: 4 } })

/** The query itself as an answer, with so many records that are said to follow, and these bytes. */
function crafted(query: Buffer, count: number, bytes: readonly number[] | Buffer): Buffer {
  const end = query.indexOf(0, 12) + 5
  const head = Buffer.from(query.subarray(0, 12))
  head.writeUInt16BE(0x8400, 2)
  head.writeUInt16BE(count, 6)
  head.writeUInt16BE(0, 10)
  return Buffer.concat([head, query.subarray(12, end), Buffer.from(bytes)])
}
const endOfQuestion = (query: Buffer) => query.indexOf(0, 12) + 5
const fixed = (type: number, length: number) => [0, type, 0, 1, 0, 0, 0, 60, length >> 8, length & 255]
const to = (at: number) => [0xC0 | at >> 8, at & 255]

const UDP: Record<string, (query: Buffer) => Buffer[]> = {
  plain: query => [answering(query, { flags: AA, answers: [a('plain.example', '192.0.2.1'), a('PLAIN.example', '192.0.2.2')] })],
  stray: query => [Buffer.from('nonsense'), renumbered(answering(query, { answers: [a('stray.example', '192.0.2.66')] })), answering(query, { answers: [a('stray.example', '192.0.2.1')] })],
  renumbered: query => [renumbered(answering(query, {}))],
  other: query => [answering(query, { questions: [{ type: 'A', name: 'another.example' }] })],
  echo: query => [query],
  missing: query => [crafted(query, 5, [])],
  circle: query => [crafted(query, 1, [...to(endOfQuestion(query)), ...fixed(1, 4), 1, 2, 3, 4])],
  forward: query => [crafted(query, 1, [...to(endOfQuestion(query) + 20), ...fixed(1, 4), 1, 2, 3, 4, 0, 0, 0, 0, 0])],
  label: query => [crafted(query, 1, [0x80, 1, ...fixed(1, 4), 1, 2, 3, 4])],
  overlong: query => [crafted(query, 1, [...to(12), ...fixed(1, 400), 1, 2, 3, 4])],
  control: query => [crafted(query, 1, [5, 0, 7, 10, 46, 65, 0, ...fixed(16, 4), 3, 0, 27, 34])],
  wrong: query => [crafted(query, 1, [...to(12), ...fixed(1, 5), 1, 2, 3, 4, 5])],
  compressed: query => [crafted(query, 1, [...to(12), ...fixed(15, 4), 0, 10, ...to(12)])],
  large: query => [answering(query, { flags: TC })],
  texts: query => [answering(query, { flags: TC })],
  half: query => [answering(query, { flags: TC })],
  hangs: query => [answering(query, { flags: TC })],
  old: query => decode(query).additionals?.length ? [answering(query, { code: 1 })] : [answering(query, { answers: [a('old.example', '192.0.2.1')] })],
  refusing: query => {
    const bytes = Buffer.from(query.subarray(0, 12))
    bytes.writeUInt16BE(0x8005, 2)
    bytes.fill(0, 4)
    return [bytes]
  },
  badversion: query => [answering(query, { additionals: [{ type: 'OPT', name: '.', extendedRcode: 1 } as Answer] })],
  silent: () => [],
}
const renumbered = (bytes: Buffer) => Buffer.concat([Buffer.from([(bytes[0] ?? 0) ^ 0xFF]), bytes.subarray(1)])

const many = (count: number) => Array.from({ length: count }, (_, i) => a('large.example', `198.18.${i >> 8}.${i & 255}`))
const zone = (name: string) => [soa(name, 7), a(name, '192.0.2.1'), a(`www.${name}`, '192.0.2.2'), a('elsewhere.test', '192.0.2.3')]

const TCP: Record<string, (query: Buffer) => Buffer[]> = {
  large: query => [framed(answering(query, { answers: many(1000) }))],
  texts: query => [framed(answering(query, { answers: [{ type: 'TXT', name: 'texts.example', ttl: 1, data: Array.from({ length: 250 }, () => 'x'.repeat(255)) }] }))],
  half: query => [framed(answering(query, {})).subarray(0, 9)],
  hangs: () => [],
  // A whole zone in three messages, cut where nobody would cut them.
  whole: query => [Buffer.concat([framed(answering(query, { answers: zone('whole.example').slice(0, 2) })), framed(answering(query, { questions: [], answers: zone('whole.example').slice(2) })), framed(answering(query, { answers: [soa('whole.example', 7)] }))])],
  refused: query => [framed(answering(query, { code: 5 }))],
  nothing: query => [framed(answering(query, {}))],
  cut: query => [framed(answering(query, { answers: zone('cut.example') }))],
  another: query => [framed(answering(query, { answers: [soa('other.example', 1), soa('other.example', 1)] }))],
  endless: query => [framed(answering(query, { answers: [soa('endless.example', 1), ...many(60)] })), framed(answering(query, { answers: many(60) }))],
}

let server: PlayedNameServer
beforeAll(async () => {
  server = await playNameServer({
    udp: (query, reply) => (UDP[labelOf(query)]?.(query) ?? []).forEach(reply),
    tcp: (query, socket) => {
      for (const bytes of TCP[labelOf(query)]?.(query) ?? []) {
        socket.write(bytes.subarray(0, 1))
        socket.write(bytes.subarray(1))
      }
      if (!['half', 'hangs'].includes(labelOf(query))) socket.end()
    },
  })
})
afterAll(() => server.stop())

const client = (patienceMs = 10_000) => dnsClient({ isAllowed: address => address === '127.0.0.1', port: server.port, patienceMs, transferMs: patienceMs, mostRecords: 100 })
const at = { address: '127.0.0.1' }
const ask = (label: string, patienceMs?: number) => client(patienceMs).ask({ name: `${label}.example.`, type: 'A' }, at)
const whyOf = (asked: Promise<unknown>) => asked.then(() => 'answered', (error: unknown) => (error as NoAnswer).why)

test.each([
  ['plain', 'udp', [['plain.example.', '192.0.2.1'], ['plain.example.', '192.0.2.2']]],
  ['stray', 'udp', [['stray.example.', '192.0.2.1']]],
  ['old', 'udp', [['old.example.', '192.0.2.1']]],
  ['control', 'udp', [['\\000\\007\\010\\.a.', '"\\000\\027\\""']]],
  ['wrong', 'udp', [['wrong.example.', '\\# 5 0102030405']]],
  ['compressed', 'udp', [['compressed.example.', '10 compressed.example.']]],
])('%s is read by %s', async (label, over, records) => {
  const answer = await ask(label)
  expect([answer.over, answer.answers.map(({ name, data }) => [name, data])]).toEqual([over, records])
})

test('what is cut short is asked again by TCP, and read however much it is', async () => {
  const [large, texts] = await Promise.all([ask('large'), client().ask({ name: 'texts.example.', type: 'TXT' }, at)])
  expect([large.over, large.answers.length, large.answers.at(-1)?.data]).toEqual(['tcp', 1000, '198.18.3.231'])
  expect(texts.answers.map(({ data }) => data.length)).toEqual([250 * 258 - 1])
  expect((await client().ask({ name: 'large.example.', type: 'A' }, at, { over: 'udp' })).answers).toEqual([])
})

test.each([
  ['refusing', 'REFUSED'], ['badversion', 'RCODE16'],
])('%s is an answer: %s', async (label, code) => expect(await ask(label)).toMatchObject({ code }))

describe('no answer', () => {
  test.each([
    ['missing', 'unreadable'], ['circle', 'unreadable'], ['forward', 'unreadable'], ['label', 'unreadable'], ['overlong', 'unreadable'],
  ])('%s: %s', async (label, why) => expect(await whyOf(ask(label))).toBe(why))

  test.each([
    ['silent', 'silent'], ['renumbered', 'unreadable'], ['other', 'unreadable'], ['echo', 'unreadable'], ['half', 'silent'], ['hangs', 'silent'],
  ])('%s, waited for: %s', async (label, why) => expect(await whyOf(ask(label, 200))).toBe(why))

  test('a pointer to a pointer to a pointer leads nowhere', async () => {
    const chained = await playNameServer({
      udp: (query, reply) => reply(answering(query, { flags: TC })),
      tcp: (query, socket) => {
        const start = endOfQuestion(query)
        // One record whose data is eight thousand pointers, each to the one before; then as many records that begin at the last.
        const pointers = Array.from({ length: 8000 }, (_, i) => to(i === 0 ? 12 : start + 12 + 2 * (i - 1))).flat()
        const last = to(start + 12 + 2 * 7999)
        const more = Array.from({ length: 3500 }, () => [...last, ...fixed(1, 0)]).flat()
        socket.write(framed(crafted(query, 3501, [...to(12), ...fixed(99, pointers.length), ...pointers, ...more])))
      },
    })
    const asked = dnsClient({ isAllowed: () => true, port: chained.port, patienceMs: 30_000 }).ask({ name: 'x.example.', type: 'A' }, at)
    expect(await whyOf(asked)).toBe('unreadable')
    await chained.stop()
  })

  test('what another address or port sends is not heard', async () => {
    const forger = createSocket('udp4')
    const quiet = createSocket('udp4', (query, from) => forger.send(answering(query, { answers: [a('x.example', '192.0.2.66')] }), from.port, from.address))
    await new Promise<void>(resolve => quiet.bind(0, '127.0.0.1', resolve))
    const asked = dnsClient({ isAllowed: () => true, port: quiet.address().port, patienceMs: 200 }).ask({ name: 'x.example.', type: 'A' }, at)
    expect(await whyOf(asked)).toBe('silent')
    quiet.close()
    forger.close()
  })

  test('where nobody listens, or time is up', async () => {
    const nobody = dnsClient({ isAllowed: () => true, port: 1, patienceMs: 10_000 })
    expect(await whyOf(nobody.ask({ name: 'x.example.', type: 'A' }, at))).toBe('silent')
    expect(await whyOf(client().ask({ name: 'silent.example.', type: 'A' }, at, { signal: AbortSignal.timeout(50) }))).toBe('unasked')
  })
})

test('only public addresses are asked, and our own resolvers', async () => {
  const own = dnsClient({ port: server.port, resolvers: [at] })
  expect(await Promise.all(['127.0.0.1', '10.0.0.1', '::1', '::ffff:127.0.0.1', 'localhost', 'fe80::1', ''].map(address => whyOf(own.ask({ name: 'plain.example.', type: 'A' }, { address }))))).toEqual(Array.from({ length: 7 }, () => 'not-public'))
  expect(await whyOf(own.transfer('whole.example.', at))).toBe('not-public')
  expect(await own.ask({ name: 'plain.example.', type: 'A' }, at, { recursive: true })).toMatchObject({ code: 'NOERROR' })
})

test('a zone is taken whole, without what is not its own', async () => {
  const records = await client().transfer('whole.example.', at)
  expect(records.map(({ name, type }) => `${name} ${type}`)).toEqual(['whole.example. SOA', 'whole.example. A', 'www.whole.example. A'])
})

test.each([
  ['refused', 'refused'], ['nothing', 'refused'], ['cut', 'unreadable'], ['another', 'unreadable'], ['endless', 'unreadable'],
])('a zone that is %s is none: %s', async (label, why) => expect(await whyOf(client().transfer(`${label}.example.`, at))).toBe(why))

test('resolvers are those of the settings, or well-known ones and our own, each once', () => {
  expect(resolversOf([], ['192.168.1.1', '1.1.1.1', '127.0.0.1:5353']).map(({ address, port }) => `${address} ${port ?? ''}`.trim())).toEqual(['1.1.1.1', '9.9.9.9', '8.8.8.8', '192.168.1.1', '127.0.0.1 5353'])
  expect(resolversOf(['2001:db8::1', '[2001:db8::2]:54', 'nonsense'], ['192.168.1.1'])).toEqual([{ address: '2001:db8::1' }, { address: '2001:db8::2', port: 54 }])
})
