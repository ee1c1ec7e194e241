import { beforeEach, describe, expect, test } from 'vitest'
import { HOUSE } from '../../adapters/alternc.sim-state.ts'
import { simulatedAlternc } from '../../adapters/alternc.sim.ts'
import { worldsInMemory } from '../../adapters/rehearsal-worlds.ts'
import { playedTogether, rehearsalPorts } from '../../adapters/workflow-ports.sim.ts'
import { playedLeaving } from '../../compose/leaving.ts'
import { transferPlayed, transferPorts } from '../../compose/transfer.ts'
import type { Registration } from '../../dns/looks.ts'
import type { Entry, Hosting } from '../../provisioners/hosting.ts'
import { NOTHING } from '../../registrars/standing.ts'
import type { Result } from '../../workflows/engine/progress.ts'
import type { Call, Ports } from '../../workflows/ports.ts'
import { hostedResult } from './hosting-leaving.ts'
import { snapshot, wayBack } from './hosting-made.ts'
import { heldResult, leavingResult } from './registrar-leaving.ts'

const DAY = 86_400_000
const HOUR = 3_600_000
const NOW = Date.UTC(2027, 2, 1, 9)
const US = { name: 'Registrar.eu', ianaId: 1647 }
const THEM = { name: 'Un autre bureau', ianaId: 9999 }
const ELSEWHERE = ['ns1.ailleurs.example', 'ns2.ailleurs.example']

const registration = (more: Partial<Registration> = {}): Registration => ({
  domain: 'assoc.org', source: '', registrar: US, statuses: [], registeredAt: NOW - 2000 * DAY, expiresAt: NOW + 200 * DAY, transferredAt: null, changedAt: null, nameServers: ['ns1.coop.example.'], signed: false, ...more,
})
const ours = { ...NOTHING, state: 'active' } as const
const seen = (more: Partial<Registration> | null, standing: typeof NOTHING = ours, domain = 'assoc.org') => ({ domain, standing, registration: more && registration(more), now: NOW })

describe('how far a domain is on its way out', () => {
  test.each<[string, Parameters<typeof leavingResult>, Partial<ReturnType<typeof leavingResult>>]>([
    ['nobody has asked', [seen({}), { from: 1647, until: NOW + DAY }], { asked: false, left: false, over: false, at: null }],
    ['nobody has asked in time', [seen({}), { from: 1647, until: NOW }], { left: false, over: true }],
    ['somebody has asked, at the last moment', [seen({ statuses: ['pendingTransfer'] }), { from: 1647, until: NOW - DAY }], { asked: true, left: false, over: false, at: new Date(NOW + 6 * DAY).toISOString() }],
    ['the registry names another registrar', [seen({ registrar: THEM }, NOTHING), { from: 1647, until: null }], { left: true, registrar: THEM.name }],
    ['it does so, and ours has not heard of it', [seen({ registrar: THEM }), { from: 1647, until: null }], { left: true }],
    ['ours has lost it, the registry has not said so yet', [seen({}, NOTHING), { from: 1647, until: null }], { left: false }],
    ['the registry has no numbers', [seen({ registrar: { name: 'X', ianaId: null } }, NOTHING), { from: null, until: null }], { left: true }],
    ['the registry cannot be asked, and it is with us', [seen(null), { from: 1647, until: null }], { left: false }],
    ['the registry cannot be asked, and ours does not have it', [seen(null, NOTHING), { from: 1647, until: null }], { left: true }],
  ])('%s', (_what, given, found) => expect(leavingResult(...given)).toMatchObject(found))

  test.each<[string, ReturnType<typeof seen>, Result]>([
    ['for years', seen({}), { held: true, ianaId: 1647, ripe: null, waitDays: 5, signed: false, nameServers: ['ns1.coop.example'] }],
    ['for twenty days', seen({ registeredAt: NOW - 20 * DAY }), { ripe: new Date(NOW + 40 * DAY).toISOString() }],
    ['since it came twenty days ago', seen({ transferredAt: NOW - 20 * DAY }), { ripe: new Date(NOW + 40 * DAY).toISOString() }],
    ['for twenty days, where age does not count', seen({ registeredAt: NOW - 20 * DAY }, ours, 'assoc.fr'), { ripe: null, waitDays: 8 }],
    ['not at all', seen({ registrar: THEM }, NOTHING), { held: false, registrar: THEM.name }],
    ['and nobody tells more', seen(null), { held: true, ianaId: null, signed: null, expires: null, ripe: null }],
  ])('with us %s', (_what, given, found) => expect(heldResult(given)).toMatchObject(found))
})

