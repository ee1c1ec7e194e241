import { describe, expect, test } from 'vitest'
import type { DnsAnswer, DnsServer } from '../../answer.ts'
import { NoAnswer } from '../../no-answer.ts'
import type { AskServer } from '../../ports.ts'
import type { DnsRecord } from '../../record.ts'
import { reached } from './addresses.ts'
import { askersOf } from './asking.ts'
import { findDns } from './dns.ts'

const answer = (given: Partial<DnsAnswer> = {}): DnsAnswer => ({ code: 'NOERROR', authoritative: false, authenticated: false, answers: [], authorities: [], additionals: [], over: 'udp', ...given })
const world = (ask: AskServer, resolvers: DnsServer[] = []) => ({ ask, resolvers, transfer: () => Promise.reject(new NoAnswer('x', 'refused')), clock: () => new Date(0) })
const never = new AbortController().signal
const question = (i: number) => ({ name: `n${i}.example.`, type: 'A' })
const all = <T>(count: number, act: (i: number) => Promise<T>) => Promise.all(Array.from({ length: count }, (_, i) => act(i)))

describe('servers are gone easy on', () => {
  test('a few questions at a time for each, and for all', async () => {
    const open = new Map<string, number>()
    const most = { one: 0, all: 0 }
    const asker = askersOf(world(async (_question, { address }) => {
      open.set(address, (open.get(address) ?? 0) + 1)
      most.one = Math.max(most.one, open.get(address) ?? 0)
      most.all = Math.max(most.all, [...open.values()].reduce((sum, one) => sum + one, 0))
      await new Promise(resolve => setImmediate(resolve))
      open.set(address, (open.get(address) ?? 0) - 1)
      return answer()
    }), never)()
    await all(400, i => asker.ask(question(i), { address: `192.0.2.${i < 100 ? 0 : i % 20}` }))
    expect(most).toEqual({ one: 3, all: 32 })
  })

  test('one that stays silent is let alone, by UDP and by TCP each for itself', async () => {
    let asked = 0
    const asker = askersOf(world((_question, { address }) => {
      asked += 1
      return Promise.reject(new NoAnswer(address, 'silent'))
    }), never)()
    const heard = await all(40, i => asker.ask(question(i), { address: '192.0.2.1' }, i % 2 ? { over: 'tcp' } : {}))
    // Those that were under way when it was silent for the third time are waited for.
    expect(asked).toBeLessThanOrEqual(10)
    expect(new Set(heard.map(({ why }) => why))).toEqual(new Set(['silent', 'unasked']))
  })

  test('one that never stops talking is not listened to for ever', async () => {
    let asked = 0
    const record: DnsRecord = { name: 'x.example.', ttl: 1, type: 'A', data: '192.0.2.1' }
    const asker = askersOf(world(() => {
      asked += 1
      return Promise.resolve(answer({ answers: Array.from({ length: 3000 }, () => record) }))
    }), never)()
    for (let i = 0; i < 20; i++) await asker.ask(question(i), { address: '192.0.2.1' })
    expect(asked).toBe(7)
    expect(asker.seen.every(({ answered }) => answered.length <= 300)).toBe(true)
  })
})

test('resolvers that are blocked are waited for once; the one that answers is asked first from then on', async () => {
  const asked: string[] = []
  const asker = askersOf(world((_question, { address }) => {
    asked.push(address)
    return address === '3' ? Promise.resolve(answer()) : Promise.reject(new NoAnswer(address, 'silent'))
  }, ['1', '2', '3'].map(address => ({ address }))), never)()
  for (const i of [1, 2, 3]) expect((await asker.resolve(question(i))).answer?.code).toBe('NOERROR')
  expect(asked).toEqual(['1', '2', '3', '3', '3'])
})

test.each([
  ['nobody answers', () => Promise.reject(new NoAnswer('x', 'silent')), { delegation: 'parent-unknown', zone: 'undelegated' }],
  ['everybody answers nothing', () => Promise.resolve(answer()), { delegation: 'parent-unknown', zone: 'undelegated' }],
  ['everybody refuses', () => Promise.resolve(answer({ code: 'REFUSED' })), { delegation: 'parent-unknown', zone: 'undelegated' }],
  // The root says of everything that it is its own name server, at an address that has no end.
  ['everybody answers nonsense', (({ name }) => Promise.resolve(answer({ authoritative: true, answers: ['SOA', 'NS', 'A', 'DS', 'CNAME', 'TXT', 'MX'].map(type => ({ name, ttl: 2 ** 31 - 1, type, data: '\\# 3 FFFFFF' })) }))) as AskServer, { delegation: 'parent-unknown', zone: 'undelegated' }],
  ['everybody names themselves', (({ name, type }) => Promise.resolve(answer({ authoritative: true, answers: [{ name: type === 'SOA' ? 'fr.' : name, ttl: 1, type, data: type === 'A' || type === 'AAAA' ? 'nowhere' : name }] }))) as AskServer, { delegation: null, zone: 'unserved' }],
])('a survey ends when %s', async (_what, ask, failures) => {
  const { delegation, zone, mail } = await findDns(world(ask, [{ address: '192.0.2.53' }]), 'exemple.fr')
  expect({ delegation: delegation.failure, zone: zone.failure }).toEqual(failures)
  expect(mail.facts).toBeNull()
})

test('an address that this machine cannot reach counts for nothing where it is IPv6, and another is reached', () => {
  const server = (address: string, failure: string | null) => ({ address, failure })
  const [four, six, away] = [server('192.0.2.1', null), server('2001:db8::1', 'unreachable'), server('192.0.2.2', 'unreachable')]
  expect([reached([four, six, away]), reached([six])]).toEqual([[four, away], [six]])
})
