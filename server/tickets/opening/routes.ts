import { randomBytes } from 'node:crypto'
import { Router } from 'express'
import type { Permission } from '../../accounts/contract.ts'
import type { Http } from '../../platform/http.ts'
import type { Ids } from '../../platform/ids.ts'
import type { Secrets } from '../../platform/secrets.ts'
import type { Signer } from '../../platform/signing.ts'
import type { TicketAnswer } from '../contract.ts'
import { ticketRow } from '../queries.ts'
import { newReference } from '../reference.ts'
import { senders } from '../replying/queries.ts'
import { open } from './actions/open.ts'
import { OpenRequest, type Senders } from './contract.ts'

type World = { ids: Ids, signer: Signer, secrets: Pick<Secrets, 'seal'> }

/** Tickets that agents open. */
export function openingRoutes({ act, can, read }: Http<Permission>, { ids, signer, secrets }: World) {
  const routes = Router()

  routes.get('/senders', can('tickets:reply'), async (request, response) => {
    const all = await read(request, senders)
    response.json({ senders: all.map(({ mailboxId, address, name, signature }) => ({ mailboxId, address, name, signature })) } satisfies Senders)
  })

  routes.post('/tickets', can('tickets:open'), async (request, response) => {
    const input = OpenRequest.parse(request.body)
    const [ticketId = 0, messageId = 0, outboxId = 0] = await ids(3)
    const opening = { ids: { ticketId, messageId, outboxId }, reference: newReference(randomBytes(10)), input }
    await act(request, context => open(context, opening, { signer, seal: secrets.seal }))
    response.status(201).json({ ticket: await read(request, db => ticketRow(db, ticketId)) } satisfies TicketAnswer)
  })

  return routes
}
