import { join } from 'node:path'
import express, { type Express, type Request, type RequestHandler, type Router } from 'express'
import helmet from 'helmet'
import type { Permission } from './accounts/contract.ts'
import { noteUse } from './accounts/actions/note-use.ts'
import { sessionOf } from './accounts/queries.ts'
import { ownRoutes } from './accounts/own/routes.ts'
import { resetRoutes } from './accounts/reset/routes.ts'
import { roleRoutes } from './accounts/roles/routes.ts'
import { accountRoutes } from './accounts/routes.ts'
import { secondFactorRoutes } from './accounts/second-factor/routes.ts'
import { isWorthNoting, SESSION_COOKIE } from './accounts/session.ts'
import { teamRoutes } from './accounts/team/routes.ts'
import { auditRoutes } from './audit/routes.ts'
import type { ReadKept } from './channels/intakes/ports.ts'
import type { MailParser } from './channels/mail/ports.ts'
import { refusalRoutes } from './channels/intakes/refusals/routes.ts'
import { intakeRoutes } from './channels/intakes/routes.ts'
import type { OpenMailbox } from './channels/mailboxes/ports.ts'
import { mailboxRoutes } from './channels/mailboxes/routes.ts'
import { hookRoutes } from './channels/sources/hooks/routes.ts'
import { sourceRoutes } from './channels/sources/routes.ts'
import type { FileBytes } from './channels/redaction/ports.ts'
import { redactionRoutes } from './channels/redaction/routes.ts'
import type { Blobs } from './platform/blobs.ts'
import { mailTemplateRoutes } from './channels/templates/routes.ts'
import { cookieIn } from './platform/cookies.ts'
import type { MailOut } from './outbox/release.ts'
import { outboxRoutes } from './outbox/routes.ts'
import type { Database } from './platform/db.ts'
import { assetsIn } from './platform/assets.ts'
import type { Surveys } from './dns/survey/actions/run.ts'
import { surveyRoutes } from './dns/survey/routes.ts'
import { Refusal } from './platform/errors.ts'
import { httpOf, onError, sameOrigin, type Http, type Visitor } from './platform/http.ts'
import type { Ids } from './platform/ids.ts'
import type { Log } from './platform/log.ts'
import type { Metrics } from './platform/metrics.ts'
import { consoleFiles, healthRoutes } from './platform/routes.ts'
import type { Secrets } from './platform/secrets.ts'
import { sha256, signerOf } from './platform/signing.ts'
import type { TakeIn } from './portal/actions/answer.ts'
import { claimRoutes } from './provisioners/authority/routes.ts'
import { hostingRoutes } from './provisioners/panel/routes.ts'
import type { HostingDesk } from './provisioners/ports.ts'
import { portalRoutes } from './portal/routes.ts'
import { memberRunRoutes } from './portal/runs/routes.ts'
import { secretRoutes } from './portal/secrets/routes.ts'
import type { MessageBytes } from './tickets/bytes/ports.ts'
import { doubleRoutes } from './tickets/doubles/routes.ts'
import { draftRoutes } from './tickets/drafts/routes.ts'
import { mergeRoutes } from './tickets/merging/routes.ts'
import type { MessageHtml } from './tickets/messages/ports.ts'
import { messageRoutes } from './tickets/messages/routes.ts'
import { openingRoutes } from './tickets/opening/routes.ts'
import { peopleRoutes } from './tickets/people/routes.ts'
import type { FetchPicture } from './tickets/pictures/ports.ts'
import { pictureRoutes } from './tickets/pictures/routes.ts'
import type { TicketSearch } from './tickets/ports.ts'
import { presenceRoutes } from './tickets/presence/routes.ts'
import { replyRoutes } from './tickets/replying/routes.ts'
import { splitRoutes } from './tickets/splitting/routes.ts'
import { ticketRoutes } from './tickets/routes.ts'
import { changeRoutes } from './transfer/changes/routes.ts'
import type { LookAtServed } from './transfer/zones/ports.ts'
import { zoneRoutes } from './transfer/zones/routes.ts'
import { boardRoutes } from './workflows/board/routes.ts'
import { bulkRoutes } from './workflows/bulk/routes.ts'
import { composingRoutes } from './workflows/composing/routes.ts'
import { yamlRoutes } from './workflows/composing/yaml/routes.ts'
import { figuresRoutes } from './workflows/figures/routes.ts'
import type { KnownPorts } from './workflows/definition/checking/places.ts'
import { decidingRoutes } from './workflows/runs/deciding/routes.ts'
import { runRoutes } from './workflows/runs/routes.ts'
import { triggerRoutes } from './workflows/triggers/routes.ts'

