import { acceptAt, domainAt, hasLock, orderAt, type RegisteredDomain, type SimulatedRegistry } from './registry.sim.ts'

type Server = { name: string }
/** A domain as the simulated reseller account has it. `sent`: what the registry made of the order comes a minute after it; `arrived`: it was here, whether or not it has left since. */
export type SimulatedOrder = { id: number, domain: string, code: string, owner: string, servers: Server[], locked: boolean, createdAt: number, failed: string | null, sent: boolean, approvals: number, lockable: boolean, arrived?: boolean }

/** All that the simulated OpenProvider holds, as JSON can. */
export type SimulatedOpenprovider = {
  nextId: number
  customers: (Record<string, unknown> & { handle: string, email: string })[]
  orders: SimulatedOrder[]
  balanceCents: number
  token: string | null
  tokenUntil: number
  /** Extra fields that an ending wants. */
  wants: Record<string, string[]>
  /** Whether the holder is asked for their consent by mail. */
  asksHolder: boolean
}

/** What a transfer costs there. */
export const PRICE_CENTS = 899
const MINUTE_MS = 60_000

/** A reseller account with some money, of which nobody made use yet. */
export const newReseller = (more: Partial<SimulatedOpenprovider> = {}): SimulatedOpenprovider =>
  ({ nextId: 1000, customers: [], orders: [], balanceCents: 500_000, token: null, tokenUntil: 0, wants: {}, asksHolder: false, ...more })

/** A simulated account, the registry behind it, and what time it is. */
export type Office = { state: SimulatedOpenprovider, registry: SimulatedRegistry, now: number }

/** Everything that time brought: what was ordered a minute ago is at the registry, what was refused there has failed. */
export function catchUp({ state, registry, now }: Office) {
  for (const order of state.orders) {
    if (!order.sent && order.failed === null && now - order.createdAt >= MINUTE_MS) send(order, { state, registry, now })
    const domain = domainAt(registry, order.domain, now)
    if (domain?.registrar === 'openprovider') order.arrived = true
    if (order.sent && order.failed === null && wasRefused(order, domain)) order.failed = 'Transfer Refused by Registrar (clientRejected)'
  }
}

const wasRefused = ({ arrived }: SimulatedOrder, domain: RegisteredDomain | undefined) => !arrived && domain !== undefined && domain.registrar !== 'openprovider' && !domain.pending

function send(order: SimulatedOrder, { state, registry, now }: Office) {
  const answer = orderAt(registry, { name: order.domain, code: order.code, to: 'openprovider', now: Math.min(now, order.createdAt + MINUTE_MS) })
  order.sent = true
  // What fails costs nothing.
  if ('epp' in answer) { order.failed = `${answer.epp} ${answer.says}`; state.balanceCents += PRICE_CENTS }
  domainAt(registry, order.domain, now)
}

/** What the registry says at once, before anything is ordered there. */
export function objectionTo({ name, now, registry }: { name: string, now: number, registry: SimulatedRegistry }): string | undefined {
  const probe = structuredClone(registry)
  const code = probe.domains[name]?.code ?? ''
  const answer = orderAt(probe, { name, code, to: 'openprovider', now })
  return 'epp' in answer ? `${answer.epp} ${answer.says}` : undefined
}

/** Its status there. */
export function statusOf(order: SimulatedOrder, { registry, now }: Office): string {
  if (order.failed !== null) return 'FAI'
  if (!order.sent) return 'REQ'
  if (domainAt(registry, order.domain, now)?.registrar === 'openprovider') return 'ACT'
  return order.arrived ? 'DEL' : 'PEN'
}

/** Begins it again with the code it has. */
export function begin(order: SimulatedOrder, { state, now }: Office) {
  Object.assign(order, { failed: null, sent: false, createdAt: now } satisfies Partial<SimulatedOrder>)
  state.balanceCents -= PRICE_CENTS
}

/** Of a domain that has been here for years. */
export const heldOrder = ({ name, registeredAt, code, nameServers, statuses }: RegisteredDomain, id: number): SimulatedOrder => ({
  id, domain: name, code, owner: 'XX000001-FR', servers: nameServers.map(server => ({ name: server })), locked: statuses.length > 0, createdAt: registeredAt, failed: null, sent: true, approvals: 0, lockable: hasLock(name), arrived: true,
})

/** Lets a domain go. */
export const leave = ({ registry, now }: Office, domain: RegisteredDomain) => acceptAt(registry, domain.name, now)
