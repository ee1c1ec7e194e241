import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Router, type Request, type Response } from 'express'
import type { Permission } from '../../accounts/contract.ts'
import { Refusal } from '../../platform/errors.ts'
import { idOf, type Http } from '../../platform/http.ts'
import { asReference } from '../../tickets/reference.ts'
import type { Receiving } from '../mail/actions/receive.ts'
import type { Wish } from '../mail/wish.ts'
import { askForLedgerCheck } from '../reading/actions/watch.ts'
import { dismiss } from './actions/dismiss.ts'
import { fulfil, retry, retryQuarantined } from './actions/try-again.ts'
import { AttachIntake, DismissIntake, IntakeQuery, RetryQuarantined, type IntakeCounts, type IntakeDetail, type IntakePage, type RetriedQuarantined, type Understood } from './contract.ts'
import { headerBlock } from './header-block.ts'
import type { RawMessages, ReadKept } from './ports.ts'
import { intakeCounts, intakeDetail, intakePage, keptOf } from './queries.ts'
import { understoodAs } from './understood.ts'

type World = Receiving & { bytes: RawMessages, readKept?: ReadKept | undefined }

// What is opened under this policy can neither run, load nor open anything.
const NOTHING = 'sandbox; default-src \'none\''
const PLAIN = { 'Content-Type': 'text/plain; charset=utf-8', 'Content-Disposition': 'inline', 'Content-Security-Policy': NOTHING, 'X-Content-Type-Options': 'nosniff' }

/** Every message that came, what became of it and why, and what an agent may still do with it. */
export function intakeRoutes(http: Http<Permission>, world: World) {
  const routes = Router()
  showing(routes, http, world)
  acting(routes, http, world)
  return routes
}

function showing(routes: Router, { can, read }: Http<Permission>, { bytes, readKept = noReader }: World) {
  routes.get('/intakes', can('intakes:read'), async (request, response) => {
    const query = IntakeQuery.parse(request.query)
    response.json(await read(request, db => intakePage(db, query)) satisfies IntakePage)
  })

  routes.get('/intakes/counts', can('intakes:read'), async (request, response) => {
    response.json(await read(request, intakeCounts) satisfies IntakeCounts)
  })

  routes.get('/intakes/:id', can('intakes:read'), async (request, response) => {
    response.json(await read(request, db => intakeDetail(db, idOf(request))) satisfies IntakeDetail)
  })

  routes.get('/intakes/:id/source', can('messages:source'), async (request, response) => {
    const { sha256 } = await read(request, db => keptOf(db, idOf(request)))
    response.set(PLAIN)
    await send(bytes.raw(sha256), response)
  })

  routes.get('/intakes/:id/headers', can('messages:source'), async (request, response) => {
    const { sha256 } = await read(request, db => keptOf(db, idOf(request)))
    response.set(PLAIN).end(await headerBlock(bytes.raw(sha256)).catch(gone))
  })

  routes.get('/intakes/:id/understood', can('messages:source'), async (request, response) => {
    const kept = await read(request, db => keptOf(db, idOf(request)))
    response.json(understoodAs(await readKept(kept)) satisfies Understood)
  })
}

function acting(routes: Router, { can, read, act, visitor }: Http<Permission>, world: World) {
  const trying = { ...world, readKept: world.readKept ?? noReader }
  const actorOf = (request: Request) => ({ kind: 'agent', id: visitor(request).agentId } as const)
  const shown = (request: Request): Promise<IntakeDetail> => read(request, db => intakeDetail(db, idOf(request)))
  const wished = async (request: Request, wish: Wish) => {
    await fulfil(trying, { intakeId: idOf(request), wish }, actorOf(request))
    return shown(request)
  }

  routes.post('/intakes/retry', can('intakes:manage'), async (request, response) => {
    const { after } = RetryQuarantined.parse(request.body)
    response.json(await retryQuarantined(trying, { after, by: 'older' }, actorOf(request)) satisfies RetriedQuarantined)
  })

  routes.post('/intakes/:id/retry', can('intakes:manage'), async (request, response) => {
    await retry(trying, idOf(request), actorOf(request))
    response.json(await shown(request))
  })

  routes.post('/intakes/:id/ticket', can('intakes:manage'), async (request, response) => {
    response.json(await wished(request, { open: true }))
  })

  routes.post('/intakes/:id/attach', can('intakes:manage'), async (request, response) => {
    const input = AttachIntake.parse(request.body)
    const reference = asReference(input.reference)
    if (reference === undefined) throw new Refusal('invalid', 'This is not the reference of a ticket, as in ABC-DEF-GHJK')
    response.json(await wished(request, { reference, pending: input.as === 'pending' }))
  })

  routes.post('/mailboxes/:id/check', can('intakes:manage'), async (request, response) => {
    await act(request, context => askForLedgerCheck(context, idOf(request)))
    response.status(202).json({})
  })

  routes.post('/intakes/:id/dismiss', can('intakes:manage'), async (request, response) => {
    const { why } = DismissIntake.parse(request.body)
    await act(request, context => dismiss(context, idOf(request), why))
    response.json(await shown(request))
  })
}

const noReader: ReadKept = () => Promise.reject(new Refusal('conflict', 'This process reads no messages'))

function gone(error: unknown): never {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  throw new Refusal('not-found', 'The bytes of this message are not in the data directory')
}

async function send(source: Readable, response: Response) {
  // A stream that cannot begin fails here, while there is still an answer to give.
  await once(source, 'readable').catch(gone)
  // Whoever closes the page in the middle of it has not met a failure.
  await pipeline(source, response).catch(() => response.destroy())
}
