import { Router, type Request, type Response } from 'express'
import { z } from 'zod'
import { Permission } from '../../accounts/contract.ts'
import type { Context } from '../../platform/context.ts'
import { idOf, type Http, type Visitor } from '../../platform/http.ts'
import type { Ids } from '../../platform/ids.ts'
import type { Secrets } from '../../platform/secrets.ts'
import type { Signer } from '../../platform/signing.ts'
import { AtStep, CancelRun, FillStep, HandOverRun, LeapRun, StartRun, TickStep, WithReason, type RunAnswer, type RunDetail, type SecretAnswer, type TicketRuns } from '../contract.ts'
import { cancelRun, handOver, leap, seeSecret } from './actions/conduct.ts'
import { agree, decline, fill, retry, skip, tick, undo } from './actions/decide.ts'
import { startRun } from './actions/start.ts'
import { runDetail, runLine, runsOfTicket } from './queries.ts'

type World = { ids: Ids, baseUrl: string, signer: Signer, secrets: Pick<Secrets, 'seal' | 'open'> }

/** Runs of workflows, and what agents do with them. Each act answers the run as it is now. */
export function runRoutes({ act, can, read, visitor }: Http<Permission>, { ids, baseUrl, signer, secrets }: World) {
  const routes = Router()

  async function change(request: Request, response: Response, action: (context: Context, runId: number) => Promise<unknown>) {
    const id = idOf(request)
    await act(request, context => action(context, id))
    response.json({ run: await read(request, db => runLine(db, id)) } satisfies z.infer<typeof RunAnswer>)
  }

  routes.get('/tickets/:id/runs', can('runs:read'), async (request, response) => {
    response.json({ runs: await read(request, db => runsOfTicket(db, idOf(request))) } satisfies z.infer<typeof TicketRuns>)
  })

  routes.get('/runs/:id', can('runs:read'), async (request, response) => {
    response.json(await read(request, db => runDetail(db, idOf(request), { baseUrl, signer })) satisfies RunDetail)
  })

  routes.post('/runs', can('runs:work'), async (request, response) => {
    const input = StartRun.parse(request.body)
    const [id = 0] = await ids(1)
    await act(request, context => startRun(context, { ...input, id, ownerId: visitor(request).agentId }, secrets))
    response.status(201).json({ run: await read(request, db => runLine(db, id)) } satisfies z.infer<typeof RunAnswer>)
  })

  routes.post('/runs/:id/fill', can('runs:work'), (request, response) => {
    const { values, ...at } = FillStep.parse(request.body)
    return change(request, response, (context, runId) => fill(context, { ...at, runId, values }, secrets))
  })

  routes.post('/runs/:id/tick', can('runs:work'), (request, response) => {
    const { evidence, ...at } = TickStep.parse(request.body)
    return change(request, response, (context, runId) => tick(context, { ...at, runId, evidence }))
  })

  routes.post('/runs/:id/agree', can('runs:read'), (request, response) => {
    const at = AtStep.parse(request.body)
    return change(request, response, (context, runId) => agree(context, { ...at, runId }, deciderOf(visitor(request))))
  })

  routes.post('/runs/:id/decline', can('runs:read'), (request, response) => {
    const { reason, ...at } = WithReason.parse(request.body)
    return change(request, response, (context, runId) => decline(context, { ...at, runId, reason }, deciderOf(visitor(request))))
  })

  routes.post('/runs/:id/retry', can('runs:work'), (request, response) => {
    const at = AtStep.parse(request.body)
    return change(request, response, (context, runId) => retry(context, { ...at, runId }))
  })

  routes.post('/runs/:id/skip', can('runs:work'), (request, response) => {
    const { reason, ...at } = WithReason.parse(request.body)
    return change(request, response, (context, runId) => skip(context, { ...at, runId, reason }))
  })

  routes.post('/runs/:id/undo', can('runs:work'), (request, response) => {
    const { reason, ...at } = WithReason.parse(request.body)
    return change(request, response, (context, runId) => undo(context, { ...at, runId, reason }))
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

  routes.post('/runs/:id/secrets/:secretId', can('runs:secrets'), async (request, response) => {
    const [id, secretId] = [idOf(request), idOf(request, 'secretId')]
    const value = await act(request, context => seeSecret(context, id, { secretId, open: secrets.open }))
    response.json({ value } satisfies z.infer<typeof SecretAnswer>)
  })

  return routes
}

/** A gate names the permission that it asks for; one that this version does not know is nobody's. */
const deciderOf = ({ may }: Visitor<Permission>) => ({
  mayApprove: (named: string) => {
    const permission = Permission.safeParse(named)
    return permission.success && may(permission.data)
  },
})
