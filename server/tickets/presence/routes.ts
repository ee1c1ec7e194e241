import { Router } from 'express'
import type { Permission } from '../../accounts/contract.ts'
import { idOf, type Http } from '../../platform/http.ts'
import { bePresent, leave } from './actions.ts'
import { PresenceRequest, type Presences } from './contract.ts'
import { presentOn } from './queries.ts'

/** Who else has a ticket open. */
export function presenceRoutes({ act, can, read }: Http<Permission>, { clock }: { clock: () => Date }) {
  const routes = Router()

  routes.get('/tickets/:id/presence', can('tickets:read'), async (request, response) => {
    response.json(await read(request, (db, { agentId }) => presentOn(db, idOf(request), { me: agentId, now: clock() })) satisfies Presences)
  })

  routes.put('/tickets/:id/presence', can('tickets:read'), async (request, response) => {
    const [ticketId, input] = [idOf(request), PresenceRequest.parse(request.body)]
    await act(request, context => bePresent(context, ticketId, input))
    response.status(204).end()
  })

  routes.delete('/tickets/:id/presence', can('tickets:read'), async (request, response) => {
    await act(request, context => leave(context, idOf(request)))
    response.status(204).end()
  })

  return routes
}
