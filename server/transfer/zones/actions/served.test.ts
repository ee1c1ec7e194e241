import { expect, test } from 'vitest'
import type { DnsAnswer } from '../../../dns/answer.ts'
import { NoAnswer } from '../../../dns/no-answer.ts'
import type { AskServer } from '../../../dns/ports.ts'
import { servedBy } from './served.ts'

const RESOLVER = '192.0.2.53'
const ZONE = [
  { name: 'pieds.example.', ttl: 300, type: 'SOA', data: 'ns1.coop.example. root.coop.example. 7 1 1 1 1' },
  { name: 'pieds.example.', ttl: 300, type: 'A', data: '192.0.2.80' },
  { name: 'rare.pieds.example.', ttl: 300, type: 'A', data: '192.0.2.81' },
]
const said = (parts: Partial<DnsAnswer>): DnsAnswer => ({ code: 'NOERROR', authoritative: true, authenticated: false, answers: [], authorities: [], additionals: [], over: 'udp', ...parts })

/** Our name server as it is asked by `ask`; a resolver says where it is. */
function look(serving: 'zone' | 'refuses' | 'silent', signal = new AbortController().signal) {
  const ask: AskServer = ({ name, type }, { address }) => {
    if (address === RESOLVER) return Promise.resolve(said({ answers: name === 'ns1.coop.example.' && type === 'A' ? [{ name, ttl: 60, type, data: '192.0.2.1' }] : [] }))
    if (serving === 'silent') return Promise.reject(new NoAnswer(address, 'silent'))
    return Promise.resolve(serving === 'refuses' ? said({ code: 'REFUSED', authoritative: false }) : said({ answers: ZONE.filter(one => one.name === name && one.type === type) }))
  }
  const world = { ask, transfer: () => Promise.reject(new NoAnswer('192.0.2.1', 'refused')), resolvers: [{ address: RESOLVER }], clock: () => new Date(0) }
  return servedBy(world)('pieds.example.', { nameServers: ['ns1.coop.example'], names: ['rare.pieds.example.'], signal })
}

test('what our name servers serve is found, at names that are usual and at those that are known', async () => {
  const found = await look('zone')
  expect(found).toMatchObject({ state: 'served' })
  expect('records' in found && found.records.filter(({ type }) => type === 'A').map(({ name }) => name)).toEqual(['pieds.example.', 'rare.pieds.example.'])
})

test.each([['refuses', 'absent'], ['silent', 'silent']] as const)('one that %s: %s', async (serving, state) => expect(await look(serving)).toEqual({ state }))

test('what was broken off is no zone', async () => expect(await look('zone', AbortSignal.abort())).toEqual({ state: 'silent' }))
