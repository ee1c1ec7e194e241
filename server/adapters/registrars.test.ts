import { afterEach, describe, expect, test } from 'vitest'
import { RemoteFailure } from '../platform/errors.ts'
import type { Contact } from '../registrars/contact.ts'
import type { Registrar } from '../registrars/ports.ts'
import { reasonOf } from '../registrars/reasons.ts'
import { isByHand } from '../registrars/words.ts'
import { askingHere, servedHere, withFaults, type SimFault } from './http.sim.ts'
import { RESELLER, simulatedOpenprovider } from './openprovider.sim.ts'
import { newReseller, PRICE_CENTS, type SimulatedOpenprovider } from './openprovider.sim-orders.ts'
import { openprovider } from './openprovider.ts'
import { manualRegistrar } from './registrar-manual.ts'
import { orderAt, registered, simulatedRdap, type RegisteredDomain, type SimulatedRegistry } from './registry.sim.ts'

const DAY = 86_400_000
const holder: Contact = { kind: 'association', organisation: 'Les Pieds dans l’eau', firstName: 'Camille', lastName: 'Roy', street: '12 rue des Lilas', zip: '75020', city: 'Paris', country: 'FR', phone: '+33.145678901', email: 'c@pieds.example', extra: {} }
const SERVERS = ['ns1.coop.example', 'ns2.coop.example']

type Played = { registrar: Registrar, registry: SimulatedRegistry, state: SimulatedOpenprovider, faults: SimFault[], pass: (ms: number) => void, asked: string[] }
const stops: (() => Promise<void>)[] = []
afterEach(async () => { for (const stop of stops.splice(0)) await stop() })

function world(domain: string, more: Partial<RegisteredDomain> = {}) {
  let now = Date.UTC(2027, 2, 1, 9)
  const [registry, state, faults, asked]: [SimulatedRegistry, SimulatedOpenprovider, SimFault[], string[]] = [{ domains: { [domain]: registered(domain, now, { statuses: [], ...more }) } }, newReseller(), [], []]
  const api = withFaults(simulatedOpenprovider({ clock: () => now, state, registry }), faults)
  return { registry, state, faults, asked, clock: () => now, pass: (ms: number) => { now += ms }, api: (question: Parameters<typeof api>[0]) => { asked.push(`${question.method} ${question.path}`); return api(question) } }
}

const MAKERS: readonly (readonly [string, (domain: string, more?: Partial<RegisteredDomain>) => Promise<Played>])[] = [
  ['OpenProvider', (domain, more) => {
    const { api, ...parts } = world(domain, more)
    return Promise.resolve({ ...parts, registrar: openprovider({ url: 'http://openprovider.example', ...RESELLER, ask: askingHere(api), shortWaitMs: 0 }) })
  }],
  ['OpenProvider over HTTP', async (domain, more) => {
    const { api, ...parts } = world(domain, more)
    const { url, stop } = await servedHere(api)
    stops.push(stop)
    return { ...parts, registrar: openprovider({ url, ...RESELLER, patienceMs: 1500, shortWaitMs: 0 }) }
  }],
  ['by hand', (domain, more) => {
    const { clock, ...parts } = world(domain, more)
    return Promise.resolve({ ...parts, registrar: manualRegistrar({ name: 'Registrar.eu', ianaId: 1647, askRegistry: simulatedRdap(parts.registry, clock) }) })
  }],
]

/** What a person would do, where it is left to them. */
async function order({ registrar, registry, pass }: Played, domain: string, code = registry.domains[domain]?.code ?? '') {
  const contact = await registrar.ensureContact(holder, domain)
  const answer = await registrar.orderTransfer({ domain, code, holder: isByHand(contact) ? '' : contact.handle, nameServers: SERVERS })
  if (isByHand(answer)) {
    orderAt(registry, { name: domain, code, to: 'openprovider', now: Date.UTC(2027, 2, 1, 9) })
  }
  else pass(120_000)
  return answer
}

