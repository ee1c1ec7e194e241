import { HOUSE } from './alternc.sim-state.ts'
import { catchUp, heldOrder, newReseller, type SimulatedOpenprovider } from './openprovider.sim-orders.ts'
import { domainAt, orderAt, registered, type RegisteredDomain, type SimulatedRegistry } from './registry.sim.ts'
import type { RehearsalWorld } from './rehearsal-worlds.ts'

const DAY_MS = 86_400_000

/** What is played of a domain that leaves us, by the words of its name: `young`, `dnssec`; `away`: it is registered elsewhere, and only hosted here; `stays`: nobody ever asks for it. */
const saysOf = (domain: string) => {
  const words = domain.split(/[.-]/)
  return (word: 'young' | 'dnssec' | 'away' | 'stays') => words.includes(word)
}

/** Before a step is played: what it is about has been with us for years, and whoever was given its code has gone elsewhere with it. */
export function playLeaving(world: RehearsalWorld, step: string, domain: string): void {
  if (step === 'registrar.held') beginWithUs(world, domain)
  if (step === 'registrar.asked-for') orderElsewhere(world, domain)
}

const registryIn = ({ part }: RehearsalWorld) => part<SimulatedRegistry>('registry', () => ({ domains: {} }))

function beginWithUs(world: RehearsalWorld, name: string) {
  const [registry, says] = [registryIn(world), saysOf(name)]
  if (registry.domains[name]) return
  const domain = registered(name, world.now, {
    registrar: says('away') ? 'elsewhere' : 'openprovider', nameServers: HOUSE.nameServers.map(server => server.replace(/\.$/, '')), ds: says('dnssec') ? ['50651 13 2 01cc0a'] : [],
    ...says('young') ? { registeredAt: world.now - 20 * DAY_MS } : {},
  })
  registry.domains[name] = domain
  const reseller = world.part<SimulatedOpenprovider>('registrar', () => newReseller())
  if (domain.registrar === 'openprovider') reseller.orders.push(heldOrder(domain, ++reseller.nextId))
}

const HOUR_MS = 3_600_000

/** The member goes to another registrar some hours after they were given the code. What its registry refuses they try again. */
function orderElsewhere(world: RehearsalWorld, name: string) {
  const [registry, waits] = [registryIn(world), world.part<Record<string, number>>('code-given', () => ({}))]
  const domain = domainAt(registry, name, world.now)
  const since = waits[name] ??= world.now
  if (!mayOrder(domain) || world.now < since + 6 * HOUR_MS) return
  orderAt(registry, { name, code: domain.code, to: 'elsewhere', now: world.now })
  // Whoever is asked next sees it.
  catchUp({ state: world.part<SimulatedOpenprovider>('registrar', () => newReseller()), registry, now: world.now })
}

const mayOrder = (domain: RegisteredDomain | undefined): domain is RegisteredDomain =>
  domain?.registrar === 'openprovider' && !domain.pending && !saysOf(domain.name)('stays')
