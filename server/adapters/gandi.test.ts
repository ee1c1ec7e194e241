import { afterEach, describe, expect, test } from 'vitest'
import { Refusal, RemoteFailure } from '../platform/errors.ts'
import type { Gandi } from '../transfer/gandi/ports.ts'
import { simulatedGandi } from './gandi.sim.ts'
import { GANDI_TOKEN, gandiMail, heldDomain, LATER_MS, newGandi, type HeldByGandi, type SimulatedGandi } from './gandi.sim-state.ts'
import { gandi } from './gandi.ts'
import { askingHere, servedHere, withFaults, type SimAsked, type SimFault } from './http.sim.ts'
import { pacing } from './pacing.ts'
import { orderAt, registered, type RegisteredDomain } from './registry.sim.ts'

const DAY = 86_400_000
const domain = 'assoc.org'
const BEGIN = Date.UTC(2027, 2, 1, 9)
const stops: (() => Promise<void>)[] = []
afterEach(async () => { for (const stop of stops.splice(0)) await stop() })

type Prepared = { held?: Partial<HeldByGandi>, domain?: Partial<RegisteredDomain>, state?: Partial<SimulatedGandi>, name?: string }

function world({ held = {}, domain: more = {}, state: settings = {}, name = domain }: Prepared) {
  let now = BEGIN
  const [registry, state, faults, asked]: [{ domains: Record<string, RegisteredDomain> }, SimulatedGandi, SimFault[], string[]] = [{ domains: { [name]: registered(name, now, more) } }, newGandi(now, [heldDomain(name, held)], settings), [], []]
  const faulty = withFaults(simulatedGandi({ clock: () => now, state, registry }), faults)
  return {
    registry, state, faults, asked, clock: () => now, pass: (ms = LATER_MS) => { now += ms }, held: state.held[name] ?? heldDomain(name),
    api: (question: SimAsked) => { asked.push(`${question.method} ${question.path}`); return faulty(question) },
  }
}
type Played = Omit<ReturnType<typeof world>, 'api'> & { at: (token?: string) => Gandi }

const MAKERS: readonly (readonly [string, (prepared?: Prepared) => Promise<Played>])[] = [
  ['in memory', (prepared = {}) => {
    const { api, ...parts } = world(prepared)
    return Promise.resolve({ ...parts, at: (token = GANDI_TOKEN) => gandi({ clock: parts.clock, ask: askingHere(api), longestWaitMs: 0 })({ token }) })
  }],
  ['over HTTP', async (prepared = {}) => {
    const { api, ...parts } = world(prepared)
    const { url, stop } = await servedHere(api)
    stops.push(stop)
    return { ...parts, at: (token = GANDI_TOKEN) => gandi({ clock: parts.clock, url: `${url}/v5`, idUrl: url, patienceMs: 1500, longestWaitMs: 0 })({ token }) }
  }],
]

const whyNot = (work: Promise<unknown>) => work.then(() => undefined, (error: unknown) => error instanceof Refusal ? String(error.details['reason'] ?? error.code) : error instanceof RemoteFailure ? `remote ${error.retry}` : String(error))

