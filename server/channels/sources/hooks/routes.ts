import express, { Router, type Request } from 'express'
import { anyone, idOf } from '../../../platform/http.ts'
import { Refusal } from '../../../platform/errors.ts'
import { hear, type Hearing } from './actions.ts'

/** Longer than any post: Discourse cuts at 32,000 characters unless it is told otherwise, and says each twice. */
const body = express.raw({ type: () => true, limit: '2mb' })

const bytesOf = (request: Request): Uint8Array => request.body instanceof Uint8Array ? request.body : new Uint8Array()

/** Where forums say what happens there, outside of /api: nobody is signed in, the signature is the permission. */
export function hookRoutes(hearing: Hearing): Router {
  const routes = Router()
  routes.post('/hooks/discourse/:sourceId', anyone, body, async (request, response) => {
    const [event, signature] = [request.get('x-discourse-event') ?? '', request.get('x-discourse-event-signature')]
    // Whether there is such a forum is nobody's business.
    if (!await hear(hearing, { sourceId: idOf(request, 'sourceId'), event, signature, body: bytesOf(request) })) throw new Refusal('forbidden', 'This is not signed by a forum that we follow')
    response.status(204).end()
  })
  return routes
}