/** What the web needs of the world. */
export type AppWorld = {
  baseUrl: string
  log: Log
  database: Database
  clock: () => Date
  ids: Ids
  search: TicketSearch
  bytes: MessageBytes
  blobs: Pick<Blobs, 'keepStream' | 'room'> & Partial<FileBytes>
  messageHtml: MessageHtml
  fetchPicture: FetchPicture
  metrics: Metrics
  secrets: Secrets
  takeIn: TakeIn
  /** How mail leaves this installation; without it, it does not. */
  mailOut?: MailOut
  /** Tries a mailbox out before it is added. */
  openMailbox?: OpenMailbox
  /** Reads a kept message anew. */
  readKept?: ReadKept
  /** Reads a message that somebody shows. */
  parser?: Pick<MailParser, 'parse'>
  /** What steps of workflows may use outside; without it, that is not checked. */
  workflows?: { ports: KnownPorts }
  /** Looks at domains. */
  surveys?: Pick<Surveys, 'begin' | 'ours'>
  /** What our own name servers serve; without it, nobody asks them. */
  lookAtServed?: LookAtServed
  /** Where the accounts of members are; without it, nothing is shown of them. */
  hosting?: HostingDesk | undefined
}

const CLIENT = join(import.meta.dirname, '../client/dist')

/** Who holds the session of this Cookie header. */
export async function visitorOf({ database, clock }: Pick<AppWorld, 'database' | 'clock'>, cookies: string | undefined): Promise<Visitor<Permission> | undefined> {
  const token = cookieIn(cookies, SESSION_COOKIE)
  if (!token) return undefined
  const [digest, now] = [sha256(token), clock()]
  const session = await sessionOf(database.reader, digest, now)
  if (!session || session.awaitsCode) return undefined
  if (isWorthNoting(session.usedAt, now)) await noteUse({ database, now }, digest)
  const { permissions, mustEnrol } = session
  return { agentId: session.agent.id, may: permission => !mustEnrol && permissions.includes(permission), mustEnrol }
}

