import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { appOf, visitorOf, type AppWorld } from './app.ts'
import { intakeStates, mailboxList } from './channels/mailboxes/queries.ts'
import { isLate } from './channels/reading/due.ts'
import { sourceList } from './channels/sources/queries.ts'
import type { Config } from './platform/config.ts'
import { follow } from './notify/actions.ts'
import type { Knock, OpenPush, Push } from './notify/ports.ts'
import { outboxStates } from './outbox/queries.ts'
import { waitingEvents } from './platform/health.ts'
import { isOurOrigin } from './platform/http.ts'
import { metricsOf, type Figure } from './platform/metrics.ts'

/** What the web server is made of. */
export type WebWorld = Omit<AppWorld, 'baseUrl' | 'metrics'> & { config: Pick<Config, 'baseUrl'>, openPush: OpenPush }

/** A web server at work: the port it has, and how to end it. */
export type Web = { port: number, stop: () => Promise<void> }

const PATIENCE_MS = 5000

/** Serves the console, its API and the live connections on this port (0: any free one). */
export async function startWeb(world: WebWorld, { port, host }: { port: number, host: string }): Promise<Web> {
  const { config: { baseUrl }, database, log } = world
  const server = createServer((request, response) => { app(request, response) })
  const push = world.openPush(server, knock => isWelcome(world, knock))
  const metrics = metricsOf(figuresOf(world, () => push.connected()))
  const app = await appOf({ ...world, baseUrl, metrics })
  const following = await follow({ database, push, log })
  try {
    await listen(server, port, host)
  }
  catch (error) {
    await following.stop()
    await push.close()
    throw error
  }
  return { port: (server.address() as AddressInfo).port, stop: () => stop(server, push, following) }
}

/** Browsers always say where a live connection comes from; another site's is refused, whatever cookie it brings. */
async function isWelcome(world: WebWorld, { cookie, origin, host }: Knock): Promise<boolean> {
  if (origin !== undefined && !isOurOrigin(origin, [host, new URL(world.config.baseUrl).host])) return false
  const visitor = await visitorOf(world, cookie)
  return visitor?.may('tickets:read') ?? false
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
}

/** Ends what runs: live connections at once, requests when they are answered or after five seconds. */
async function stop(server: Server, push: Push, following: { stop: () => Promise<void> }) {
  await following.stop()
  await push.close()
  const closed = new Promise(resolve => server.close(resolve))
  const impatience = setTimeout(() => server.closeAllConnections(), PATIENCE_MS)
  await closed
  clearTimeout(impatience)
}

const single = (value: number) => new Map([['', value]])

function figuresOf({ database, clock }: WebWorld, connected: () => number): Figure[] {
  return [
    {
      name: 'permanence_intakes',
      help: 'Messages received from outside, by what became of them',
      label: 'state',
      read: async () => new Map((await intakeStates(database.reader)).map(({ state, intakes }) => [state, intakes])),
    },
    {
      name: 'permanence_mailbox_age_seconds',
      help: 'Time since each mailbox was last read to its end',
      label: 'mailbox',
      read: async () => {
        const { mailboxes } = await mailboxList(database.reader)
        const read = mailboxes.filter(({ checkedAt }) => checkedAt !== null)
        return new Map(read.map(({ name, checkedAt }) => [name, (clock().getTime() - (checkedAt ?? 0)) / 1000]))
      },
    },
    {
      name: 'permanence_outbox',
      help: 'Mails of the outbox, by where they stand',
      label: 'state',
      read: async () => new Map((await outboxStates(database.reader)).map(({ state, mails }) => [state, mails])),
    },
    {
      name: 'permanence_mailbox_late',
      help: 'Whether a mailbox has not been read for a quarter of an hour',
      label: 'mailbox',
      read: async () => new Map((await mailboxList(database.reader)).mailboxes.map(({ name, checkedAt }) => [name, checkedAt === null || isLate({ checkedAt, createdAt: 0 }, clock().getTime()) ? 1 : 0])),
    },
    {
      name: 'permanence_source_failing',
      help: 'Whether a list or a forum could not be read the last time',
      label: 'source',
      read: async () => new Map((await sourceList(database.reader)).sources.filter(({ active }) => active).map(({ name, failure }) => [name, failure === null ? 0 : 1])),
    },
    {
      name: 'permanence_ledger_gap',
      help: 'Messages of a mailbox that were missing, other ones or without their bytes at the last check',
      label: 'mailbox',
      read: async () => new Map((await mailboxList(database.reader)).mailboxes.flatMap(({ name, ledger }) => ledger?.checkedAt ? [[name, ledger.missing + ledger.differing + ledger.lost]] : [])),
    },
    { name: 'permanence_events_waiting', help: 'Events that have no position in the feed yet', read: async () => single(await waitingEvents(database)) },
    { name: 'permanence_consoles_connected', help: 'Live connections to this process', read: () => Promise.resolve(single(connected())) },
  ]
}
