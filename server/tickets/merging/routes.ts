import { Router } from 'express'
import type { Permission } from '../../accounts/contract.ts'
import { idOf, type Http } from '../../platform/http.ts'
import type { TicketAnswer } from '../contract.ts'
import { ticketRow } from '../queries.ts'
import { merge } from './actions/merge.ts'
import { unmerge } from './actions/unmerge.ts'
import { MergeRequest } from './contract.ts'

/** Tickets that turn out to be one, and those that turn out not to be. */
export function mergeRoutes({ act, can, read }: Http<Permission>) {
  const routes = Router()

  routes.post('/tickets/:id/merge', can('tickets:merge'), async (request, response) => {
    const [fromId, { intoId }] = [idOf(request), MergeRequest.parse(request.body)]
    const id = await act(request, context => merge(context, fromId, intoId))
    response.json({ ticket: await read(request, db => ticketRow(db, id)) } satisfies TicketAnswer)
  })

  routes.post('/merges/:id/undo', can('tickets:merge'), async (request, response) => {
    const mergeId = idOf(request)
    const id = await act(request, context => unmerge(context, mergeId))
    response.json({ ticket: await read(request, db => ticketRow(db, id)) } satisfies TicketAnswer)
  })

  return routes
}
