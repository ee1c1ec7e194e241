import type { AskRegistry } from '../dns/ports.ts'
import { sha256 } from '../platform/signing.ts'
import type { Registrar } from '../registrars/ports.ts'
import type { OpenGandi } from '../transfer/gandi/ports.ts'
import type { Call, Ports } from '../workflows/ports.ts'
import { simulatedGandi } from './gandi.sim.ts'
import { GANDI_TOKEN, heldDomain, newGandi, type HeldByGandi, type SimulatedGandi } from './gandi.sim-state.ts'
import { gandi } from './gandi.ts'
import { askingHere } from './http.sim.ts'
import { RESELLER, simulatedOpenprovider } from './openprovider.sim.ts'
import { catchUp as sendOrders, newReseller, PRICE_CENTS, type SimulatedOpenprovider } from './openprovider.sim-orders.ts'
import { openprovider } from './openprovider.ts'
import { domainAt, registered, simulatedRdap, type RegisteredDomain, type SimulatedRegistry } from './registry.sim.ts'
import type { RehearsalWorld, RehearsalWorlds } from './rehearsal-worlds.ts'
import { kindOf } from './survey.sim.ts'
import { playLeaving } from './transfer.sim-leaving.ts'
import type { Played } from './workflow-ports.sim.ts'

const DAY_MS = 86_400_000
const [RICH_CENTS, POOR_CENTS] = [500_000, 500]
// What an ending wants to know besides.
const WANTS = { 'asso.fr': ['company_registration_number'] }
const NAME_SERVERS = ['ns-119-a.gandi.net', 'ns-25-b.gandi.net', 'ns-3-c.gandi.net']
const KEY = { id: 'key-1', keytag: 50_651, algorithm: 13, digest: '01cc0a', digest_type: 2 }

/** Gandi, our registrar and the registry behind them, in the world of one run: what one of them does, the others see. */
export type PlayedOutside = { openGandi: OpenGandi, registrar: Registrar, askRegistry: AskRegistry }

/** The outside of a transfer, played. A domain that is asked about for the first time has been at Gandi for years, and is as its name says (see `kindOf`). */
export function playedOutside(world: RehearsalWorld, domain: string): PlayedOutside {
  const clock = () => world.now
  playedDomainIn(world, domain)
  const [registry, gandiState] = [registryIn(world), gandiIn(world)]
  const state = resellerIn(world)
  // A rehearsal may be older than a token.
  gandiState.token.until = world.now + 30 * DAY_MS
  // Whoever is asked next, what was ordered a minute ago is at the registry.
  sendOrders({ state, registry, now: world.now })
  const open = gandi({ clock, ask: askingHere(simulatedGandi({ clock, state: gandiState, registry })), longestWaitMs: 0 })
  const registrar = openprovider({ url: 'https://openprovider.example', ...RESELLER, ask: askingHere(simulatedOpenprovider({ clock, state, registry })), shortWaitMs: 0 })
  return {
    // Whatever people type as a token in a rehearsal is taken for one, and so is a code.
    openGandi: ({ signal }) => open({ token: GANDI_TOKEN, signal }),
    registrar: { ...registrar, orderTransfer: (order, signal) => registrar.orderTransfer({ ...order, code: takenByHand(registry.domains[domain], order.code) }, signal) },
    askRegistry: simulatedRdap(registry, clock),
  }
}

const registryIn = ({ part }: RehearsalWorld) => part<SimulatedRegistry>('registry', () => ({ domains: {} }))
const resellerIn = (world: RehearsalWorld) => world.part<SimulatedOpenprovider>('registrar', () => newReseller({ wants: WANTS, balanceCents: chanceOf(world, 'funds') < 0.05 ? POOR_CENTS : RICH_CENTS }))
const gandiIn = ({ part, now }: RehearsalWorld) => part<SimulatedGandi>('gandi', () => newGandi(now, []))

/** The domain at its registry; one that is asked about for the first time begins, there and at Gandi. */
export function playedDomainIn(world: RehearsalWorld, name: string): RegisteredDomain {
  const registry = registryIn(world)
  const known = registry.domains[name]
  if (known) return domainAt(registry, name, world.now) ?? known
  const domain = begun(name, world)
  registry.domains[name] = domain
  gandiIn(world).held[name] = held(name, world, domain)
  return domain
}

const WRONG = /^(faux|wrong)/i
/** The code that somebody copied by hand: whoever could was on the page where the lock is taken away. */
function takenByHand(domain: RegisteredDomain | undefined, code: string): string {
  if (!domain || WRONG.test(code)) return code
  if (code !== domain.code) domain.statuses = domain.statuses.filter(status => status !== 'clientTransferProhibited')
  return domain.code
}

const chanceOf = ({ seed }: RehearsalWorld, what: string) => Number.parseInt(sha256(`${seed} ${what}`).slice(0, 6), 16) / 0xff_ffff

const AGES: Readonly<Record<string, (now: number) => Partial<RegisteredDomain>>> = {
  young: now => ({ registeredAt: now - 20 * DAY_MS }), moved: now => ({ transferredAt: now - 30 * DAY_MS }), expired: now => ({ expiresAt: now - 3 * DAY_MS }), expiring: now => ({ expiresAt: now + 12 * DAY_MS }),
}

function begun(domain: string, world: RehearsalWorld): RegisteredDomain {
  const kind = kindOf(domain)
  const isSigned = kind === 'dnssec' || chanceOf(world, 'dnssec') < 0.25
  return registered(domain, world.now, {
    nameServers: NAME_SERVERS, temper: temperOf(domain, world), ds: isSigned ? [`${KEY.keytag} ${KEY.algorithm} ${KEY.digest_type} ${KEY.digest}`] : [],
    ...kind === 'locked' ? {} : { statuses: [] }, ...AGES[kind]?.(world.now),
  })
}