const applied = { state: 'applied', says: null } as const
const entry = (name: string, kind: Entry['kind'], value = ''): Entry => ({ id: `${name}${kind}`, name, kind, value, enabled: true, applied })
const hosting: Hosting = {
  account: { id: '7', login: 'membre', name: 'Claire', email: 'claire@ailleurs.example', enabled: true }, quotas: [], databases: [{ name: 'membre' }], robots: [{ domain: 'assoc.org', host: 'listes.assoc.org', applied }],
  ftp: [{ login: 'membre', folder: '/', enabled: true }, { login: 'assoc.org_site', folder: '/www', enabled: true }],
  domains: [
    { name: 'assoc.org', hostsDns: true, hostsMail: true, ttl: 300, applied, entries: [
      entry('', 'redirect', 'http://www.assoc.org'), entry('www', 'web', '/www/assoc.org'), entry('', 'default-mx'), entry('', 'txt', 'v=spf1 a mx ?all'), entry('agenda', 'cname', 'agenda.example.'), entry('listes', 'lists'),
      { ...entry('old', 'a', '192.0.2.9'), enabled: false }, entry('autoconfig', 'custom'), entry('broken', 'a', 'nowhere'),
    ] },
    { name: 'autre.org', hostsDns: true, hostsMail: false, ttl: 3600, applied, entries: [entry('www', 'web', '/www/autre.org')] },
  ],
  addresses: [
    { domain: 'assoc.org', local: 'contact', mailbox: { quotaMb: 0 }, recipients: [], enabled: true, foreign: false }, { domain: 'assoc.org', local: 'bureau', mailbox: null, recipients: ['claire@ailleurs.example'], enabled: true, foreign: false },
    { domain: 'assoc.org', local: 'sympa', mailbox: null, recipients: ['x@y.example'], enabled: true, foreign: true }, { domain: 'assoc.org', local: 'postmaster', mailbox: null, recipients: ['membre@coop.example'], enabled: true, foreign: false },
  ],
}
const PLACE = { nameServers: HOUSE.nameServers, mailHost: 'mail.coop.example.', webAddresses: ['192.0.2.80', '2001:db8::80'] }

describe('what ends with a domain at our hosting', () => {
  test('is told by name, and nothing of another domain', () => {
    const { fr, en, ...found } = hostedResult(hosting, 'assoc.org', PLACE)
    expect(String(fr).split('\n')).toEqual([
      '• Boîtes aux lettres, avec leurs messages\u00A0: contact@assoc.org', '• Redirections de courrier\u00A0: bureau@assoc.org → claire@ailleurs.example', '• Listes de diffusion\u00A0: listes.assoc.org',
      '• Sites et sous-sites, avec leurs certificats\u00A0: www.assoc.org', '• Redirections de pages\u00A0: assoc.org', '• Accès FTP au nom du domaine\u00A0: assoc.org_site',
    ])
    expect(String(en).split('\n')).toHaveLength(6)
    expect(found).toMatchObject({ found: true, account: '7', others: 1, hostsDns: true, mailboxes: ['contact@assoc.org'], ttl: 300 })
    expect(hostedResult(hosting, 'autre.org', PLACE)).toMatchObject({ en: '• Sites and sub-sites, with their certificates: www.autre.org', mailboxes: [] })
    expect(hostedResult(hosting, 'ailleurs.org', PLACE)).toMatchObject({ found: false, zone: '' })
  })

  test('and its zone goes along as text, without what is off, what only we can serve, and what no server would take', () => {
    const lines = String(hostedResult(hosting, 'assoc.org', PLACE)['zone']).split('\n').map(line => line.replaceAll(/\s+/g, ' ').trim()).filter(Boolean)
    expect(lines).toEqual([
      '$ORIGIN assoc.org.', '$TTL 300', '@ IN A 192.0.2.80', '@ IN AAAA 2001:db8::80', '@ IN MX 5 mail.coop.example.', '@ IN TXT "v=spf1 a mx ?all"', 'agenda IN CNAME agenda.example.',
      'listes IN A 192.0.2.80', 'listes IN AAAA 2001:db8::80', 'www IN A 192.0.2.80', 'www IN AAAA 2001:db8::80',
    ])
  })

  test('times that were shortened come back', () => {
    const before = snapshot({ ...hosting, domains: hosting.domains.map(domain => ({ ...domain, ttl: 3600 })) }, ['assoc.org'])
    expect(wayBack(before, hosting, ['assoc.org'])).toEqual([{ do: 'domain-settings', domain: 'assoc.org', hostsDns: true, hostsMail: true, ttl: 3600 }])
  })
})

