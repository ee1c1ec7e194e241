import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { Router, type Request, type Response } from 'express'
import { z } from 'zod'
import type { Permission } from '../../accounts/contract.ts'
import { Refusal } from '../../platform/errors.ts'
import { idOf, type Http } from '../../platform/http.ts'
import type { MessageBytes } from '../bytes/ports.ts'
import { invitationIn } from '../inside/invitation.ts'
import { servedType } from './content-type.ts'
import { HTML_PAGE_POLICY, htmlPage } from './html-page.ts'
import { pictureTypeOf } from '../pictures/picture-type.ts'
import { safeFilename } from './file-name.ts'
import { attachmentOf, htmlOf, insideOf, sourceOf, type KeptAttachment } from './queries.ts'
import type { MessageHtml } from './ports.ts'
import { Language } from './words.ts'

/** How the frame is asked for: pictures from elsewhere are shown only when the reader says so. */
const Frame = z.object({ pictures: z.enum(['blocked', 'shown']).default('blocked'), language: Language.default('fr') })

// What is opened under this policy can neither run, load nor open anything.
const NOTHING = 'sandbox; default-src \'none\''

/** What a message is made of: its HTML for a frame, its source, its attachments. */
export function messageRoutes({ can, read }: Http<Permission>, { bytes, messageHtml }: { bytes: MessageBytes, messageHtml: MessageHtml }) {
  const routes = Router()

  routes.get('/messages/:id/html', can('tickets:read'), async (request, response) => {
    const [messageId, { pictures, language }] = [idOf(request), Frame.parse(request.query)]
    const [html, inside] = await read(request, db => Promise.all([htmlOf(db, messageId), insideOf(db, messageId)]))
    const shown = await messageHtml.shown(html, { messageId, language, withPictures: pictures === 'shown', inside })
    response.set({ 'Content-Security-Policy': HTML_PAGE_POLICY, 'Referrer-Policy': 'no-referrer' })
    response.type('text/html; charset=utf-8').send(htmlPage(shown))
  })

  routes.get('/messages/:id/source', can('messages:source'), async (request, response) => {
    const sha256 = await read(request, db => sourceOf(db, idOf(request)))
    // The bytes as they came, in whatever charsets their parts are.
    response.set({ 'Content-Type': 'text/plain; charset=utf-8', 'Content-Disposition': 'inline', 'Content-Security-Policy': NOTHING })
    await send(bytes.raw(sha256), response)
  })

  routes.get('/messages/:id/attachments/:attachmentId', can('tickets:read'), async (request, response) => {
    const [messageId, attachmentId] = [idOf(request), idOf(request, 'attachmentId')]
    const attachment = await read(request, db => attachmentOf(db, messageId, attachmentId))
    const content = await contentOf(attachment)
    // RFC 6266, with filename* for what ASCII cannot say; the type by the name's ending is then replaced by ours.
    response.attachment(safeFilename(attachment.filename) ?? `attachment-${attachmentId}`)
    response.set({ 'Content-Type': servedType(attachment.contentType), 'Content-Security-Policy': NOTHING })
    response.end(content)
  })

  // For <img> in the page and in the frame: what its bytes say it is, never what the message says.
  routes.get('/messages/:id/attachments/:attachmentId/picture', can('tickets:read'), async (request, response) => {
    const [messageId, attachmentId] = [idOf(request), idOf(request, 'attachmentId')]
    const content = await contentOf(await read(request, db => attachmentOf(db, messageId, attachmentId)))
    const type = pictureTypeOf(content)
    if (type === null) throw new Refusal('not-found', 'This attachment is no picture that can be shown')
    response.set({ 'Content-Type': type, 'Content-Security-Policy': NOTHING, 'Cache-Control': 'private, max-age=3600' }).end(content)
  })

  routes.get('/messages/:id/attachments/:attachmentId/invitation', can('tickets:read'), async (request, response) => {
    const invitation = invitationIn(await insideOfAttachment(request))
    if (!invitation) throw new Refusal('not-found', 'This attachment is no invitation that can be read')
    response.json(invitation)
  })

  routes.get('/messages/:id/attachments/:attachmentId/message', can('tickets:read'), async (request, response) => {
    const message = await bytes.message(await insideOfAttachment(request))
    if (!message) throw new Refusal('not-found', 'This attachment is no message that can be read')
    response.json(message)
  })

  const insideOfAttachment = async (request: Request) => {
    const [messageId, attachmentId] = [idOf(request), idOf(request, 'attachmentId')]
    return contentOf(await read(request, db => attachmentOf(db, messageId, attachmentId)))
  }

  async function contentOf({ part, sha256, kept }: KeptAttachment): Promise<Uint8Array> {
    const content = sha256 === null ? undefined : await (kept ? whole(bytes.raw(sha256)) : bytes.attachment(sha256, part))
    if (!content) throw new Refusal('not-found', 'The bytes of this attachment are not in the data directory')
    return content
  }

  return routes
}

/** A file of its own: at most what one may bring. Undefined when it is gone. */
const whole = (source: Readable): Promise<Uint8Array | undefined> => buffer(source).catch(() => undefined)

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
