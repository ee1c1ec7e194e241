import { Router } from 'express'
import type { Permission } from '../../accounts/contract.ts'
import type { Db } from '../../platform/db.ts'
import { Refusal } from '../../platform/errors.ts'
import { idOf, type Http } from '../../platform/http.ts'
import { sha256 } from '../../platform/signing.ts'
import type { MessageHtml } from '../messages/ports.ts'
import { allowSender, disallowSender } from './actions.ts'
import type { MessagePictures } from './contract.ts'
import type { FetchPicture } from './ports.ts'
import { isAllowed, picturedMessage } from './queries.ts'
import type { RemotePicture } from './remote.ts'

// What a browser shows under this can neither run, load nor open anything.
const HARMLESS = { 'Content-Security-Policy': 'sandbox; default-src \'none\'', 'X-Content-Type-Options': 'nosniff', 'Cache-Control': 'private, max-age=3600' }

const MOST_LISTS = 20

/** The pictures that a message asks of elsewhere: how many, whose are always shown, and each of them, fetched by us. */
export function pictureRoutes({ can, read, act }: Http<Permission>, { messageHtml, fetchPicture }: { messageHtml: MessageHtml, fetchPicture: FetchPicture }) {
  const routes = Router()

  // Reading a large message takes a while, and a browser asks for many of its pictures at once.
  const lists = new Map<string, Promise<RemotePicture[]>>()
  function listOf(html: string): Promise<RemotePicture[]> {
    const key = sha256(html)
    const list = lists.get(key) ?? messageHtml.remotePictures(html)
    lists.delete(key)
    lists.set(key, list)
    for (const oldest of lists.keys()) if (lists.size > MOST_LISTS) lists.delete(oldest)
    return list
  }

  async function picturesOf(db: Db, messageId: number): Promise<MessagePictures> {
    const { html, sender } = await picturedMessage(db, messageId)
    const pictures = await listOf(html ?? '')
    const trackers = pictures.filter(({ isTracker }) => isTracker).length
    return { remote: pictures.length - trackers, trackers, sender: sender === null ? null : { address: sender, allowed: await isAllowed(db, sender) } }
  }

  routes.get('/messages/:id/pictures', can('tickets:read'), async (request, response) => {
    response.json(await read(request, db => picturesOf(db, idOf(request))))
  })

  routes.post('/messages/:id/pictures/sender', can('tickets:read'), async (request, response) => {
    const messageId = idOf(request)
    await act(request, context => allowSender(context, messageId))
    response.json(await read(request, db => picturesOf(db, messageId)))
  })

  routes.delete('/messages/:id/pictures/sender', can('tickets:read'), async (request, response) => {
    const messageId = idOf(request)
    await act(request, context => disallowSender(context, messageId))
    response.json(await read(request, db => picturesOf(db, messageId)))
  })

  // The address is the one in the stored message: a browser names its place only.
  routes.get('/messages/:id/pictures/:n', can('tickets:read'), async (request, response) => {
    const [messageId, place] = [idOf(request), idOf(request, 'n')]
    const { html } = await read(request, db => picturedMessage(db, messageId))
    const asked = (await listOf(html ?? ''))[place - 1]
    if (!asked || asked.isTracker) throw new Refusal('not-found', 'There is no such picture')
    const fetched = await fetchPicture(asked.address)
    if ('failure' in fetched) throw new Refusal('not-found', `This picture could not be had: ${fetched.failure}`)
    response.set({ ...HARMLESS, 'Content-Type': fetched.picture.type }).end(fetched.picture.bytes)
  })

  return routes
}
