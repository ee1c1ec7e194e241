import { Router } from 'express'
import type { Permission } from '../../accounts/contract.ts'
import { idOf, type Http } from '../../platform/http.ts'
import type { TicketAnswer } from '../contract.ts'
import { ticketRow } from '../queries.ts'
import { notDouble } from './actions/not-double.ts'
import { NotDoubleRequest } from './contract.ts'

/** What agents say of tickets that seemed to be the same question; those that are one are merged. */
export function doubleRoutes({ act, can, read }: Http<Permission>) {
  const routes = Router()

  routes.post('/tickets/:id/not-double', can('tickets:merge'), async (request, response) => {
    const [ticketId, { otherId }] = [idOf(request), NotDoubleRequest.parse(request.body)]
    const id = await act(request, context => notDouble(context, ticketId, otherId))
    response.json({ ticket: await read(request, db => ticketRow(db, id)) } satisfies TicketAnswer)
  })

  return routes
}
