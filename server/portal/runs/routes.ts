import { join } from 'node:path'
import express, { Router, type Request, type RequestHandler, type Response } from 'express'
import { z } from 'zod'
import type { Database } from '../../platform/db.ts'
import { Refusal } from '../../platform/errors.ts'
import { anyone, unseen } from '../../platform/http.ts'
import type { Secrets } from '../../platform/secrets.ts'
import type { Signer } from '../../platform/signing.ts'
import { renderTemplate } from '../../platform/templates.ts'
import { stepAt } from '../../workflows/engine/places.ts'
import { handOverUrl } from '../../workflows/handing/hand-over.ts'
import { handOversOf } from '../../workflows/handing/queries.ts'
import { isMemberKey } from '../../workflows/runs/member-key.ts'
import { plainPage } from '../page.ts'
import { portalLocale, wordsIn } from '../words.ts'
import { answerAsMember } from './actions/answer-as-member.ts'
import { asksOf, type Ask } from './asks.ts'
import type { Draft } from './fields.ts'
import { handedPart } from './handed.ts'
import { runPage, type RunNotice } from './page.ts'
import { answersOf, memberRun, ticketPageOf } from './queries.ts'
import type { MemberRun } from './run.ts'
import { draftOf, problemsWith, sentOf, type Sent } from './sent.ts'

const PAGES = join(import.meta.dirname, '../pages')
const HOUR_MS = 3_600_000
/** How many answers one run takes by its page within an hour: many mailboxes may each have a question. */
const MOST_AN_HOUR = 150

type World = { database: Database, signer: Signer, clock: () => Date, secrets: Pick<Secrets, 'seal'>, baseUrl: string }

const RunId = z.coerce.number().int().positive()
const Said = z.enum(['filled', 'ticked', 'agreed', 'declined', 'stale']).optional().catch(undefined)

/** The private page of a run for its member, without signing in and without a script. The key in the link is the permission. */
export function memberRunRoutes(world: World): Router {
  const { database, clock, secrets } = world
  const routes = Router()

  routes.get('/aide/parcours/:runId/:key', anyone, unseen, asMember(world, (asked, run) => {
    const notice = Said.parse(asked.request.query['done'])
    return show(world, asked, { run, ...notice ? { notice } : {} })
  }))

  routes.post('/aide/parcours/:runId/:key/answer', anyone, unseen, form, asMember(world, async (asked, run) => {
    const sent = sentOf(asked.request.body)
    const ask = sent && asksOf(run).find(({ path }) => path === sent.path)
    if (!ask) return turn(asked, run, 'stale')
    const draft = await draftFor(world, run, { ask, sent })
    if (draft) return show(world, asked, { run, draft })
    try {
      const said = await database.transaction(db => answerAsMember({ db, now: clock(), actor: { kind: 'system', name: 'portal' } }, { runId: run.id, kind: ask.kind, sent }, secrets))
      turn(asked, run, said)
    }
    catch (error) {
      // Somebody was faster: nothing was done twice, and the page says how things stand.
      if (!(error instanceof Refusal) || error.code !== 'conflict') throw error
      turn(asked, run, 'stale')
    }
  }))

  return routes
}

type Asked = { request: Request, response: Response }

/** Lets in whoever holds the key of the run, and shows everybody else the same page. */
const asMember = ({ database, signer, clock }: World, act: (asked: Asked, run: MemberRun) => Promise<void> | void): RequestHandler => async (request, response) => {
  const id = RunId.safeParse(request.params['runId'])
  const isTheirs = id.success && isMemberKey(id.data, String(request.params['key']), signer)
  const run = isTheirs ? await memberRun(database.reader, id.data, clock()) : undefined
  if (run) return act({ request, response }, run)
  response.status(404).send(renderTemplate(join(PAGES, 'plain.html.hbs'), plainPage(localeFor(request), 'missing')))
}

const localeFor = (request: Request, run?: MemberRun) => portalLocale({ asked: request.query['lang'], ticket: run?.ticket?.locale ?? null, accepted: request.get('accept-language') })

async function show({ database, signer, baseUrl }: World, { request, response }: Asked, { run, ...told }: RunNotice & { run: MemberRun }) {
  const locale = localeFor(request, run)
  const back = await ticketPageOf(database.reader, run, { from: request.query['de'], signer })
  response.status(told.draft ? told.draft.refused === 'tooMany' ? 429 : 422 : 200).send(renderTemplate(join(PAGES, 'run.html.hbs'), {
    ...runPage(run, locale, told), ...handedPart(run, { all: await handOversOf(database.reader, run.id), locale, urlOf: one => handOverUrl(one, { baseUrl, signer }) }), language: wordsIn[locale].language, back: back?.path ?? '', from: back ? `&de=${back.from}` : '', here: pathOf(request),
  }))
}

/** Elsewhere, so that reloading the page sends nothing again; the words at the top are shown first. */
function turn({ request, response }: Asked, run: MemberRun, said: z.infer<typeof Said>) {
  const { de } = request.query
  const from = typeof de === 'string' ? `&de=${encodeURIComponent(de.slice(0, 60))}` : ''
  response.redirect(303, `${pathOf(request)}?done=${said}&lang=${localeFor(request, run)}${from}#top`)
}

/** What keeps this answer from being taken, as the page says it; undefined when it may be. */
async function draftFor({ database }: World, run: MemberRun, { ask, sent }: { ask: Ask, sent: Sent }): Promise<Draft | undefined> {
  if (ask.round !== sent.round) return draftOf(sent, ask, { problems: new Map(), refused: 'again' })
  const step = stepAt(run.definition, ask.path)
  const problems = step ? problemsWith(step, ask, sent) : new Map<string, never>()
  if (problems.size > 0) return draftOf(sent, ask, { problems })
  const isTooMuch = await answersOf(database.reader, run.id, run.now - HOUR_MS) >= MOST_AN_HOUR
  return isTooMuch ? draftOf(sent, ask, { problems, refused: 'tooMany' }) : undefined
}

const form = express.urlencoded({ extended: false, limit: '256kb' })

const pathOf = ({ params }: Request) => `/aide/parcours/${String(params['runId'])}/${String(params['key'])}`
