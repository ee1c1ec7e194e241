import { Router, type Request, type Response } from 'express'
import type { Permission } from '../../accounts/contract.ts'
import { idOf, type Http } from '../../platform/http.ts'
import type { TicketAnswer } from '../contract.ts'
import { RequesterRequest } from '../opening/contract.ts'
import { ticketRow } from '../queries.ts'
import { AddressRequest, ParticipantRequest } from '../replying/contract.ts'
import { addressWorks } from './actions/address-works.ts'
import { judgeStranger } from './actions/judge-stranger.ts'
import { setRequester } from './actions/set-requester.ts'

/** Who takes part in a ticket, and whose it is. */
export function peopleRoutes({ act, can, read }: Http<Permission>) {
  const routes = Router()

  async function answer(request: Request, response: Response, ticketId: number) {
    response.json({ ticket: await read(request, db => ticketRow(db, ticketId)) } satisfies TicketAnswer)
  }

  routes.post('/tickets/:id/participants', can('tickets:reply'), async (request, response) => {
    const [ticketId, input] = [idOf(request), ParticipantRequest.parse(request.body)]
    await answer(request, response, await act(request, context => judgeStranger(context, ticketId, input)))
  })

  routes.post('/tickets/:id/address-works', can('tickets:reply'), async (request, response) => {
    const [ticketId, { address }] = [idOf(request), AddressRequest.parse(request.body)]
    await answer(request, response, await act(request, context => addressWorks(context, ticketId, address)))
  })

  routes.post('/tickets/:id/requester', can('tickets:reply'), async (request, response) => {
    const [ticketId, input] = [idOf(request), RequesterRequest.parse(request.body)]
    await answer(request, response, await act(request, context => setRequester(context, ticketId, input)))
  })

  return routes
}
