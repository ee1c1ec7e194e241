import { Router, type Request, type Response } from 'express'
import type { Permission } from '../../accounts/contract.ts'
import { sendNow } from '../../outbox/actions/take-back.ts'
import { idOf, type Http } from '../../platform/http.ts'
import type { Ids } from '../../platform/ids.ts'
import type { Secrets } from '../../platform/secrets.ts'
import type { Signer } from '../../platform/signing.ts'
import { MOST_FILES } from '../drafts/contract.ts'
import { ticketOfMessage } from '../messages/queries.ts'
import { ticketRow } from '../queries.ts'
import { ask } from '../sides/actions/ask.ts'
import { reply } from './actions/reply.ts'
import { sayPublished } from './actions/say-published.ts'
import { undo } from './actions/undo.ts'
import { QuestionRequest, ReplyRequest, type SentAnswer, type UndoAnswer } from './contract.ts'

type World = { ids: Ids, signer: Signer, secrets: Pick<Secrets, 'seal'> }

/** Answering the member, asking somebody else, and taking either back. */
export function replyRoutes({ act, can, read }: Http<Permission>, { ids, signer, secrets }: World) {
  const routes = Router()
  const signing = { signer, seal: secrets.seal }

  async function answer(request: Request, response: Response, { ticketId, messageId }: { ticketId: number, messageId: number }) {
    response.json({ ticket: await read(request, db => ticketRow(db, ticketId)), messageId } satisfies SentAnswer)
  }

  routes.post('/tickets/:id/replies', can('tickets:reply'), async (request, response) => {
    const [ticketId, input] = [idOf(request), ReplyRequest.parse(request.body)]
    const [messageId = 0, outboxId = 0, privateId = 0] = await ids(3)
    const current = await act(request, context => reply(context, { ticketId, ids: { messageId, outboxId, privateId }, input }, signing))
    await answer(request, response.status(201), { ticketId: current, messageId })
  })

  routes.post('/tickets/:id/questions', can('tickets:reply'), async (request, response) => {
    const [ticketId, input] = [idOf(request), QuestionRequest.parse(request.body)]
    const [messageId = 0, outboxId = 0, sideId = 0] = await ids(3)
    const current = await act(request, context => ask(context, { ticketId, ids: { messageId, outboxId, sideId }, input }, signing))
    await answer(request, response.status(201), { ticketId: current, messageId })
  })

  routes.post('/messages/:id/undo', can('tickets:reply'), async (request, response) => {
    const [messageId, uploadIds] = [idOf(request), await ids(MOST_FILES)]
    const { ticketId, ...draft } = await act(request, context => undo(context, messageId, uploadIds))
    response.json({ ticket: await read(request, db => ticketRow(db, ticketId)), ...draft } satisfies UndoAnswer)
  })

  routes.post('/messages/:id/send-now', can('tickets:reply'), async (request, response) => {
    const messageId = idOf(request)
    await act(request, context => sendNow(context, messageId))
    await answer(request, response, { ticketId: await read(request, db => ticketOfMessage(db, messageId)), messageId })
  })

  routes.post('/messages/:id/published', can('tickets:reply'), async (request, response) => {
    const messageId = idOf(request)
    await act(request, context => sayPublished(context, messageId))
    await answer(request, response, { ticketId: await read(request, db => ticketOfMessage(db, messageId)), messageId })
  })

  return routes
}