let ports: Ports
let now = NOW
const secrets = new Map<number, string>()
const never = () => Promise.reject(new Error('nobody is asked'))

beforeEach(() => {
  now = NOW
  secrets.clear()
  const real = transferPorts({ dataDir: '/nowhere', registrar: { kind: 'manual', name: 'x', ianaId: null }, askRegistry: never })
  const alternc = simulatedAlternc({ clock: () => new Date(now) })
  const hosted = { takes: { needed: ['domain'] }, gives: [] }
  ports = rehearsalPorts(
    { actions: { ...real.actions, 'hosting.leaving': { ...hosted, ensure: never } }, probes: { ...real.probes, 'hosting.gone': { ...hosted, look: never } } },
    playedTogether(transferPlayed(worldsInMemory()), playedLeaving(() => Promise.resolve({ provisioner: alternc, askNameServer: never }))),
  )
})

let count = 0
const callOf = (given: Result, key = `1/${++count}/1`): Call => ({
  key, with: given, run: { id: 1, ticketId: null, subject: 'x', rehearsal: true, example: null }, now, signal: AbortSignal.timeout(60_000),
  secret: mark => Promise.resolve(secrets.get((mark as { secret: number }).secret) ?? 'un secret'),
})

async function act(name: string, given: Result): Promise<Result> {
  const action = ports.actions[name]
  const acted = await action?.ensure(callOf(given))
  if (!action || !acted || !('done' in acted)) throw new Error(`${name} goes on`)
  const marks = Object.entries(acted.secrets ?? {}).map(([field, value]) => { secrets.set(++count, value); return [field, { secret: count }] })
  const done = { ...acted.done, ...Object.fromEntries(marks) as Result }
  if (name !== 'hosting.leaving') expect(Object.keys(done).sort()).toEqual([...action.gives].sort())
  return done
}
const look = (name: string, given: Result, key?: string) => ports.probes[name]?.look(callOf(given, key)) ?? never()
const undo = (name: string, given: Result) => ports.actions[name]?.undo?.({ ...callOf(given), result: {} }) ?? never()

/** Up to the code that its member has. */
async function ready(domain: string) {
  const held = await act('registrar.held', { domain })
  await act('registrar.unlock', { domain })
  const { code, until } = await act('registrar.code', { domain, days: 60 })
  return { held, code, about: { domain, from: held['ianaId'], until } }
}