describe.each(MAKERS)('%s', (name, make) => {
  test.each([['assoc.org', 5], ['assoc.fr', 8], ['assoc.eu', 0], ['assoc.be', 0]])('%s comes after %i days', async (domain, days) => {
    const played = await make(domain)
    expect((await played.registrar.status(domain)).state).toBe('none')
    await order(played, domain)
    const during = await played.registrar.status(domain)
    expect(during).toMatchObject(days === 0 ? { state: 'active' } : { state: 'pending' })
    if (days > 0 && name !== 'by hand') expect(during.until).toBeGreaterThan(Date.UTC(2027, 2, 1 + days, 9))
    played.pass(days * DAY)
    expect(await played.registrar.status(domain)).toMatchObject({ state: 'active', until: null })
  })

  test('a .fr that its registrar refuses comes after 22 days', async () => {
    const played = await make('assoc.fr', { temper: 'refuses' })
    await order(played, 'assoc.fr')
    played.pass(21 * DAY)
    expect((await played.registrar.status('assoc.fr')).state).toBe('pending')
    played.pass(DAY)
    expect((await played.registrar.status('assoc.fr')).state).toBe('active')
  })

  test('what it can do it does, and what it cannot says what a person does', async () => {
    const { registrar } = await make('assoc.org')
    const answers: Record<string, object | null | undefined> = { check: await registrar.check('assoc.org'), contact: await registrar.ensureContact(holder, 'assoc.org'), balance: await registrar.balance() }
    for (const [act, answer] of Object.entries(answers)) {
      const can = registrar.can[act as 'check']
      if (can === true) expect(answer).not.toHaveProperty('byHand')
      else {
        expect(can.not.fr).not.toBe('')
        if (answer) expect(answer).toMatchObject({ byHand: { fr: expect.stringContaining(registrar.name) as unknown, en: expect.stringContaining(registrar.name) as unknown } })
      }
    }
  })

  test('ordered twice, it is ordered once', async () => {
    const played = await make('assoc.org')
    await order(played, 'assoc.org')
    const again = await played.registrar.orderTransfer({ domain: 'assoc.org', code: 'x', holder: '', nameServers: SERVERS })
    expect(again).toMatchObject({ state: 'pending' })
    expect(played.asked.filter(asked => asked.endsWith('/transfer')).length).toBeLessThan(2)
  })
})

