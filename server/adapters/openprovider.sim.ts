import { newToken } from '../platform/secrets.ts'
import type { SimApi, SimAsked, SimReply } from './http.sim.ts'
import { textOf } from './openprovider-dates.ts'
import { begin, catchUp, leave, objectionTo, PRICE_CENTS, statusOf, type Office, type SimulatedOpenprovider, type SimulatedOrder } from './openprovider.sim-orders.ts'
import { domainAt, hasLock, type SimulatedRegistry } from './registry.sim.ts'

const HOUR_MS = 3_600_000
const TOKEN_MS = 48 * HOUR_MS
/** As whom one signs in to the simulator. */
export const RESELLER = { user: 'cooperative', password: 'a password of the simulator' } as const

type Settings = { clock: () => number, state: SimulatedOpenprovider, registry: SimulatedRegistry }
type Body = Record<string, unknown>

const ok = (data: unknown): SimReply => ({ status: 200, body: { code: 0, desc: '', data, maintenance: false, warnings: [] } })
const no = (code: number, desc: string, status = 500): SimReply => ({ status, body: { code, desc, data: '' } })
const NOT_SIGNED_IN = no(196, 'Authentication/Authorization Failed')
const NOT_THERE = no(320, 'The domain is not in your account', 404)

/** OpenProvider as far as its API is known to us, on a registry that it shares with others. What it holds can be kept and given again. */
export const simulatedOpenprovider = ({ clock, state, registry }: Settings): SimApi => (asked) => {
  const office: Office = { state, registry, now: clock() }
  catchUp(office)
  const body = jsonIn(asked.body)
  if (asked.path === '/v1beta/auth/login') return signIn(office, body)
  if (asked.headers['authorization'] !== `Bearer ${state.token ?? ''}` || state.tokenUntil < office.now) return NOT_SIGNED_IN
  for (const [pattern, answer] of ROUTES) {
    const found = pattern.exec(`${asked.method} ${asked.path}`)
    if (found) return answer({ office, asked, body, id: Number(found[1] ?? 0) })
  }
  return no(404, 'Not Found', 404)
}

function jsonIn(text: string): Body {
  try { return JSON.parse(text) as Body }
  catch { return {} }
}

function signIn({ state, now }: Office, { username, password }: Body): SimReply {
  if (username !== RESELLER.user || password !== RESELLER.password) return NOT_SIGNED_IN
  state.token = newToken()
  state.tokenUntil = now + TOKEN_MS
  return ok({ reseller_id: 1, token: state.token })
}

type Asked = { office: Office, asked: SimAsked, body: Body, id: number }
type Route = readonly [RegExp, (asked: Asked) => SimReply]

const ROUTES: readonly Route[] = [
  [/^POST \/v1beta\/domains\/check$/, check],
  [/^GET \/v1beta\/domains\/prices$/, () => ok({ is_premium: false, price: { product: { price: 12, currency: 'EUR' }, reseller: { price: PRICE_CENTS / 100, currency: 'EUR' } } })],
  [/^GET \/v1beta\/domains\/additional-data$/, ({ office, asked }) => ok((office.state.wants[asked.query.get('domain.extension') ?? ''] ?? []).map(name => ({ name, description: name.replaceAll('_', ' '), required: true, type: 'text' })))],
  [/^GET \/v1beta\/customers$/, ({ office, asked }) => ok({ results: office.state.customers.filter(({ email }) => email === asked.query.get('email_pattern')) })],
  [/^POST \/v1beta\/customers$/, customer],
  [/^POST \/v1beta\/domains\/transfer$/, transfer],
  [/^GET \/v1beta\/domains$/, ({ office, asked }) => ok({ results: office.state.orders.filter(({ domain }) => domain === asked.query.get('full_name')).map(order => shown(order, office)) })],
  [/^GET \/v1beta\/domains\/(\d+)$/, withOrder((order, { office }) => ok(shown(order, office)))],
  [/^PUT \/v1beta\/domains\/(\d+)$/, withOrder(change)],
  [/^POST \/v1beta\/domains\/(\d+)\/last-operation\/restart$/, withOrder((order, { office }) => { begin(order, office); return ok({}) })],
  [/^POST \/v1beta\/domains\/(\d+)\/transfer\/send-foa1$/, withOrder((order) => { order.approvals += 1; return ok({}) })],
  [/^GET \/v1beta\/domains\/(\d+)\/authcode$/, withOrder((order, { office }) => ok({ auth_code: domainAt(office.registry, order.domain, office.now)?.code ?? '' }))],
  [/^POST \/v1beta\/domains\/(\d+)\/authcode\/reset$/, withOrder(newCode)],
  [/^POST \/v1beta\/domains\/(\d+)\/transfer\/approve$/, withOrder(approve)],
  [/^GET \/v1beta\/resellers$/, ({ office }) => ok({ balance: office.state.balanceCents / 100, reserved_balance: 0 })],
]

