import { DOMAIN_ROUTES } from './gandi.sim-domain.ts'
import type { GandiAsked, GandiRoute } from './gandi.sim-replies.ts'
import { catchUp, type GandiOffice, type SimulatedGandi } from './gandi.sim-state.ts'
import { ZONE_ROUTES } from './gandi.sim-zone.ts'
import type { SimApi, SimAsked, SimReply } from './http.sim.ts'
import type { SimulatedRegistry } from './registry.sim.ts'

type Settings = { clock: () => number, state: SimulatedGandi, registry: SimulatedRegistry }

const VIEW = /^domain:view$/

const ROUTES: readonly GandiRoute[] = [[/^GET \/tokeninfo$/, VIEW, tokenInfo], ...DOMAIN_ROUTES, ...ZONE_ROUTES]

/** Gandi as far as its API is known to us: a token with scopes and an end, limits, what is done later, one operation at a time. What it holds can be kept and given again. */
export const simulatedGandi = ({ clock, state, registry }: Settings): SimApi => (asked) => {
  const now = clock()
  const office: GandiOffice = { state, registry, now }
  catchUp(office)
  state.asked = [...state.asked.filter(at => at > now - 60_000), now]
  if (asked.headers['authorization'] !== `Bearer ${state.token.value}`) return complaint(401, 'Unauthorized')
  if (state.asked.length > state.perMinute) return { ...complaint(429, 'Too Many Requests'), headers: { 'retry-after': '1' } }
  if (state.token.until <= now) return complaint(403, 'Forbidden')
  const path = asked.path.replace(/^\/v5/, '')
  for (const [pattern, scope, answer] of ROUTES) {
    const found = pattern.exec(`${asked.method} ${path}`)
    if (!found) continue
    if (!state.token.scopes.some(one => scope.test(one))) return complaint(403, 'Forbidden')
    const [domain = '', ...rest] = found.slice(1).map(part => decodeURIComponent(part))
    return withDryRun(asked, () => answer({ office, asked, body: jsonIn(asked.body), domain, rest }))
  }
  return complaint(404, 'Not Found')
}

/** With `Dry-Run: 1` nothing is done but the answer. */
const withDryRun = ({ headers }: SimAsked, answer: () => SimReply): SimReply => headers['dry-run'] === '1' ? { status: 200, body: { status: 'success' } } : answer()

function jsonIn(text: string): Record<string, unknown> {
  try { return JSON.parse(text) as Record<string, unknown> }
  catch { return {} }
}

const complaint = (code: number, message: string): SimReply => ({ status: code, body: { code, message, object: `HTTP${message.replaceAll(' ', '')}`, cause: message } })

function tokenInfo({ office: { state, now } }: GandiAsked): SimReply {
  return { status: 200, body: { pat_name: 'permanence', scope: state.token.scopes, expires_in: Math.round((state.token.until - now) / 1000), entities: [] } }
}