describe.each(MAKERS.slice(0, 2))('%s, by its API', (_name, make) => {
  const domain = 'assoc.org'
  const failing = (work: Promise<unknown>) => work.then(() => undefined, (error: unknown) => reasonOf(error) ?? (error instanceof RemoteFailure ? `remote ${error.retry}` : String(error)))

  test('the check tells the price of the transfer; a domain that nobody has cannot come', async () => {
    const { registrar } = await make(domain)
    expect(await registrar.check(domain)).toMatchObject({ available: true, premium: false, price: { cents: PRICE_CENTS, currency: 'EUR' } })
    expect(await registrar.check('libre.org')).toMatchObject({ available: false, reason: 'not-eligible' })
  })

  test('a contact is made once, and another for somebody else', async () => {
    const { registrar, state } = await make(domain)
    const one = await registrar.ensureContact(holder, domain)
    expect(await registrar.ensureContact({ ...holder, city: 'PARIS' }, domain)).toEqual(one)
    expect(await registrar.ensureContact({ ...holder, lastName: 'Autre' }, domain)).not.toEqual(one)
    expect(state.customers).toHaveLength(2)
    expect(state.customers[0]).toMatchObject({ company_name: 'Les Pieds dans l’eau', address: { street: 'rue des Lilas', number: '12', country: 'FR' }, phone: { country_code: '+33', area_code: '1', subscriber_number: '45678901' } })
  })

  test.each<[string, (played: Played) => void, string | undefined]>([
    ['locked', ({ registry }) => { Object.assign(registry.domains[domain] ?? {}, { statuses: ['clientTransferProhibited'] }) }, 'locked'],
    ['too young', ({ registry }) => { Object.assign(registry.domains[domain] ?? {}, { registeredAt: Date.UTC(2027, 1, 1) }) }, 'too-young'],
    ['expired', ({ registry }) => { Object.assign(registry.domains[domain] ?? {}, { expiresAt: 0 }) }, 'expired'],
    ['no money', ({ state }) => { state.balanceCents = 100 }, 'funds'],
    ['a field is missing', ({ state }) => { state.wants = { org: ['birth_date'] } }, 'contact-incomplete'],
    ['all well', () => undefined, undefined],
  ])('%s', async (_what, prepare, reason) => {
    const played = await make(domain)
    prepare(played)
    expect(await failing(order(played, domain))).toBe(reason)
    expect(played.state.orders).toHaveLength(reason ? 0 : 1)
  })

  test('a wrong code fails and costs nothing; ordered again with the right one, it comes', async () => {
    const played = await make(domain)
    await order(played, domain, 'wrong')
    expect(await played.registrar.status(domain)).toMatchObject({ state: 'failed', reason: 'wrong-code' })
    expect(played.state.balanceCents).toBe(newReseller().balanceCents)
    Object.assign(played.registry.domains[domain] ?? {}, { code: 'wrong' })
    expect(await played.registrar.restart(domain)).toMatchObject({ state: 'requested' })
    played.pass(6 * DAY)
    expect((await played.registrar.status(domain)).state).toBe('active')
  })

  test('a refusal at the former registrar is a failure with that reason', async () => {
    const played = await make(domain, { temper: 'refuses' })
    await order(played, domain)
    played.pass(6 * DAY)
    expect(await played.registrar.status(domain)).toMatchObject({ state: 'failed', reason: 'refused' })
  })

  test.each(['silence-before', 'silence-after', '500', 'nonsense'] as const)('an order whose answer is lost by %s is never ordered twice', async (kind) => {
    const played = await make(domain)
    played.faults.push({ at: 'POST /v1beta/domains/transfer', kind })
    const first = await failing(order(played, domain))
    if (first !== undefined) expect(first).toBe('remote true')
    expect(await failing(order(played, domain))).toBeUndefined()
    expect(played.state.orders).toHaveLength(1)
    expect(played.state.balanceCents).toBe(newReseller().balanceCents - PRICE_CENTS)
  })

  test('what fails for now may be asked again; a token that has had its time is renewed, once', async () => {
    const played = await make(domain)
    played.faults.push({ at: 'GET /v1beta/domains', kind: '500' }, { at: 'GET /v1beta/resellers', kind: '429' })
    expect([await failing(played.registrar.balance()), await failing(played.registrar.status(domain))]).toEqual(['remote true', 'remote true'])
    expect([await failing(played.registrar.balance()), await failing(played.registrar.status(domain))]).toEqual([undefined, undefined])
    played.pass(3 * DAY)
    await Promise.all([played.registrar.status(domain), played.registrar.status(domain)])
    expect(played.asked.filter(asked => asked.endsWith('/login'))).toHaveLength(2)
  })

  test('once it is ours, name servers and lock are set, each once', async () => {
    const played = await make(domain)
    await order(played, domain)
    played.pass(6 * DAY)
    for (let times = 1; times <= 2; times++) {
      await played.registrar.setNameServers(domain, ['NS3.coop.example.', 'ns1.coop.example'])
      await played.registrar.setLock(domain, true)
    }
    expect(played.registry.domains[domain]).toMatchObject({ registrar: 'openprovider', statuses: ['clientTransferProhibited'], nameServers: ['NS3.coop.example', 'ns1.coop.example'] })
    expect(played.asked.filter(asked => asked.startsWith('PUT '))).toHaveLength(2)
    expect((await played.registrar.balance())?.cents).toBe(newReseller().balanceCents - PRICE_CENTS)
  })

  test('a domain leaves with its code and our yes, and is ours no more; a code that was made void lets nobody in', async () => {
    const played = await make(domain)
    await order(played, domain)
    played.pass(66 * DAY)
    const codeNow = async () => { const answer = await played.registrar.codeToLeave(domain); return isByHand(answer) ? '' : answer.code }
    const asks = (code: string) => orderAt(played.registry, { name: domain, code, to: 'elsewhere', now: Date.UTC(2027, 2, 1, 9) + 67 * DAY })
    const first = await codeNow()
    await played.registrar.voidCode(domain)
    expect(asks(first)).toMatchObject({ epp: 2202 })
    const code = await codeNow()
    expect(await failing(played.registrar.letGo(domain, code))).toBeDefined()
    expect(asks(code)).toMatchObject({ to: 'elsewhere' })
    expect((await played.registrar.status(domain)).state).toBe('active')
    await played.registrar.letGo(domain, code)
    expect((await played.registrar.status(domain)).state).toBe('none')
  })
})
