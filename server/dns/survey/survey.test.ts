import { expect, test } from 'vitest'
import { logTo } from '../../platform/log.ts'
import { RemoteFailure } from '../../platform/errors.ts'
import { simulatedRegistry } from '../../adapters/survey.sim.ts'
import { lookAtDomains } from './actions/survey.ts'
import { NoAnswer } from '../no-answer.ts'

const clock = () => new Date(0)
type Lookers = Parameters<typeof lookAtDomains>[0]
const silent: Lookers = {
  clock, log: logTo('silent'), askRegistry: simulatedRegistry(clock),
  dns: { ask: (_, { address }) => Promise.reject(new NoAnswer(address, 'silent')), transfer: (_, { address }) => Promise.reject(new NoAnswer(address, 'silent')), resolvers: [{ address: '192.0.2.53' }], clock },
  look: ({ url }) => Promise.resolve({ url, address: null, status: null, location: null, certificate: null, failure: 'nothing answers there' }),
}

test('parts come one by one, and what fails costs no other', async () => {
  const come: string[] = []
  const found = await lookAtDomains(silent)('good-assoc.org', parts => come.push(...Object.keys(parts)))
  expect(new Set(come)).toEqual(new Set(['registration', 'delegation', 'zone', 'mail', 'web']))
  expect(found).toMatchObject({ registration: { facts: { known: { domain: 'good-assoc.org' } }, seen: [{ of: 'https://rdap.example/domain/good-assoc.org' }] }, delegation: { facts: null, failure: 'parent-unknown' }, web: { facts: { looks: [{}, {}, {}, {}] } } })
})

test.each<[string, Partial<Lookers>, object]>([
  ['a registry that is silent', { askRegistry: () => Promise.reject(new RemoteFailure('rdap.example', true, new Error('it did not answer in time'))) }, { facts: null, failure: 'rdap.example: it did not answer in time', seen: [{ of: 'rdap.example' }] }],
  ['a fault of ours', { askRegistry: () => Promise.reject(new Error('a bug')) }, { facts: null, failure: 'unexpected', seen: [] }],
  ['a domain that there is not', { askRegistry: () => Promise.resolve({ absent: 'https://rdap.example/' }) }, { facts: { absent: true }, seen: [{ answered: '404: no such domain' }] }],
  ['a registry that nobody knows', { askRegistry: () => Promise.resolve({ unasked: '.be' }) }, { facts: { unasked: true }, seen: [] }],
])('%s', async (_, more, registration) => expect(await lookAtDomains({ ...silent, ...more })('good-assoc.org')).toMatchObject({ registration, web: { failure: null } }))

test('whoever never answers is left behind once it must stop', async () => {
  const stop = new AbortController()
  const looking = lookAtDomains({ ...silent, askRegistry: () => new Promise(() => undefined), look: () => new Promise(() => undefined) })('good-assoc.org', undefined, stop.signal)
  stop.abort()
  expect(await looking).toMatchObject({ registration: { failure: 'no-time' }, web: { failure: 'no-time' } })
})