function temperOf(domain: string, world: RehearsalWorld): RegisteredDomain['temper'] {
  const words = domain.split(/[.-]/)
  if (words.includes('refuse') || words.includes('refused')) return 'refuses'
  // Nobody follows the link in Gandi's mail: one sees what all the days are like.
  if (words.includes('patient')) return 'silent'
  return chanceOf(world, 'temper') < 0.2 ? 'accepts' : 'silent'
}

const held = (domain: string, world: RehearsalWorld, { ds }: RegisteredDomain): HeldByGandi =>
  heldDomain(domain, { keys: ds.length > 0 ? [KEY] : [], relocksAfter: chanceOf(world, 'relock') < 0.1 ? 20 * DAY_MS : null })

/** The domain that a step is about. */
const aboutDomain = (call: Call): string => typeof call.with['domain'] === 'string' ? call.with['domain'].trim().toLowerCase().replace(/\.$/, '') : ''

type Make = (outside: PlayedOutside) => Ports

/** What the servers of the parent zone say, in the same worlds: what was done at Gandi, and what somebody must have done by hand when they look a second time. */
export const playedParents = (worlds: RehearsalWorlds): Required<Pick<Played, 'probes'>> => ({
  probes: {
    'dns.delegated': call => worlds.within(call, world => Promise.resolve(looked(call, world, {
      isSo: ({ nameServers }) => sorted(nameServers) === sorted(serversIn(call)), byHand: (domain) => { domain.nameServers = serversIn(call) }, result: ({ nameServers }) => ({ nameServers: nameServers.map(name => `${name}.`), nsTtl: 172_800, until: inDays(2, world) }),
    }))),
    'dns.unsigned': call => worlds.within(call, world => Promise.resolve(looked(call, world, {
      isSo: ({ ds }) => ds.length === 0, byHand: (domain) => { domain.ds = [] }, result: ({ ds }) => ({ ds, dsTtl: 3600, until: inDays(2 / 24, world) }),
    }))),
  },
})

const inDays = (days: number, { now }: RehearsalWorld) => new Date(now + days * DAY_MS).toISOString()
const serversIn = ({ with: { servers } }: Call): string[] => (Array.isArray(servers) ? servers.map(String) : String(servers).split(/[\s,]+/)).filter(Boolean).map(name => name.toLowerCase().replace(/\.$/, ''))
const sorted = (names: readonly string[]) => [...names].sort().join(' ')

const PAYING = new Set(['registrar.funds', 'registrar.order'])
/** Whoever keeps the accounts has paid something in when somebody looks, or orders, a second time. */
function toppedUp(call: Call, world: RehearsalWorld) {
  const state = resellerIn(world)
  if (looksAt(call, world) > 1 && state.balanceCents < PRICE_CENTS) state.balanceCents += RICH_CENTS
}

function looksAt({ key }: Call, world: RehearsalWorld): number {
  const looks = world.part<Record<string, number>>('looks', () => ({}))
  looks[key] = (looks[key] ?? 0) + 1
  return looks[key]
}

type Looking = { isSo: (domain: RegisteredDomain) => boolean, byHand: (domain: RegisteredDomain) => void, result: (domain: RegisteredDomain) => Record<string, unknown> }

function looked(call: Call, world: RehearsalWorld, { isSo, byHand, result }: Looking) {
  const name = aboutDomain(call)
  const domain = playedDomainIn(world, name)
  const looks = looksAt(call, world)
  const isUnderWay = gandiIn(world).later.some(later => later.domain === name)
  if (!isSo(domain) && !isUnderWay && looks > 1) byHand(domain)
  const passed = isSo(domain)
  return { passed, says: passed ? 'as it should be (rehearsal)' : 'not yet (rehearsal)', result: passed ? { ...result(domain), ...call.run.example } : {} }
}

/** The steps of a transfer in the worlds of rehearsals; the definition's examples come before what is found there. */
export function playedTransfer(worlds: RehearsalWorlds, make: Make): Required<Played> {
  const names = make(playedOutside({ now: 0, seed: '', part: (_name, begin) => begin() }, 'assoc.example'))
  const within = <T>(name: string, call: Call, play: (ports: Ports) => Promise<T>) => worlds.within(call, (world) => {
    playLeaving(world, name, aboutDomain(call))
    return play(make(playedOutside(world, aboutDomain(call))))
  })
  const missing = (name: string) => Promise.reject(new Error(`Nothing plays ${name}`))
  const paying = async (name: string, call: Call) => PAYING.has(name) && worlds.within(call, world => Promise.resolve(toppedUp(call, world)))
  return {
    actions: mapped(names.actions, name => async (call) => {
      await paying(name, call)
      const acted = await within(name, call, ports => ports.actions[name]?.ensure(call) ?? missing(name))
      return 'done' in acted ? { ...acted, done: { ...acted.done, ...call.run.example } } : acted
    }),
    probes: mapped(names.probes, name => async (call) => {
      await paying(name, call)
      const seen = await within(name, call, ports => ports.probes[name]?.look(call) ?? missing(name))
      return seen.passed ? { ...seen, result: { ...seen.result, ...call.run.example } } : seen
    }),
    undos: mapped(names.actions, name => call => within(name, call, ports => ports.actions[name]?.undo?.(call) ?? Promise.resolve())),
  }
}

const mapped = <T>(all: Readonly<Record<string, unknown>>, make: (name: string) => T): Record<string, T> => Object.fromEntries(Object.keys(all).map(name => [name, make(name)]))