function withOrder(answer: (order: SimulatedOrder, asked: Asked) => SimReply): (asked: Asked) => SimReply {
  return (asked) => {
    const order = asked.office.state.orders.find(({ id }) => id === asked.id)
    return order ? answer(order, asked) : NOT_THERE
  }
}

const nameIn = (value: unknown) => {
  const { name, extension } = value as { name: string, extension: string }
  return `${name}.${extension}`
}

function check({ office, body }: Asked): SimReply {
  const names = (body['domains'] as unknown[]).map(nameIn)
  return ok({ results: names.map(domain => ({ domain, status: office.registry.domains[domain] ? 'active' : 'free', reason: '', is_premium: false, price: { product: { price: 12, currency: 'EUR' } } })) })
}

function customer({ office: { state }, body }: Asked): SimReply {
  const { address, name } = body as { address?: { country?: string }, name?: { last_name?: string } }
  if (!name?.last_name || !address?.country) return no(899, 'Required field is missing: address.country')
  const handle = `XX${String(++state.nextId).padStart(6, '0')}-${address.country}`
  state.customers.push({ ...body, handle, email: String(body['email']) })
  return ok({ handle })
}

function transfer({ office, body }: Asked): SimReply {
  const { state, registry, now } = office
  const domain = nameIn(body['domain'])
  const known = state.orders.find(order => order.domain === domain && statusOf(order, office) !== 'DEL')
  if (known) return no(346, 'The domain is already in your account, or its transfer is already in progress')
  const objection = refusalBefore(office, { domain, body }) ?? objectionTo({ name: domain, now, registry })
  if (objection) return no(399, objection)
  if (state.balanceCents < PRICE_CENTS) return no(4005, 'Your account balance is insufficient to perform this operation')
  state.balanceCents -= PRICE_CENTS
  const order: SimulatedOrder = {
    id: ++state.nextId, domain, code: String(body['auth_code']), owner: String(body['owner_handle']), servers: (body['name_servers'] ?? []) as SimulatedOrder['servers'],
    locked: false, createdAt: now, failed: null, sent: false, approvals: 0, lockable: hasLock(domain),
  }
  state.orders.push(order)
  return ok({ id: order.id, status: 'REQ', auth_code: '', expiration_date: '' })
}

function refusalBefore({ state }: Office, { domain, body }: { domain: string, body: Body }): string | undefined {
  const holder = state.customers.find(({ handle }) => handle === body['owner_handle'])
  if (!holder) return 'Invalid owner handle'
  const given = { ...holder['additional_data'] as object, ...body['additional_data'] as object } as Record<string, unknown>
  const missing = (state.wants[domain.slice(domain.indexOf('.') + 1)] ?? []).filter(name => !given[name])
  return missing.length > 0 ? `Required additional data field is missing: ${missing.join(', ')}` : undefined
}

function change(order: SimulatedOrder, { office, body }: Asked): SimReply {
  if (statusOf(order, office) !== 'ACT') return no(323, 'The domain is not active')
  const domain = domainAt(office.registry, order.domain, office.now)
  if (Array.isArray(body['name_servers'])) {
    order.servers = body['name_servers'] as SimulatedOrder['servers']
    if (domain) domain.nameServers = order.servers.map(({ name }) => name)
  }
  if (typeof body['is_locked'] === 'boolean' && order.lockable) {
    order.locked = body['is_locked']
    if (domain) domain.statuses = order.locked ? ['clientTransferProhibited'] : []
  }
  return ok({ status: 'ACT' })
}

function newCode(order: SimulatedOrder, { office }: Asked): SimReply {
  const domain = domainAt(office.registry, order.domain, office.now)
  if (!domain || statusOf(order, office) !== 'ACT') return NOT_THERE
  domain.code = `New-${++office.state.nextId}-${domain.name}`
  return ok({ auth_code: domain.code })
}

function approve(order: SimulatedOrder, { office }: Asked): SimReply {
  const domain = domainAt(office.registry, order.domain, office.now)
  return domain && leave(office, domain) ? ok({}) : no(2301, 'No transfer pending')
}

function shown(order: SimulatedOrder, office: Office) {
  const status = statusOf(order, office)
  const { name, extension } = { name: order.domain.slice(0, order.domain.indexOf('.')), extension: order.domain.slice(order.domain.indexOf('.') + 1) }
  const known = domainAt(office.registry, order.domain, office.now)
  return {
    id: order.id, status, domain: { name, extension }, is_locked: order.locked, is_lockable: order.lockable, name_servers: order.servers, owner_handle: order.owner,
    creation_date: textOf(order.createdAt), expiration_date: status === 'ACT' && known ? textOf(known.expiresAt) : '0000-00-00 00:00:00', comments: order.failed ?? '',
    verification_email_status: office.state.asksHolder && status === 'PEN' ? 'sent' : 'not required', registry_statuses: known?.statuses ?? [],
  }
}
