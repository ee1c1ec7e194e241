import { once } from 'node:events'
import { startWorkers } from '../../workers/main.ts'
import { isUnchangeable } from '../audit/actions/try-to-change.ts'
import { findOrAddMailbox } from '../channels/mailboxes/actions.ts'
import { limits } from '../channels/understanding/limits.ts'
import { readKept } from '../channels/reading/actions/keep.ts'
import { takeIn, takeInStream } from '../channels/reading/actions/take-in.ts'
import type { Listening } from '../channels/smtp/ports.ts'
import type { World } from '../compose.ts'
import { Refusal } from '../platform/errors.ts'
import { keepFollowing } from '../tickets/actions/follow-search.ts'
import { startWeb } from '../web.ts'
import { loadShipped } from '../workflows/publishing/actions/load-shipped.ts'

export type Serving = { port: number, workers: readonly string[], signal: AbortSignal, ready: (served: Served) => void }
export type Served = { url: string, smtp: Listening | undefined }

/** Web server, workers and the SMTP listener in this process, until `signal`; then all of them end cleanly. */
export async function serveWorld(world: World, { port, workers, signal, ready }: Serving) {
  const { config } = world
  await Promise.all([addConfiguredMailbox(world), world.parser.prepare(), loadShipped(world)])
  const web = await startWeb({ ...world, takeIn: mails => takeIn(world, mails), readKept: kept => readKept(world, kept) }, { port, host: config.host }).catch(explain(`${config.host}:${port}`, 'PERMANENCE_PORT or --port'))
  if (!await isUnchangeable(world.database)) world.log.warn('The audit log could be changed in this database: docs/accounts.md says how its administrator prevents it')
  const smtp = config.smtpListen ? await listen(world, config.smtpListen) : undefined
  // The search index belongs to the host: every web process keeps it up to date, whoever does the other work.
  const working = Promise.all([startWorkers(world, workers, signal), keepFollowing(world, signal)])
  ready({ url: config.baseUrlChosen ? config.baseUrl : `http://${config.host}:${web.port}`, smtp })
  try {
    await Promise.race([working, aborted(signal)])
    await aborted(signal)
  }
  finally {
    await smtp?.stop()
    await web.stop()
    await working
  }
}

const aborted = async (signal: AbortSignal) => { if (!signal.aborted) await once(signal, 'abort') }

/** PERMANENCE_MAILBOX_URL names a mailbox to read; it begins with what comes next, as any new one does. */
async function addConfiguredMailbox({ config, database, secrets, clock }: World) {
  const nameOrUrl = config.mailboxUrl
  if (!nameOrUrl) return
  await database.transaction(db => findOrAddMailbox({ db, now: clock(), actor: { kind: 'system', name: 'configuration' } }, secrets, { nameOrUrl, begin: 'now' }))
}

function listen(world: World, at: string): Promise<Listening> {
  return world.listenSmtp(at, {
    maxBytes: limits.messageBytes,
    async take(message, envelope) {
      try { await takeInStream(world, message, { source: 'smtp', envelope }) }
      catch (error) {
        world.log.error({ err: error }, 'A message could not be kept; the sender was asked to try again later')
        throw error
      }
    },
  }).catch(explain(at, 'PERMANENCE_SMTP_LISTEN'))
}

const explain = (where: string, setting: string) => (error: unknown): never => {
  const { code } = error as NodeJS.ErrnoException
  if (code === 'EADDRINUSE') throw new Refusal('conflict', `Another program listens at ${where} already. Stop it, or choose another place with ${setting}.`)
  if (code === 'EACCES' || code === 'EADDRNOTAVAIL') throw new Refusal('invalid', `This machine does not let us listen at ${where} (${code}). Choose another place with ${setting}.`)
  throw error
}
