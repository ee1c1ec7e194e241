import { join } from 'node:path'
import express, { Router, type Request, type RequestHandler, type Response } from 'express'
import { z } from 'zod'
import type { Database } from '../../platform/db.ts'
import { anyone, unseen } from '../../platform/http.ts'
import type { Secrets } from '../../platform/secrets.ts'
import type { Signer } from '../../platform/signing.ts'
import { renderTemplate } from '../../platform/templates.ts'
import { seeOnce } from '../../workflows/handing/actions/hand-over.ts'
import { isHandOverKey, type HandOver, type SeenBy } from '../../workflows/handing/hand-over.ts'
import { handOverById } from '../../workflows/handing/queries.ts'
import { isMemberKey } from '../../workflows/runs/member-key.ts'
import { plainPage } from '../page.ts'
import { memberRun } from '../runs/queries.ts'
import type { MemberRun } from '../runs/run.ts'
import { portalLocale } from '../words.ts'
import { missesCounted } from './misses.ts'
import { secretPage, type SecretShown } from './page.ts'
import { secretWordsIn } from './words.ts'

const PAGES = join(import.meta.dirname, '../pages')
const Id = z.coerce.number().int().positive()

type World = { database: Database, signer: Signer, clock: () => Date, secrets: Pick<Secrets, 'open'> }

/** What a run has handed to its member: each is seen once, after a button, by whoever has its address or that of the run’s page. Looking at an address shows nothing, so that previews of links use nothing up. */
export function secretRoutes(world: World): Router {
  const { database, clock, secrets } = world
  const routes = Router()
  const misses = missesCounted()

  /** Lets in whoever holds the key, and shows everybody else the same page. */
  const asHolder = (find: typeof byLink, act: (asked: Asked, found: Found) => Promise<void> | void): RequestHandler => async (request, response) => {
    const [from, now] = [request.ip ?? '', clock().getTime()]
    if (misses.isTooMuch(from, now)) return void response.status(429).type('text').send(secretWordsIn[localeFor(request)].tooMany)
    const found = await find(world, request)
    if (found) return act({ request, response }, found)
    misses.note(from, now)
    response.status(404).send(renderTemplate(join(PAGES, 'plain.html.hbs'), plainPage(localeFor(request), 'missing')))
  }

  const reveal = (by: SeenBy) => async (asked: Asked, { one, run }: Found) => {
    const value = await database.transaction(db => seeOnce({ db, now: clock(), actor: { kind: 'system', name: 'portal' } }, one, { by, open: secrets.open }))
    const now = value === undefined ? await handOverById(database.reader, one.id) ?? one : one
    show(asked, { one: now, run }, { ...value !== undefined && { value }, ...by === 'page' && { back: pageOf(asked.request) } })
  }

  routes.get('/aide/secret/:id/:key', anyone, unseen, asHolder(byLink, (asked, found) => show(asked, found)))
  routes.post('/aide/secret/:id/:key', anyone, unseen, form, asHolder(byLink, reveal('link')))
  routes.post('/aide/parcours/:runId/:key/secret/:id', anyone, unseen, form, asHolder(byPage, reveal('page')))
  return routes
}

type Asked = { request: Request, response: Response }
type Found = { one: HandOver, run: MemberRun }

async function handOverIn({ database }: World, request: Request): Promise<HandOver | undefined> {
  const id = Id.safeParse(request.params['id'])
  return id.success ? handOverById(database.reader, id.data) : undefined
}

async function byLink(world: World, request: Request): Promise<Found | undefined> {
  const one = await handOverIn(world, request)
  return one && isHandOverKey(one, String(request.params['key']), world.signer) ? foundOf(world, one) : undefined
}

async function byPage(world: World, request: Request): Promise<Found | undefined> {
  const one = await handOverIn(world, request)
  const isTheirs = one !== undefined && String(one.runId) === request.params['runId'] && isMemberKey(one.runId, String(request.params['key']), world.signer)
  return isTheirs ? foundOf(world, one) : undefined
}

async function foundOf({ database, clock }: World, one: HandOver): Promise<Found | undefined> {
  const run = await memberRun(database.reader, one.runId, clock())
  return run && { one, run }
}

const localeFor = (request: Request, run?: MemberRun) => portalLocale({ asked: request.query['lang'], ticket: run?.ticket?.locale ?? null, accepted: request.get('accept-language') })

const pageOf = ({ params }: Request) => `/aide/parcours/${String(params['runId'])}/${String(params['key'])}`

function show({ request, response }: Asked, { one, run }: Found, shown: Omit<SecretShown, 'locale'> = {}) {
  const page = secretPage(one, run, { locale: localeFor(request, run), ...shown })
  response.status(page.isGone ? 410 : 200).send(renderTemplate(join(PAGES, 'secret.html.hbs'), page))
}

const form = express.urlencoded({ extended: false, limit: '4kb' })
