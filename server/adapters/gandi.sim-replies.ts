import type { GandiOffice } from './gandi.sim-state.ts'
import type { SimAsked, SimReply } from './http.sim.ts'

/** What a route of the simulator is given: who asks what, about which domain, and the rest of the path. */
export type GandiAsked = { office: GandiOffice, asked: SimAsked, body: Record<string, unknown>, domain: string, rest: string[] }
/** `scope`: what the token must be allowed. */
export type GandiRoute = readonly [pattern: RegExp, scope: RegExp, answer: (asked: GandiAsked) => SimReply]

export const found = (body: unknown): SimReply => ({ status: 200, body })
/** It is asked for, and comes later. */
export const ACCEPTED: SimReply = { status: 202, body: { message: 'Confirmation message' } }
export const MISSING: SimReply = { status: 404, body: { code: 404, message: 'The resource could not be found.', object: 'HTTPNotFound', cause: 'Not Found' } }
export const BUSY: SimReply = { status: 409, body: { code: 409, message: 'An operation is already running on this domain.', object: 'HTTPConflict', cause: 'Conflict' } }
export const invalid = (name: string, description: string): SimReply => ({ status: 400, body: { status: 'error', errors: [{ location: 'body', name, description }] } })

/** One page of a list, as it is asked for. */
export function paged({ query }: Pick<SimAsked, 'query'>, all: readonly unknown[]): SimReply {
  const [page, size] = [Number(query.get('page') ?? 1), Number(query.get('per_page') ?? 100)]
  return { status: 200, body: all.slice((page - 1) * size, page * size), headers: { 'total-count': String(all.length) } }
}