describe('a domain of ours leaves', () => {
  test.each([['assoc.org', 5], ['assoc.fr', 8], ['assoc.eu', 0]])('%s by itself, after %i days', async (domain, days) => {
    const { held, about } = await ready(domain)
    expect(held).toMatchObject({ held: true, waitDays: days, ripe: null })
    expect(await look('registrar.asked-for', about)).toMatchObject({ passed: false, result: { asked: false, left: false } })
    now += 7 * HOUR
    expect(await look('registrar.asked-for', about)).toMatchObject({ passed: true, result: days > 0 ? { asked: true, left: false } : { asked: false, left: true } })
    expect((await look('registrar.left', about)).passed).toBe(days === 0)
    now += days * DAY
    expect(await look('registrar.left', about)).toMatchObject({ passed: true, result: { left: true, registrar: THEM.name } })
  })

  test('at once when we say yes, which twice does nothing; what has left is not locked any more', async () => {
    const { code, about } = await ready('assoc.org')
    await look('registrar.asked-for', about)
    now += 7 * HOUR
    await look('registrar.asked-for', about)
    expect(await act('registrar.let-go', { domain: 'assoc.org', code })).toMatchObject({ automatic: true })
    expect(await look('registrar.left', about)).toMatchObject({ passed: true, result: { left: true } })
    await act('registrar.let-go', { domain: 'assoc.org', code })
    await undo('registrar.unlock', { domain: 'assoc.org' })
    expect(await act('registrar.lock', { domain: 'assoc.org' })).toMatchObject({ automatic: true })
  })

  test('not without a yes where nobody has asked', async () => {
    const { code, about } = await ready('assoc.org')
    await act('registrar.let-go', { domain: 'assoc.org', code })
    expect(await look('registrar.left', about)).toMatchObject({ passed: false, result: { left: false } })
  })

  test('not while it is locked, too young, or when its member thinks better: then the code is worth nothing', async () => {
    for (const domain of ['assoc.org', 'young-assoc.org']) {
      const { held, code, about } = await ready(domain)
      if (domain === 'assoc.org') await undo('registrar.unlock', { domain })
      else expect(held['ripe']).toBe(new Date(now + 40 * DAY).toISOString())
      await look('registrar.asked-for', about)
      now += 7 * HOUR
      expect(await look('registrar.asked-for', about)).toMatchObject({ passed: false })
      const [before, after] = [code, (await act('registrar.code', { domain }))['code']].map(mark => secrets.get((mark as { secret: number }).secret))
      expect(before === after).toBe(domain !== 'assoc.org')
    }
  })

  test('when nobody asks in time, that is told', async () => {
    const { about } = await ready('stays-assoc.org')
    now += 59 * DAY
    expect(await look('registrar.asked-for', about)).toMatchObject({ passed: false })
    now += DAY
    expect(await look('registrar.asked-for', about)).toMatchObject({ passed: true, result: { over: true, left: false } })
    expect(await look('registrar.left', about)).toMatchObject({ passed: true, result: { left: false } })
  })

  test('its name servers go elsewhere, and come back', async () => {
    const domain = 'assoc.org'
    const { nameServers: before } = await act('registrar.held', { domain })
    await act('registrar.name-servers', { domain, nameServers: ELSEWHERE.join(' '), before })
    expect(await act('registrar.held', { domain })).toMatchObject({ nameServers: ELSEWHERE })
    await undo('registrar.name-servers', { domain, nameServers: ELSEWHERE.join(' '), before })
    expect(await act('registrar.held', { domain })).toMatchObject({ nameServers: before })
  })

  test('from the hosting too: what it has there is told, and gone once somebody has taken it away', async () => {
    expect(await act('hosting.leaving', { domain: 'assoc.org' })).toMatchObject({ found: true, login: 'membre', mailboxes: ['contact@assoc.org'] })
    const looks = []
    for (let i = 0; i < 3; i += 1, now += HOUR) looks.push((await look('hosting.gone', { domain: 'assoc.org' }, 'k')).passed)
    expect(looks).toEqual([false, false, true])
    expect(await act('hosting.leaving', { domain: 'alone-assoc.org' })).toMatchObject({ found: false })
  })
})

test('without an API, each act is left to a person in words, forwards and backwards', async () => {
  const real = transferPorts({ dataDir: '/nowhere', registrar: { kind: 'manual', name: 'Netim', ianaId: 1519 }, askRegistry: () => Promise.resolve({ registration: registration({ registrar: { name: 'Netim', ianaId: 1519 }, statuses: ['pendingTransfer'] }) }) })
  const domain = 'assoc.org'
  const acts: Record<string, Result> = { 'registrar.name-servers': { domain, nameServers: ELSEWHERE, before: ELSEWHERE }, 'registrar.unlock': { domain }, 'registrar.lock': { domain }, 'registrar.code': { domain }, 'registrar.let-go': { domain } }
  for (const [name, given] of Object.entries(acts)) {
    expect(await real.actions[name]?.ensure(callOf(given)), name).toMatchObject({ done: { automatic: false, byHand: expect.stringContaining('Netim') as unknown } })
    if (real.actions[name]?.undo) await expect(real.actions[name].undo({ ...callOf(given), result: {} }), name).rejects.toThrow('Netim')
  }
})
