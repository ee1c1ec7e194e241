import { Router, type Request } from 'express'
import type { Permission } from '../../../accounts/contract.ts'
import type { Http } from '../../../platform/http.ts'
import { dismissRefusals } from './actions/dismiss-refusals.ts'
import { DismissRefusals, type Refusals } from './contract.ts'
import { refusalsNow } from './queries.ts'

/** What is being refused since too much of it comes. */
export function refusalRoutes({ can, read, act }: Http<Permission>, { clock }: { clock: () => Date }) {
  const routes = Router()

  const now = (request: Request): Promise<Refusals> => read(request, db => refusalsNow(db, clock()))

  routes.get('/intakes/refusals', can('intakes:read'), async (request, response) => {
    response.json(await now(request))
  })

  routes.post('/intakes/refusals/dismiss', can('intakes:manage'), async (request, response) => {
    const wanted = DismissRefusals.parse(request.body)
    await act(request, context => dismissRefusals(context, wanted))
    response.json(await now(request))
  })

  return routes
}
