import { Router } from 'express'
import type { Permission } from '../../accounts/contract.ts'
import type { Blobs } from '../../platform/blobs.ts'
import { Refusal } from '../../platform/errors.ts'
import { idOf, type Http } from '../../platform/http.ts'
import type { Ids } from '../../platform/ids.ts'
import { limited } from '../../platform/limited.ts'
import { safeFilename } from '../messages/file-name.ts'
import { bringFile, dropFile } from './actions/bring-file.ts'
import { keepDraft } from './actions/keep.ts'
import { DraftKind, MAX_FILE, SaveDraft, UploadRequest, type Drafts, type Upload } from './contract.ts'
import { draftsOf } from './queries.ts'

const tooLarge = () => new Refusal('invalid', `A file may have ${MAX_FILE / 1_000_000} MB at most`)

/** What agents are writing, and the files they bring. */
export function draftRoutes({ act, can, read }: Http<Permission>, { blobs, ids }: { blobs: Pick<Blobs, 'keepStream'>, ids: Ids }) {
  const routes = Router()
  const ticketIn = (text: unknown) => text === '0' ? 0 : undefined

  routes.get('/tickets/:id/drafts', can('tickets:note'), async (request, response) => {
    const ticketId = ticketIn(request.params['id']) ?? idOf(request)
    response.json(await read(request, (db, { agentId }) => draftsOf(db, ticketId, agentId)) satisfies Drafts)
  })

  routes.put('/tickets/:id/drafts/:kind', can('tickets:note'), async (request, response) => {
    const place = { ticketId: ticketIn(request.params['id']) ?? idOf(request), kind: DraftKind.parse(request.params['kind']) }
    const input = SaveDraft.parse(request.body)
    await act(request, context => keepDraft(context, place, input))
    response.json(await read(request, (db, { agentId }) => draftsOf(db, place.ticketId, agentId)) satisfies Drafts)
  })

  routes.post('/uploads', can('tickets:reply'), async (request, response) => {
    const { filename, type } = UploadRequest.parse(request.query)
    const { sha256, size } = await blobs.keepStream(limited(request, MAX_FILE, tooLarge))
    const [id = 0] = await ids(1)
    const file = { filename: safeFilename(filename) ?? 'fichier', contentType: type, size, sha256 }
    response.status(201).json(await act(request, context => bringFile(context, id, file)) satisfies Upload)
  })

  routes.delete('/uploads/:id', can('tickets:reply'), async (request, response) => {
    await act(request, context => dropFile(context, idOf(request)))
    response.status(204).end()
  })

  return routes
}
