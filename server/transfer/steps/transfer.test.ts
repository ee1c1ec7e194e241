import { beforeEach, describe, expect, test } from 'vitest'
import { worldsInMemory, type RehearsalWorlds } from '../../adapters/rehearsal-worlds.ts'
import { playedParents } from '../../adapters/transfer.sim.ts'
import { playedSurveys } from '../../adapters/transfer.sim-survey.ts'
import { playedTogether, rehearsalPorts } from '../../adapters/workflow-ports.sim.ts'
import { transferPlayed, transferPorts } from '../../compose/transfer.ts'
import { Refusal } from '../../platform/errors.ts'
import type { Result } from '../../workflows/engine/progress.ts'
import type { Acted, Call, Ports } from '../../workflows/ports.ts'

const DAY = 86_400_000
const MINUTE = 60_000
const SERVERS = ['ns1.coop.example', 'ns2.coop.example']

let worlds: RehearsalWorlds
let ports: Ports
let now = 0
const secrets = new Map<number, string>()

beforeEach(() => {
  worlds = worldsInMemory()
  const real = transferPorts({ dataDir: '/nowhere', registrar: { kind: 'manual', name: 'x', ianaId: null }, askRegistry: () => Promise.reject(new Error('nobody is asked')) })
  const parents = { 'dns.delegated': probe, 'dns.unsigned': probe, 'domain.can-leave': probe }
  ports = rehearsalPorts({ actions: real.actions, probes: { ...real.probes, ...parents } }, playedTogether(transferPlayed(worlds), playedParents(worlds), playedSurveys(worlds)))
  now = Date.UTC(2027, 2, 1, 9)
  secrets.clear()
})
const probe = { takes: { needed: ['domain'] }, gives: [], look: () => Promise.reject(new Error('nobody is asked')) }

let count = 0
const callOf = (given: Result, { run = 1, key = `1/${++count}/1` } = {}): Call => ({
  key, with: { token: { secret: 0 }, ...given }, run: { id: run, ticketId: null, subject: 'x', rehearsal: true, example: null }, now, signal: AbortSignal.timeout(60_000),
  secret: mark => Promise.resolve(secrets.get((mark as { secret: number }).secret) ?? 'un secret'),
})

async function once(name: string, call: Call): Promise<Acted> {
  const action = ports.actions[name]
  if (!action) throw new Error(`no ${name}`)
  const acted = await action.ensure(call)
  if ('done' in acted) expect([...Object.keys(acted.done), ...Object.keys(acted.secrets ?? {})].sort()).toEqual([...action.gives].sort())
  return acted
}

/** Until it is done, slice after slice; what is secret becomes a mark. */
async function act(name: string, given: Result, run = 1): Promise<Record<string, unknown>> {
  const call = callOf(given, { run })
  for (let slices = 0; slices < 300; slices += 1) {
    const acted = await once(name, { ...call, now })
    if ('done' in acted) {
      const marks = Object.entries(acted.secrets ?? {}).map(([field, value]) => { secrets.set(++count, value); return [field, { secret: count }] })
      return { ...acted.done, ...Object.fromEntries(marks) as Record<string, unknown> }
    }
    now += acted.going.againInMs
  }
  throw new Error(`${name} never ends`)
}

const look = (name: string, given: Result, key?: string) => ports.probes[name]?.look(callOf(given, key ? { key } : {})) ?? Promise.reject(new Error(`no ${name}`))
const undo = (name: string, given: Result) => ports.actions[name]?.undo?.({ ...callOf(given), result: {} })

/** Everything up to the order. */
async function led(domain: string) {
  const found = await act('gandi.inventory', { domain })
  const { snapshot } = await act('gandi.snapshot', { domain })
  await act('gandi.lower-ttls', { domain, snapshot })
  await act('gandi.unsign', { domain })
  await act('gandi.switch-name-servers', { domain, nameServers: SERVERS, before: found['nameServers'] })
  await act('gandi.unlock', { domain })
  const { code } = await act('gandi.code', { domain })
  const { handle } = await act('registrar.contact', { domain, holder: found['owner'], extra: { company_registration_number: '123456789' } })
  return { found, snapshot, code, handle }
}

