import type { ErrorRequestHandler, Request, RequestHandler } from 'express'
import { z, ZodError } from 'zod'
import type { Context } from './context.ts'
import type { Database, Db } from './db.ts'
import { Refusal } from './errors.ts'
import type { Log } from './log.ts'

/** Who is signed in, as the session says; `P` are the names of the permissions there are. */
export type Visitor<P extends string> = {
  agentId: number
  may: (permission: P) => boolean
  /** Their role demands a second factor that they have not set up: they may do that, and nothing else. */
  mustEnrol: boolean
}

/** Lets a request through or not, and says whom it lets through: a test walks all routes and asks. */
export type Guard<P extends string> = RequestHandler & { admits: P | 'anyone' | 'oneself' | 'enrolling' }

/** What routes are made with. */
export type Http<P extends string> = {
  /** Changes something: one transaction, as the person whose session this is. */
  act: <T>(request: Request, action: (context: Context) => Promise<T>) => Promise<T>
  /** Reads for a screen: no transaction. */
  read: <T>(request: Request, query: (db: Db, visitor: Visitor<P>) => Promise<T>) => Promise<T>
  /** Whose request it is; only behind a guard that asks. */
  visitor: (request: Request) => Visitor<P>
  /** Whoever is signed in and has the permission. */
  can: (permission: P) => Guard<P>
  /** Whoever is signed in: such routes concern their own account alone. */
  oneself: Guard<P>
  /** Whoever is signed in, even when they must set up a second factor first: such routes set it up. */
  enrolling: Guard<P>
  /** Everybody, signed in or not: such routes are counted. */
  anyone: Guard<P>
}

type World<P extends string> = {
  database: Database
  clock: () => Date
  /** Answers from the stored session, never from what a header claims. */
  visitorOf: (request: Request) => Promise<Visitor<P> | undefined>
}

/** Lets everybody through. */
export const anyone = Object.assign<RequestHandler, { admits: 'anyone' }>((_request, _response, next) => next(), { admits: 'anyone' })

/** A page that is kept by no cache and no search engine, and told to nobody whom a link on it leads to. */
export const unseen: RequestHandler = (_request, response, next) => {
  response.set({ 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer', 'X-Robots-Tag': 'noindex, nofollow' }).type('html')
  next()
}

/** The three things a route does: let in, read, act. */
export function httpOf<P extends string>({ database, clock, visitorOf }: World<P>): Http<P> {
  const visitors = new WeakMap<Request, Visitor<P>>()
  const visitor = (request: Request) => {
    const known = visitors.get(request)
    if (!known) throw new Error(`${request.method} ${request.path} has no guard that knows its visitor`)
    return known
  }
  const guard = (admits: Guard<P>['admits'], check: (found: Visitor<P>) => void): Guard<P> => Object.assign<RequestHandler, Pick<Guard<P>, 'admits'>>(async (request, _response, next) => {
    const found = await visitorOf(request)
    if (!found) throw new Refusal('unauthenticated', 'Sign in first')
    check(found)
    visitors.set(request, found)
    next()
  }, { admits })
  return {
    visitor,
    act: (request, action) => {
      const actor = { kind: 'agent', id: visitor(request).agentId } as const
      return database.transaction(db => action({ db, now: clock(), actor }))
    },
    read: (request, query) => query(database.reader, visitor(request)),
    anyone,
    can: permission => guard(permission, (found) => {
      if (found.mustEnrol) throw new Refusal('forbidden', ENROL_FIRST)
      if (!found.may(permission)) throw new Refusal('forbidden', `This needs the permission ${permission}, which your role does not have`)
    }),
    oneself: guard('oneself', ({ mustEnrol }) => { if (mustEnrol) throw new Refusal('forbidden', ENROL_FIRST) }),
    enrolling: guard('enrolling', () => undefined),
  }
}

const ENROL_FIRST = 'Your role demands a second factor: set it up first'

const Id = z.coerce.number().int().positive()

/** The id in the path, or a refusal: `Number('abc')` must never reach SQL. */
export function idOf(request: Request, name = 'id'): number {
  const read = Id.safeParse(request.params[name])
  if (!read.success) throw new Refusal('not-found', 'There is nothing at this address')
  return read.data
}

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses what another site makes a browser send here. Browsers say where a request comes from whenever it may change something;
 * a program that says nothing has no cookie it was not given.
 */
export function sameOrigin(baseUrl: string): RequestHandler {
  const ours = new URL(baseUrl).host
  return (request, _response, next) => {
    if (!SAFE.has(request.method) && !comesFromUs(request, ours)) throw new Refusal('forbidden', 'This request comes from another site')
    next()
  }
}

function comesFromUs(request: Request, ours: string): boolean {
  const site = request.get('sec-fetch-site')
  if (site !== undefined) return site === 'same-origin' || site === 'none'
  const origin = request.get('origin')
  return origin === undefined || isOurOrigin(origin, [request.get('host'), ours])
}

/** Whether an Origin header names one of these hosts (with their ports). */
export function isOurOrigin(origin: string, hosts: readonly (string | undefined)[]): boolean {
  return URL.canParse(origin) && hosts.includes(new URL(origin).host)
}

const statusOf = { 'not-found': 404, forbidden: 403, unauthenticated: 401, conflict: 409, stale: 409, invalid: 422, 'too-many': 429 } as const

const sentence = ({ issues }: ZodError) => issues.map(({ path, message }) => path.length > 0 ? `${path.join('.')}: ${message}` : message).join('; ')

/** What Express and its body parser throw for a request they cannot read: too large, not JSON, badly encoded. */
const Unreadable = z.object({ status: z.number().int().min(400).max(499), message: z.string() })

/** The one place that answers failures. What is neither a refusal nor bad input is a bug: logged once, and not told outside. */
export function onError(log: Log): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error)
    if (error instanceof Refusal) return void response.status(statusOf[error.code]).json({ ...error.details, code: error.code, message: error.message })
    if (error instanceof ZodError) return void response.status(422).json({ code: 'invalid', message: sentence(error) })
    const unreadable = Unreadable.safeParse(error)
    if (unreadable.success) return void response.status(unreadable.data.status).json({ code: 'invalid', message: `The request cannot be read: ${unreadable.data.message}` })
    log.error({ err: error, method: request.method, path: request.path }, 'A request failed')
    response.status(500).json({ code: 'unexpected' })
  }
}