describe.each(MAKERS)('Gandi %s', (_name, make) => {
  test('tells everything about a domain that will be needed or lost', async () => {
    const { at } = await make()
    const facts = await at().domain(domain)
    expect(facts).toMatchObject({
      domain, statuses: ['clientTransferProhibited'], canLock: true, services: ['gandilivedns', 'redirection', 'mailboxv2'], autorenew: true, registeredAt: BEGIN - 2000 * DAY, reachability: 'done',
      owner: { kind: 'association', organisation: 'Les Pieds dans l’eau', lastName: 'Roy', country: 'FR' }, code: { value: `Auth-9-${domain}`, until: null },
    })
    expect((await at().mailboxes(domain)).map(({ address, aliases, responder }) => [address, aliases, responder])).toEqual([['contact@assoc.org', ['info', 'bureau'], false], ['compta@assoc.org', [], true]])
    expect([await at().forwards(domain), await at().redirections(domain)]).toMatchObject([[{ source: 'tous' }], [{ host: 'www.assoc.org', type: 'http301' }]])
    expect((await at().records(domain)).length).toBe((await at().zoneText(domain)).split('\n').filter(line => line.includes(' IN ')).length - 3)
    expect(await at().domain('ailleurs.org')).toBeUndefined()
  })

  test('a list of many pages is read to its end, and one that knows no pages once', async () => {
    const forwards = Array.from({ length: 250 }, (_one, index) => ({ source: `alias${index}`, destinations: ['a@example.net'] }))
    const { at } = await make({ held: { forwards } })
    expect(await at().forwards(domain)).toHaveLength(250)
  })

  test('unlocks, renews the code, changes the servers: each asked once, done a little later', async () => {
    const { at, pass, asked, registry } = await make()
    expect([await at().ensureUnlocked(domain), await at().ensureUnlocked(domain)]).toEqual(['asked', 'busy'])
    pass()
    expect(await at().ensureUnlocked(domain)).toBe('done')
    expect(await at().renewCode(domain)).toBe('asked')
    pass()
    expect((await at().domain(domain))?.code).toEqual({ value: `New-2-${domain}`, until: BEGIN + 2 * LATER_MS + 30 * DAY })
    expect(await at().ensureNameServers(domain, ['NS1.coop.example.', 'ns2.coop.example'])).toBe('asked')
    pass()
    expect(await at().ensureNameServers(domain, ['ns2.coop.example', 'ns1.coop.example'])).toBe('done')
    expect(registry.domains[domain]?.nameServers).toEqual(['ns1.coop.example', 'ns2.coop.example'])
    expect([await at().ensureNoRenewal(domain), await at().ensureNoRenewal(domain)]).toEqual(['asked', 'done'])
    expect(asked.filter(one => one.startsWith('PATCH') && one.endsWith('/status'))).toHaveLength(2)
  })

  test('a lock that comes back by itself is seen', async () => {
    const { at, pass } = await make({ held: { relocksAfter: DAY } })
    await at().ensureUnlocked(domain)
    pass()
    expect(await at().ensureUnlocked(domain)).toBe('done')
    pass(DAY)
    expect(await at().ensureUnlocked(domain)).toBe('asked')
  })

  test('an ending without a lock has nothing to unlock', async () => {
    const { at } = await make({ name: 'assoc.fr' })
    expect([await at().ensureUnlocked('assoc.fr'), await at().ensureLocked('assoc.fr')]).toEqual(['done', 'done'])
  })

  test.each([['livedns', 1], ['other', 2]] as const)('takes DNSSEC away where the servers are %s', async (dns, keys) => {
    const all = Array.from({ length: keys }, (_one, index) => ({ id: `key-${index}`, keytag: 50_651 + index, algorithm: 13, digest: '01cc', digest_type: 2 }))
    const { at, pass, held } = await make({ held: { dns, keys: all } })
    expect(await at().registryKeys(domain)).toHaveLength(keys)
    for (let times = 0; times < 3; times += 1) {
      await at().ensureUnsigned(domain)
      pass()
    }
    expect([await at().ensureUnsigned(domain), held.keys]).toEqual(['done', []])
  })

  test('a snapshot is taken once; records are written where they differ, and nowhere else', async () => {
    const { at, held, asked } = await make()
    const id = await at().ensureSnapshot(domain, 'before')
    expect(await at().ensureSnapshot(domain, 'before')).toBe(id)
    const before = await at().records(domain)
    const wanted = before.filter(({ type }) => type === 'A' || type === 'TXT').map(set => ({ ...set, ttl: 300 }))
    await at().ensureRecords(domain, wanted)
    await at().ensureRecords(domain, wanted)
    expect(asked.filter(one => one.startsWith('PUT '))).toHaveLength(2)
    expect(held.records.filter(({ rrset_ttl: ttl }) => ttl === 300).map(({ rrset_type: type }) => type).sort()).toEqual(['A', 'TXT'])
    expect(await at().snapshot(domain, id)).toEqual(before)
  })

  test('a mailbox gets a password that Gandi takes; its rules are its own', async () => {
    const { at, held } = await make()
    const [box] = held.mailboxes
    await at().setMailboxPassword(domain, box?.id ?? '', 'Une-phrase-9-8-7!')
    expect(box?.password).toBe('Une-phrase-9-8-7!')
    await expect(at().setMailboxPassword(domain, box?.id ?? '', 'simple')).rejects.toMatchObject({ message: expect.not.stringContaining('simple') as unknown })
  })

  test('says yes to a transfer: it leaves at once; mail stops, and is erased after seven days', async () => {
    const { at, pass, registry, clock, state, held } = await make({ domain: { statuses: [] } })
    const code = registry.domains[domain]?.code ?? ''
    expect(await at().acceptTransfer(domain, code)).toBe('busy')
    orderAt(registry, { name: domain, code, to: 'openprovider', now: clock() })
    expect(await whyNot(at().ensureNameServers(domain, ['a.example', 'b.example']))).toBe('conflict')
    expect(await at().acceptTransfer(domain, code)).toBe('asked')
    pass()
    expect(await at().acceptTransfer(domain, code)).toBe('done')
    expect([registry.domains[domain]?.registrar, gandiMail({ registry, now: clock() }, domain)]).toEqual(['openprovider', 'stopped'])
    expect(await at().mailboxes(domain)).toHaveLength(2)
    pass(8 * DAY)
    expect([await at().mailboxes(domain), gandiMail({ registry, now: clock() }, domain)]).toEqual([[], 'erased'])
    expect([held.mailboxes, state.later]).toEqual([[], []])
  })

  test('a token tells what it may and until when; without a permission, one is told which to tick', async () => {
    const { at, pass, state } = await make()
    expect(await at().token()).toEqual({ name: 'permanence', endsAt: BEGIN + 30 * DAY, scopes: ['domain:view', 'domain:tech', 'mail:admin'] })
    expect(await whyNot(at('another-token').domain(domain))).toBe('token')
    state.token.scopes = ['domain:view']
    await expect(at().mailboxes(domain)).rejects.toMatchObject({ details: { reason: 'right', words: { fr: expect.stringContaining('boîtes mail') as unknown } } })
    await expect(at().renewCode(domain)).rejects.toMatchObject({ details: { words: { en: expect.stringContaining('technical configurations') as unknown } } })
    pass(31 * DAY)
    expect(await whyNot(at().domain(domain))).toBe('right')
    expect(() => at('no token\nX-Evil: 1')).toThrow(Refusal)
  })

  test.each<[SimFault['kind'], string | undefined]>([['silence-before', 'remote true'], ['silence-after', 'remote true'], ['500', 'remote true'], ['nonsense', 'remote true'], ['429', 'remote true']])('%s: it may be asked again, and is then as it should be', async (kind, why) => {
    const { at, faults, pass } = await make()
    faults.push({ at: `GET /v5/domain/domains/${domain}`, kind }, { at: 'PATCH', kind })
    expect(await whyNot(at().domain(domain))).toBe(why)
    await whyNot(at().ensureUnlocked(domain))
    pass()
    await at().ensureUnlocked(domain)
    pass()
    expect(await at().ensureUnlocked(domain)).toBe('done')
  })

  test('too many questions in a minute are told', async () => {
    const { at } = await make({ state: { perMinute: 3 } })
    for (let times = 0; times < 3; times += 1) await at().domain(domain)
    expect(await whyNot(at().domain(domain))).toBe('remote true')
  })
})

test('what a simulated Gandi holds can be kept and given again', async () => {
  const first = world({})
  const before = gandi({ ask: askingHere(first.api) })({ token: GANDI_TOKEN })
  await before.ensureUnlocked(domain)
  const [registry, state] = JSON.parse(JSON.stringify([first.registry, first.state])) as [typeof first.registry, SimulatedGandi]
  const after = gandi({ ask: askingHere(simulatedGandi({ clock: () => BEGIN + LATER_MS, state, registry })) })({ token: GANDI_TOKEN })
  expect(await after.ensureUnlocked(domain)).toBe('done')
})

test('no more questions a minute than are allowed', async () => {
  let now = 0
  const slept: number[] = []
  const pace = pacing(30, { now: () => now, sleep: (ms) => { slept.push(ms); now += ms; return Promise.resolve() } })
  for (let count = 0; count < 61; count += 1) { await pace(); now += 100 }
  expect(slept).toEqual([57_000, 57_000])
})
