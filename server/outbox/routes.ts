import { Router, type Request } from 'express'
import { Refusal } from '../platform/errors.ts'
import { idOf, type Http, type Visitor } from '../platform/http.ts'
import { handle, releaseAll, type Handler } from './actions/handle.ts'
import { OutboxQuery, ReleaseAll } from './contract.ts'
import { FailingQuestion, type FailingFound } from './failing/contract.ts'
import { failingAmong } from './failing/queries.ts'
import type { Handling } from './handling.ts'
import type { MailOut } from './release.ts'
import { outboxDetail, outboxPage, outboxStatus } from './shown/queries.ts'

/** The permissions that are asked for here. */
type Asked = 'outbox:read' | 'outbox:manage' | 'tickets:reply'

/** The outbox: what leaves, what waits, what has not arrived. */
export function outboxRoutes<P extends string>({ can, read, act }: Http<P | Asked>, { mailOut }: { mailOut: MailOut }) {
  const routes = Router()
  const looking = ({ agentId, may }: Visitor<P | Asked>) => ({ agentId, manages: may('outbox:manage'), replies: may('tickets:reply') })
  const handlerOf = (request: Request): Promise<Handler> => read(request, (_db, visitor) => Promise.resolve({ ...looking(visitor), mailOut }))

  async function detail(request: Request) {
    const found = await read(request, (db, visitor) => outboxDetail(db, idOf(request), looking(visitor)))
    if (!found) throw new Refusal('not-found', 'There is no such mail in the outbox')
    return found
  }

  routes.get('/outbox', can('outbox:read'), async (request, response) => {
    const query = OutboxQuery.parse(request.query)
    response.json(await read(request, (db, visitor) => outboxPage(db, query, looking(visitor))))
  })

  routes.get('/outbox/status', can('outbox:read'), async (request, response) => {
    response.json(await read(request, db => outboxStatus(db, mailOut)))
  })

  routes.post('/outbox/failing', can('tickets:reply'), async (request, response) => {
    const { addresses } = FailingQuestion.parse(request.body)
    response.json({ failing: await read(request, db => failingAmong(db, addresses)) } satisfies FailingFound)
  })

  routes.post('/outbox/release-all', can('outbox:manage'), async (request, response) => {
    const [what, handler] = [ReleaseAll.parse(request.body), await handlerOf(request)]
    response.json({ released: await act(request, context => releaseAll(context, what, handler)) })
  })

  routes.get('/outbox/:id', can('outbox:read'), async (request, response) => {
    response.json(await detail(request))
  })

  const handles = (handling: Handling) => async (request: Request) => {
    const [id, handler] = [idOf(request), await handlerOf(request)]
    await act(request, context => handle(context, id, { handling, handler }))
    return detail(request)
  }
  const [release, resend, discard] = [handles('release'), handles('resend'), handles('discard')]

  routes.post('/outbox/:id/release', can('outbox:read'), async (request, response) => void response.json(await release(request)))
  routes.post('/outbox/:id/resend', can('outbox:read'), async (request, response) => void response.json(await resend(request)))
  routes.post('/outbox/:id/discard', can('outbox:read'), async (request, response) => void response.json(await discard(request)))

  return routes
}
