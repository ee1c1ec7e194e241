import { Router, type Request, type Response } from 'express'
import type { Permission } from '../../../accounts/contract.ts'
import type { Context } from '../../../platform/context.ts'
import { idOf, type Http } from '../../../platform/http.ts'
import type { Secrets } from '../../../platform/secrets.ts'
import { AtStep, FillStep, TickStep, WithReason, type RunAnswer } from '../../contract.ts'
import { agree, decline, fill, retry, skip, tick, undo } from '../actions/decide.ts'
import { deciderOf } from '../decider.ts'
import { runLine } from '../queries.ts'

/** What agents decide about the steps of a run. Each act answers the run as it is now. */
export function decidingRoutes({ act, can, read, visitor }: Http<Permission>, { secrets }: { secrets: Pick<Secrets, 'seal'> }) {
  const routes = Router()

  async function change(request: Request, response: Response, action: (context: Context, runId: number) => Promise<unknown>) {
    const id = idOf(request)
    await act(request, context => action(context, id))
    response.json({ run: await read(request, db => runLine(db, id)) } satisfies RunAnswer)
  }

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

  return routes
}
