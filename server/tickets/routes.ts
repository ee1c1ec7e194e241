import { Router, type Request, type Response } from 'express'
import type { Permission } from '../accounts/contract.ts'
import { idOf, type Http } from '../platform/http.ts'
import type { Ids } from '../platform/ids.ts'
import { handBack } from './actions/hand-back.ts'
import { note } from './actions/note.ts'
import { setStatus } from './actions/set-status.ts'
import { take } from './actions/take.ts'
import { NoteRequest, StatusRequest, TakeRequest, TicketFilter, type TicketAnswer } from './contract.ts'
import { ticketDetail } from './detail/queries.ts'
import { ticketsByText } from './finding/queries.ts'
import type { TicketSearch } from './ports.ts'
import { ticketCounts, ticketPage, ticketRow } from './queries.ts'

/** The list of tickets, the page of one, and what an agent may do with it. */
export function ticketRoutes({ act, can, read }: Http<Permission>, { search, ids }: { search: TicketSearch, ids: Ids }) {
  const routes = Router()

  async function answer(request: Request, response: Response, ticketId: number) {
    response.json({ ticket: await read(request, db => ticketRow(db, ticketId)) } satisfies TicketAnswer)
  }

  routes.get('/tickets', can('tickets:read'), async (request, response) => {
    const { text, ...filter } = TicketFilter.parse(request.query)
    response.json(await read(request, (db, { agentId: me }) => text ? ticketsByText(search, db, { text, filter, me }) : ticketPage(db, filter, me)))
  })

  routes.get('/tickets/counts', can('tickets:read'), async (request, response) => {
    response.json(await read(request, (db, { agentId }) => ticketCounts(db, agentId)))
  })

  routes.get('/tickets/:id', can('tickets:read'), async (request, response) => {
    response.json(await read(request, db => ticketDetail(db, idOf(request))))
  })

  routes.post('/tickets/:id/take', can('tickets:take'), async (request, response) => {
    const input = TakeRequest.parse(request.body ?? {})
    await answer(request, response, await act(request, context => take(context, idOf(request), input)))
  })

  routes.post('/tickets/:id/hand-back', can('tickets:take'), async (request, response) => {
    await answer(request, response, await act(request, context => handBack(context, idOf(request))))
  })

  routes.post('/tickets/:id/notes', can('tickets:note'), async (request, response) => {
    const [ticketId, { text }] = [idOf(request), NoteRequest.parse(request.body)]
    const [messageId] = await ids(1)
    if (messageId === undefined) throw new Error('no id was made')
    await answer(request, response.status(201), await act(request, context => note(context, ticketId, { messageId, text })))
  })

  routes.post('/tickets/:id/status', can('tickets:status'), async (request, response) => {
    const [ticketId, input] = [idOf(request), StatusRequest.parse(request.body)]
    await answer(request, response, await act(request, context => setStatus(context, ticketId, input)))
  })

  return routes
}
