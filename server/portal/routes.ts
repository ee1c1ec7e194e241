import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import express, { Router, type Request, type RequestHandler, type Response } from 'express'
import { z } from 'zod'
import type { Database } from '../platform/db.ts'
import { Refusal } from '../platform/errors.ts'
import { anyone, unseen } from '../platform/http.ts'
import type { Log } from '../platform/log.ts'
import { renderTemplate } from '../platform/templates.ts'
import type { Signer } from '../platform/signing.ts'
import { solveByRequester } from '../tickets/actions/solve-by-requester.ts'
import { asReference } from '../tickets/reference.ts'
import { answer, type TakeIn } from './actions/answer.ts'
import { problemWith } from './answer.ts'
import { pageOf, plainPage, type Notice } from './page.ts'
import { answersSince, guestOf, portalTicket, type Guest } from './queries.ts'
import { openRunsFor } from './runs/queries.ts'
import { portalLocale } from './words.ts'

const PAGES = join(import.meta.dirname, 'pages')
const HOUR_MS = 3_600_000

/** What the portal works with. */
export type PortalWorld = { database: Database, signer: Signer, clock: () => Date, log: Log, takeIn: TakeIn }

const Form = z.object({ text: z.string().default('') }).catch({ text: '' })
const Said = z.enum(['sent', 'closed']).optional().catch(undefined)

/** The pages of members: their ticket by its private link, without signing in and without a script. The key in the link is the permission. */
export function portalRoutes(world: PortalWorld): Router {
  const { database, signer, clock } = world
  const routes = Router()
  const css = readFileSync(join(PAGES, 'portal.css'), 'utf8')

  const localeFor = (request: Request, ticket: string | null = null) => portalLocale({ asked: request.query['lang'], ticket, accepted: request.get('accept-language') })
  const missing = (request: Request, response: Response) => void response.status(404).send(renderTemplate(join(PAGES, 'plain.html.hbs'), plainPage(localeFor(request), 'missing')))

  async function show(request: Request, response: Response, { guest, ...notice }: Notice & { guest: Guest }) {
    const ticket = await portalTicket(database.reader, guest)
    if (!ticket) return missing(request, response)
    const locale = localeFor(request, ticket.locale)
    const runs = await openRunsFor(database.reader, { ...guest, locale }, signer)
    const data = pageOf(ticket, locale, { ...notice, runs })
    response.status(notice.problem ? 422 : 200).send(renderTemplate(join(PAGES, 'ticket.html.hbs'), { ...data, path: pathOf(request), back: `${String(request.params['reference'])}.${String(request.params['key'])}` }))
  }

  /** Lets in whoever holds a key of the ticket, and shows everybody else the same page. */
  const asGuest = (act: (request: Request, response: Response, guest: Guest) => Promise<void>): RequestHandler => async (request, response) => {
    const { reference: written, key } = request.params
    const reference = typeof written === 'string' ? asReference(written) : undefined
    const guest = reference !== undefined && typeof key === 'string' ? await guestOf(database.reader, { reference, key }, signer) : undefined
    return guest ? act(request, response, guest) : missing(request, response)
  }

  routes.get('/aide', anyone, unseen, (request, response) => void response.send(renderTemplate(join(PAGES, 'plain.html.hbs'), plainPage(localeFor(request), 'home'))))
  routes.get('/aide/portal.css', anyone, (_request, response) => void response.type('css').set('Cache-Control', 'public, max-age=3600').send(css))

  routes.get('/aide/:reference/:key', anyone, unseen, asGuest((request, response, guest) => {
    const notice = Said.parse(request.query['done'])
    return show(request, response, { guest, ...notice ? { notice } : {} })
  }))

  routes.post('/aide/:reference/:key/answer', anyone, unseen, form, asGuest(async (request, response, guest) => {
    const { text } = Form.parse(request.body)
    const ticket = await portalTicket(database.reader, guest)
    const problem = problemWith(text, { withinTheHour: await answersSince(database.reader, guest.ticketId, clock().getTime() - HOUR_MS) })
    if (problem || !ticket) return show(request, response, { guest, ...problem ? { problem } : {}, draft: text })
    try { await answer(world, guest, { subject: `Re: ${ticket.subject}`, text }) }
    catch (error) {
      world.log.error({ err: error }, 'An answer by the portal could not be kept; its author was asked to try again')
      return show(request, response, { guest, problem: 'failed', draft: text })
    }
    // Elsewhere, so that reloading the page sends nothing again.
    response.redirect(303, `${pathOf(request)}?done=sent&lang=${localeFor(request, ticket.locale)}`)
  }))

  routes.post('/aide/:reference/:key/close', anyone, unseen, form, asGuest(async (request, response, { ticketId }) => {
    await database.transaction(db => solveByRequester({ db, now: clock(), actor: { kind: 'system', name: 'portal' } }, ticketId))
    response.redirect(303, `${pathOf(request)}?done=closed&lang=${localeFor(request)}`)
  }))

  routes.use('/aide', () => { throw new Refusal('not-found', 'There is nothing at this address') })
  return routes
}

const form = express.urlencoded({ extended: false, limit: '256kb' })

const pathOf = ({ params }: Request) => `/aide/${String(params['reference'])}/${String(params['key'])}`