/** The routes of every module, below /api. */
export function apiRoutes(world: AppWorld): Router[] {
  const { database, clock, search, ids, baseUrl } = world
  const http: Http<Permission> = httpOf({ database, clock, visitorOf: request => visitorOf(world, request.get('cookie')) })
  const mailOut = world.mailOut ?? { servers: 0, mode: 'send' }
  const signing = { ...world, signer: signerOf(world.secrets.signingKey) }
  const mailing = { ...signing, seal: world.secrets.seal, leaves: mailOut.servers > 0 && mailOut.mode === 'send' }
  return [
    accountRoutes(http, { ...world, secure: isHttps(baseUrl) }),
    ownRoutes(http, world),
    secondFactorRoutes(http, world),
    roleRoutes(http),
    teamRoutes(http, { ...world, mailing }),
    resetRoutes(http, { ...world, mailing }),
    auditRoutes(http, 'audit:read'),
    ticketRoutes(http, { search, ids }),
    draftRoutes(http, world),
    replyRoutes(http, signing),
    openingRoutes(http, signing),
    peopleRoutes(http),
    presenceRoutes(http, world),
    mergeRoutes(http),
    splitRoutes(http, world),
    doubleRoutes(http),
    // Before those of one run, which would take the word for its id.
    boardRoutes(http, world),
    figuresRoutes(http, world),
    changeRoutes(http, world),
    bulkRoutes(http, signing),
    triggerRoutes(http),
    composingRoutes(http),
    yamlRoutes(http, world.workflows?.ports),
    runRoutes(http, signing),
    decidingRoutes(http, world),
    surveyRoutes(http, world),
    zoneRoutes(http, world),
    hostingRoutes(http, world),
    claimRoutes(http, { ...signing, seal: world.secrets.seal }),
    messageRoutes(http, world),
    pictureRoutes(http, world),
    mailboxRoutes(http, { ...world, mailOut }),
    sourceRoutes(http, world),
    // Before those of one message, which would take the word for its id.
    refusalRoutes(http, world),
    intakeRoutes(http, { ...signing, config: { baseUrl } }),
    redactionRoutes(http, signing),
    outboxRoutes(http, { mailOut }),
    mailTemplateRoutes(http, { ids, mailing }),
  ]
}

/** The whole web server, but for the live connections. `client` is the folder of the built console. */
export async function appOf(world: AppWorld, client = CLIENT): Promise<Express> {
  const app = express()
  app.disable('x-powered-by')
  // A proxy on this machine says whom it speaks for; nobody else is believed.
  app.set('trust proxy', 'loopback')
  app.use(measured(world.metrics), protection(world.baseUrl))
  app.use(healthRoutes(world))
  app.use(hookRoutes(world))
  // A whole message, which JSON makes longer.
  app.use('/api/sources/test', express.json({ limit: '5mb' }))
  app.use('/api', sameOrigin(world.baseUrl), noStore, express.json({ limit: '1mb' }), ...apiRoutes(world), nothingHere)
  const portal = { ...world, signer: signerOf(world.secrets.signingKey) }
  app.use(secretRoutes(portal), memberRunRoutes(portal), portalRoutes(portal))
  app.use(consoleFiles(await assetsIn(client)))
  app.use(nothingHere)
  app.use(onError(world.log))
  return app
}

const isHttps = (baseUrl: string) => baseUrl.startsWith('https:')

const noStore: RequestHandler = (_request, response, next) => {
  response.set('Cache-Control', 'no-store')
  next()
}

const nothingHere: RequestHandler = () => {
  throw new Refusal('not-found', 'There is nothing at this address')
}

function protection(baseUrl: string): RequestHandler {
  return helmet({
    strictTransportSecurity: isHttps(baseUrl),
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ['\'self\''],
        'script-src': ['\'self\''],
        // Components set the place of what floats above the page by style attributes.
        'style-src': ['\'self\'', '\'unsafe-inline\''],
        'img-src': ['\'self\'', 'data:'],
        'connect-src': ['\'self\'', 'ws:', 'wss:'],
        'frame-src': ['\'self\''],
        'font-src': ['\'self\''],
        'object-src': ['\'none\''],
        'base-uri': ['\'none\''],
        'form-action': ['\'self\''],
        'frame-ancestors': ['\'none\''],
      },
    },
  })
}

function measured(metrics: Metrics): RequestHandler {
  return (request, response, next) => {
    const start = process.hrtime.bigint()
    response.on('finish', () => {
      metrics.observe({ method: request.method, route: templateOf(request), status: response.statusCode, seconds: Number(process.hrtime.bigint() - start) / 1e9 })
    })
    next()
  }
}

function templateOf(request: Request): string {
  const route = request.route as { path: unknown } | undefined
  if (typeof route?.path !== 'string') return 'other'
  // Not request.baseUrl: it is empty again once a route has failed.
  return request.originalUrl.startsWith('/api/') ? `/api${route.path}` : route.path
}
