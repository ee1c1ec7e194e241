import { Router } from 'express'
import type { Permission } from '../../accounts/contract.ts'
import { Refusal } from '../../platform/errors.ts'
import { idOf, type Http } from '../../platform/http.ts'
import type { Log } from '../../platform/log.ts'
import { RedactionRequest, type RedactionCounts, type Secrets } from '../../tickets/redaction/contract.ts'
import { noticedOf } from '../../tickets/redaction/queries.ts'
import type { ReadKept } from '../intakes/ports.ts'
import { forgetFiles } from './actions/forget-files.ts'
import { noticedInIntake, previewIntake, redactIntake } from './actions/redact-intake.ts'
import { previewRedaction, redact, type RedactionWorld } from './actions/redact.ts'
import type { FileBytes } from './ports.ts'

type World = Omit<RedactionWorld, 'blobs' | 'readKept'> & { blobs: Partial<FileBytes>, readKept?: ReadKept | undefined, log: Log }
type Keeping = Omit<RedactionWorld, 'blobs'> & { blobs: FileBytes }

/** Words that must not be read any more are taken out of everything that we keep. */
export function redactionRoutes(http: Http<Permission>, { blobs, readKept, log, ...world }: World) {
  const routes = Router()
  const keeping = (): Keeping => {
    if (!hasAll(blobs) || !readKept) throw new Refusal('conflict', 'This process keeps no messages')
    return { ...world, blobs, readKept }
  }
  // What cannot be removed now is removed by housekeeping: the words are out of reach already.
  const forget = (kept: Keeping) => forgetFiles(kept).catch((error: unknown) => log.error({ err: error }, 'Files that must disappear could not be removed; it is tried again'))
  onMessages(routes, http, { keeping, forget })
  onIntakes(routes, http, { keeping, forget })
  return routes
}

type Hands = { keeping: () => Keeping, forget: (kept: Keeping) => Promise<unknown> }

function onMessages(routes: Router, { can, read, visitor }: Http<Permission>, { keeping, forget }: Hands) {
  routes.get('/messages/:id/secrets', can('messages:redact'), async (request, response) => {
    response.json({ noticed: await read(request, db => noticedOf(db, idOf(request))) } satisfies Secrets)
  })

  // Words to be taken out stand in no address: it would be written into logs.
  routes.post('/messages/:id/redactions/preview', can('messages:redact'), async (request, response) => {
    const input = RedactionRequest.parse(request.body)
    response.json(await read(request, db => previewRedaction(keeping(), db, { messageId: idOf(request), request: input })) satisfies RedactionCounts)
  })

  routes.post('/messages/:id/redactions', can('messages:redact'), async (request, response) => {
    const [messageId, input, kept] = [idOf(request), RedactionRequest.parse(request.body), keeping()]
    const counts = await redact(kept, { messageId, request: input }, { kind: 'agent', id: visitor(request).agentId })
    await forget(kept)
    response.status(201).json(counts satisfies RedactionCounts)
  })
}

/** The same for what came and is on no ticket. */
function onIntakes(routes: Router, { can, read, visitor }: Http<Permission>, { keeping, forget }: Hands) {
  routes.get('/intakes/:id/secrets', can('messages:redact'), async (request, response) => {
    response.json({ noticed: await read(request, db => noticedInIntake(keeping(), db, idOf(request))) } satisfies Secrets)
  })

  routes.post('/intakes/:id/redactions/preview', can('messages:redact'), async (request, response) => {
    const input = RedactionRequest.parse(request.body)
    response.json(await read(request, db => previewIntake(keeping(), db, { intakeId: idOf(request), request: input })) satisfies RedactionCounts)
  })

  routes.post('/intakes/:id/redactions', can('messages:redact'), async (request, response) => {
    const [intakeId, input, kept] = [idOf(request), RedactionRequest.parse(request.body), keeping()]
    const counts = await redactIntake(kept, { intakeId, request: input }, { kind: 'agent', id: visitor(request).agentId })
    await forget(kept)
    response.status(201).json(counts satisfies RedactionCounts)
  })
}

const hasAll = (blobs: Partial<FileBytes>): blobs is FileBytes => blobs.keep !== undefined && blobs.stream !== undefined && blobs.remove !== undefined
