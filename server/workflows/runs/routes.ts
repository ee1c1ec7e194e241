import { Router, type Request, type Response } from 'express'
import type { Permission } from '../../accounts/contract.ts'
import type { Context } from '../../platform/context.ts'
import { idOf, type Http } from '../../platform/http.ts'
import type { Ids } from '../../platform/ids.ts'
import type { Secrets } from '../../platform/secrets.ts'
import type { Signer } from '../../platform/signing.ts'
import { CancelRun, HandAnew, HandOverRun, LeapRun, StartRun, type RunAnswer, type RunDetail, type SecretAnswer, type TicketRuns } from '../contract.ts'
import { handAnew } from '../handing/actions/hand-over.ts'
import { cancelRun, handOver, leap, seeSecret } from './actions/conduct.ts'
import { startRun } from './actions/start.ts'
import { runDetail, runLine, runsOfTicket } from './queries.ts'

type World = { ids: Ids, baseUrl: string, signer: Signer, secrets: Pick<Secrets, 'seal' | 'open'> }

/** Runs of workflows: started, looked at, led. Each act answers the run as it is now. */
export function runRoutes({ act, can, read, visitor }: Http<Permission>, { ids, baseUrl, signer, secrets }: World) {
  const routes = Router()

  async function change(request: Request, response: Response, action: (context: Context, runId: number) => Promise<unknown>) {
    const id = idOf(request)
    await act(request, context => action(context, id))
    response.json({ run: await read(request, db => runLine(db, id)) } satisfies RunAnswer)
  }

  routes.get('/tickets/:id/runs', can('runs:read'), async (request, response) => {
    response.json({ runs: await read(request, db => runsOfTicket(db, idOf(request))) } satisfies TicketRuns)
  })

  routes.get('/runs/:id', can('runs:read'), async (request, response) => {
    response.json(await read(request, db => runDetail(db, idOf(request), { baseUrl, signer })) satisfies RunDetail)
  })

  routes.post('/runs', can('runs:work'), async (request, response) => {
    const input = StartRun.parse(request.body)
    const [id = 0] = await ids(1)
    await act(request, context => startRun(context, { ...input, id, ownerId: visitor(request).agentId }, secrets))
    response.status(201).json({ run: await read(request, db => runLine(db, id)) } satisfies RunAnswer)
  })

  routes.post('/runs/:id/cancel', can('runs:work'), (request, response) => {
    const input = CancelRun.parse(request.body)
    return change(request, response, (context, runId) => cancelRun(context, runId, input))
  })

  routes.post('/runs/:id/hand-over', can('runs:work'), (request, response) => {
    const { agentId } = HandOverRun.parse(request.body)
    return change(request, response, (context, runId) => handOver(context, runId, agentId ?? 0))
  })

  routes.post('/runs/:id/leap', can('runs:work'), (request, response) => {
    const { days } = LeapRun.parse(request.body)
    return change(request, response, (context, runId) => leap(context, runId, days * 86_400_000))
  })

  routes.post('/runs/:id/hand-overs', can('runs:work'), (request, response) => {
    const { path } = HandAnew.parse(request.body)
    return change(request, response, (context, runId) => handAnew(context, { runId, path }))
  })

  routes.post('/runs/:id/secrets/:secretId', can('runs:secrets'), async (request, response) => {
    const [id, secretId] = [idOf(request), idOf(request, 'secretId')]
    const value = await act(request, context => seeSecret(context, id, { secretId, open: secrets.open }))
    response.json({ value } satisfies SecretAnswer)
  })

  return routes
}
