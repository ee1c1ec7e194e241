import { Router } from 'express'
import type { Permission } from '../../accounts/contract.ts'
import { idOf, type Http } from '../../platform/http.ts'
import { addTrigger, changeTrigger, removeTrigger } from './actions.ts'
import { TriggerChange, TriggerRequest, type TriggerAnswer, type TriggerList } from './contract.ts'
import { triggerById, triggers } from './queries.ts'

/** The rules by which new tickets start workflows. */
export function triggerRoutes({ act, can, read }: Http<Permission>) {
  const routes = Router()

  routes.get('/workflow-triggers', can('workflows:manage'), async (request, response) => {
    response.json({ triggers: await read(request, triggers) } satisfies TriggerList)
  })

  routes.post('/workflow-triggers', can('workflows:manage'), async (request, response) => {
    const input = TriggerRequest.parse(request.body)
    const id = await act(request, context => addTrigger(context, input))
    response.status(201).json({ trigger: await read(request, db => triggerById(db, id)) } satisfies TriggerAnswer)
  })

  routes.patch('/workflow-triggers/:id', can('workflows:manage'), async (request, response) => {
    const [id, input] = [idOf(request), TriggerChange.parse(request.body)]
    await act(request, context => changeTrigger(context, id, input))
    response.json({ trigger: await read(request, db => triggerById(db, id)) } satisfies TriggerAnswer)
  })

  routes.delete('/workflow-triggers/:id', can('workflows:manage'), async (request, response) => {
    const id = idOf(request)
    await act(request, context => removeTrigger(context, id))
    response.status(204).end()
  })

  return routes
}