describe('a domain is led from Gandi to us', () => {
  test.each([['assoc-good.org', 5], ['assoc-locked.org', 5], ['assoc-dnssec.fr', 8], ['assoc-good.eu', 0], ['assoc-refuse-good.fr', 22]])('%s, in %i days at most', async (domain, days) => {
    expect(await act('gandi.token', { domain })).toMatchObject({ view: true, technical: true, mail: true, daysLeft: 30 })
    const { found, code, handle } = await led(domain)
    expect(found).toMatchObject({ signed: expect.any(Boolean) as unknown, mail: true, records: 11, highestTtl: 10_800, mailboxes: [{ login: 'contact', aliases: ['info', 'bureau'] }, { responder: true }] })
    expect(code).toEqual({ secret: expect.any(Number) as unknown })
    expect(await look('dns.delegated', { domain, servers: SERVERS })).toMatchObject({ passed: true })
    expect(await act('registrar.check', { domain })).toMatchObject({ available: true, automatic: true, price: '8.99 EUR', enough: true })
    const order = { domain, code, handle, nameServers: SERVERS }
    expect(await act('registrar.order', order)).toMatchObject({ state: 'requested', automatic: true })
    now += 2 * MINUTE
    expect((await look('registrar.arrived', { domain })).passed).toBe(days === 0)
    if (days > 0) await expect(act('registrar.settings', { domain, nameServers: SERVERS })).rejects.toMatchObject({ retry: true })
    expect(await act('registrar.order', order)).toMatchObject({ state: days === 0 ? 'active' : 'pending' })
    now += days * DAY
    expect(await look('registrar.arrived', { domain })).toMatchObject({ passed: true, result: { state: 'active', registrar: expect.stringContaining('Registrar.eu') as unknown, nameServers: SERVERS } })
    expect(await act('registrar.settings', { domain, nameServers: SERVERS })).toMatchObject({ automatic: true, locked: true })
    await expect(act('gandi.inventory', { domain })).rejects.toMatchObject({ details: { reason: 'domain' } })
  })

  test('the member’s yes at Gandi makes it sooner; the step ends also when it leaves by itself', async () => {
    const domain = 'assoc-good.org'
    const { code, handle } = await led(domain)
    await act('registrar.order', { domain, code, handle, nameServers: SERVERS })
    const began = now
    expect(await act('gandi.accept', { domain, code })).toEqual({ left: true })
    expect(now - began).toBeLessThan(DAY)
    expect(await look('registrar.arrived', { domain })).toMatchObject({ passed: true })
  })

  test('what goes on for days says how many are left', async () => {
    const domain = 'assoc-good.fr'
    const { code, handle } = await led(domain)
    await act('registrar.order', { domain, code, handle, nameServers: SERVERS })
    now += 3 * DAY
    expect(await once('registrar.follow', callOf({ domain }))).toMatchObject({ going: { done: 3, of: 9, leftMs: expect.any(Number) as unknown, says: expect.stringContaining('pending') as unknown } })
    expect(await act('registrar.follow', { domain })).toMatchObject({ state: 'active' })
  })

  test('a second order changes nothing, a wrong code is told as such', async () => {
    const domain = 'assoc-good.org'
    const { code, handle } = await led(domain)
    secrets.set(999, 'faux code')
    await act('registrar.order', { domain, code: { secret: 999 }, handle, nameServers: SERVERS })
    now += 5 * MINUTE
    await expect(act('registrar.follow', { domain })).rejects.toMatchObject({ details: { reason: 'wrong-code' } })
    expect(await look('registrar.arrived', { domain })).toMatchObject({ passed: false, result: { state: 'failed', reason: 'wrong-code' }, says: expect.stringContaining('authorisation code') as unknown })
    expect(code).not.toEqual({ secret: 999 })
  })

  test('a young domain is refused in words; each run has a world of its own', async () => {
    const domain = 'assoc-young.org'
    const { code, handle } = await led(domain)
    const refused = await act('registrar.order', { domain, code, handle, nameServers: SERVERS }).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(Refusal)
    expect(refused).toMatchObject({ details: { reason: 'too-young', words: { fr: expect.stringContaining('60 jours') as unknown } } })
    expect((await act('gandi.inventory', { domain }, 2))['nameServers']).not.toEqual(SERVERS)
  })
})

