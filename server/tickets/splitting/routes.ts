import { randomBytes } from 'node:crypto'
import { Router } from 'express'
import type { Permission } from '../../accounts/contract.ts'
import { idOf, type Http } from '../../platform/http.ts'
import type { Ids } from '../../platform/ids.ts'
import type { TicketAnswer } from '../contract.ts'
import { ticketRow } from '../queries.ts'
import { newReference } from '../reference.ts'
import { putBack } from './actions/put-back.ts'
import { split } from './actions/split.ts'
import { SplitRequest } from './contract.ts'

/** Tickets that turn out to be two. */
export function splitRoutes({ act, can, read }: Http<Permission>, { ids }: { ids: Ids }) {
  const routes = Router()

  routes.post('/tickets/:id/split', can('tickets:merge'), async (request, response) => {
    const [ticketId, input] = [idOf(request), SplitRequest.parse(request.body)]
    const [newId = 0] = await ids(1)
    const splitting = { newId, reference: newReference(randomBytes(10)), input }
    await act(request, context => split(context, ticketId, splitting))
    response.status(201).json({ ticket: await read(request, db => ticketRow(db, newId)) } satisfies TicketAnswer)
  })

  routes.post('/splits/:id/undo', can('tickets:merge'), async (request, response) => {
    const splitId = idOf(request)
    const id = await act(request, context => putBack(context, splitId))
    response.json({ ticket: await read(request, db => ticketRow(db, id)) } satisfies TicketAnswer)
  })

  return routes
}
