import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Router, type Response } from 'express'
import type { Permission } from '../../accounts/contract.ts'
import { Refusal } from '../../platform/errors.ts'
import { idOf, type Http } from '../../platform/http.ts'
import type { MessageBytes } from '../bytes/ports.ts'
import { servedType } from './content-type.ts'
import { HTML_PAGE_POLICY, htmlPage } from './html-page.ts'
import { attachmentOf, htmlOf, sourceOf } from './queries.ts'

/** What a message is made of: its HTML for a frame, its source, its attachments. */
export function messageRoutes({ can, read }: Http<Permission>, bytes: MessageBytes) {
  const routes = Router()

  routes.get('/messages/:id/html', can('tickets:read'), async (request, response) => {
    const html = await read(request, db => htmlOf(db, idOf(request)))
    response.set({ 'Content-Security-Policy': HTML_PAGE_POLICY, 'Referrer-Policy': 'no-referrer' })
    response.type('text/html; charset=utf-8').send(htmlPage(html))
  })

  routes.get('/messages/:id/source', can('messages:source'), async (request, response) => {
    const sha256 = await read(request, db => sourceOf(db, idOf(request)))
    // The bytes as they came, in whatever charsets their parts are.
    response.set({ 'Content-Type': 'text/plain; charset=utf-8', 'Content-Disposition': 'inline', 'Content-Security-Policy': 'sandbox; default-src \'none\'' })
    await send(bytes.raw(sha256), response)
  })

  routes.get('/messages/:id/attachments/:attachmentId', can('tickets:read'), async (request, response) => {
    const [messageId, attachmentId] = [idOf(request), idOf(request, 'attachmentId')]
    const { filename, contentType, part, sha256 } = await read(request, db => attachmentOf(db, messageId, attachmentId))
    const content = sha256 === null ? undefined : await bytes.attachment(sha256, part)
    if (!content) throw new Refusal('not-found', 'The bytes of this attachment are not in the data directory')
    // RFC 6266, with filename* for what ASCII cannot say; the type by the name's ending is then replaced by ours.
    response.attachment(filename ?? `attachment-${attachmentId}`)
    response.set({ 'Content-Type': servedType(contentType), 'Content-Security-Policy': 'sandbox; default-src \'none\'' })
    response.end(content)
  })

  return routes
}

async function send(source: Readable, response: Response) {
  try {
    // A stream that cannot begin fails here, while there is still an answer to give.
    await once(source, 'readable')
  }
  catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    throw new Refusal('not-found', 'The bytes of this message are not in the data directory')
  }
  // Whoever closes the page in the middle of it has not met a failure.
  await pipeline(source, response).catch(() => response.destroy())
}