describe('the way back', () => {
  const domain = 'assoc-good.org'

  test('leads to the former name servers, times and lock', async () => {
    const { found, snapshot } = await led(domain)
    await undo('gandi.switch-name-servers', { domain, nameServers: SERVERS, before: found['nameServers'] })
    now += 2 * MINUTE
    await undo('gandi.lower-ttls', { domain, snapshot })
    await undo('gandi.unlock', { domain })
    now += 2 * MINUTE
    expect(await act('gandi.inventory', { domain })).toMatchObject({ nameServers: found['nameServers'], highestTtl: 10_800, statuses: ['clientTransferProhibited'] })
  })

  test('from records that were tried leads to those from before', async () => {
    const { snapshot } = await act('gandi.snapshot', { domain })
    const records = [{ name: '@', type: 'A', ttl: 300, values: ['198.51.100.7'] }]
    expect(await act('gandi.records', { domain, snapshot, records })).toEqual({ changed: 1, undone: 1 })
    expect((await act('gandi.inventory', { domain }))['zone']).toContain('198.51.100.7')
    await undo('gandi.records', { domain, snapshot, records })
    expect((await act('gandi.inventory', { domain }))['zone']).not.toContain('198.51.100.7')
  })
})

test('name servers of a signed domain are not changed', async () => {
  const { nameServers } = await act('gandi.inventory', { domain: 'assoc-dnssec.org' })
  await expect(act('gandi.switch-name-servers', { domain: 'assoc-dnssec.org', nameServers: SERVERS, before: nameServers })).rejects.toMatchObject({ message: expect.stringContaining('DNSSEC') as unknown })
})

test('a mailbox gets a password of ours, as a secret', async () => {
  const { mailboxes } = await act('gandi.inventory', { domain: 'assoc-good.org' })
  expect(await act('gandi.mailbox-password', { domain: 'assoc-good.org', mailbox: (mailboxes as { id: string }[])[0]?.id })).toEqual({ password: { secret: expect.any(Number) as unknown } })
})

test.each([['assoc-young.org', 40], ['assoc-moved.org', 30], ['assoc-good.org', 0], ['assoc-expiring.org', 0]])('%s may leave after %i days, and the survey says until when', async (domain, days) => {
  const before = await look('domain.can-leave', { domain }, 'k')
  if (days > 0) expect(before).toMatchObject({ passed: false, result: { eligible: false, until: new Date(now + days * DAY).toISOString(), dnsAt: 'gandi', ianaId: 81 } })
  now += days * DAY
  expect(await look('domain.can-leave', { domain }, 'k')).toMatchObject({ passed: true, result: { eligible: true, until: null } })
})

test('without a token, there are words for whoever does it by hand', async () => {
  const words = await act('gandi.by-hand', { domain: 'assoc-good.org', nameServers: SERVERS })
  expect(words).toMatchObject({ nameServers: { how: { fr: expect.stringContaining(SERVERS.join(', ')) as unknown } }, zoneText: { title: { en: 'Copy the DNS zone' } } })
})

test('what is done by hand is seen at the second look', async () => {
  const given = { domain: 'assoc-dnssec.org' }
  expect([(await look('dns.unsigned', given, 'a')).passed, (await look('dns.unsigned', given, 'a')).passed]).toEqual([false, true])
})

test.each<[string, Result]>([
  ['gandi.inventory', { domain: 'exemple 12' }], ['gandi.switch-name-servers', { domain: 'assoc.org', nameServers: 'ns1.example', before: SERVERS }], ['registrar.order', { domain: 'assoc.org', nameServers: [] }], ['registrar.contact', { domain: 'assoc.org', holder: { kind: 'ghost' } }],
])('%s refuses %j', async (name, given) => {
  await expect(act(name, given)).rejects.toMatchObject({ code: 'invalid' })
})

test('without an API, each act of the registrar is left to a person in words', async () => {
  const real = transferPorts({ dataDir: '/nowhere', registrar: { kind: 'manual', name: 'Netim', ianaId: 1519 }, askRegistry: domain => Promise.resolve({ registration: { domain, source: '', registrar: { name: 'Gandi SAS', ianaId: 81 }, statuses: [], registeredAt: null, expiresAt: null, transferredAt: null, changedAt: null, nameServers: [], signed: null } }) })
  const domain = 'assoc.org'
  const acts: Record<string, Result> = { 'registrar.check': { domain }, 'registrar.contact': { domain, holder: { kind: 'person' } }, 'registrar.order': { domain, code: { secret: 1 }, handle: null, nameServers: SERVERS } }
  for (const [name, given] of Object.entries(acts)) {
    const acted = await real.actions[name]?.ensure(callOf(given))
    expect(acted).toMatchObject({ done: { automatic: false, byHand: expect.stringContaining('Netim') as unknown } })
    expect(JSON.stringify(acted)).not.toContain('un secret')
  }
  expect(await real.probes['registrar.arrived']?.look(callOf({ domain }))).toMatchObject({ passed: false, result: { state: 'none' } })
})
