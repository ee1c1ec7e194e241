import { setTimeout as wait } from 'node:timers/promises'
import { io, type Socket } from 'socket.io-client'
import { openDatabase } from '../server/platform/db.ts'
import { record } from '../server/platform/record.ts'
import { prepareInstallation, signIn } from '../server/testing/installation.ts'
import { percentile, type Figure } from './report.ts'
import { ENGINES, nameOf, type Engine, type Stores } from './stores.ts'

const EMAIL = 'alice@coop.example'
const BAR_MS = 500

export type LiveSettings = { consoles: number, perSecond: number, seconds: number }

/** From the commit of a change, made by another process, until each open console has heard of it. */
export async function live(stores: Stores, settings: LiveSettings): Promise<Figure[]> {
  const figures: Figure[] = []
  for (const engine of ENGINES) figures.push(...await onEngine(stores, engine, settings))
  return figures
}

async function onEngine(stores: Stores, engine: Engine, settings: LiveSettings): Promise<Figure[]> {
  const store = await stores.make(engine, 0)
  const installation = prepareInstallation({ env: store.env })
  const sockets: Socket[] = []
  try {
    installation.addAgent(EMAIL)
    const { url } = await installation.serve()
    const cookie = await signIn(url, EMAIL)
    const committed = new Map<number, number>()
    const delays: number[] = []
    for (let index = 0; index < settings.consoles; index++) sockets.push(await openSocket(url, cookie))
    for (const socket of sockets) {
      socket.on('changes', (changes: { ticketId: number }[]) => {
        for (const { ticketId } of changes) delays.push(performance.now() - (committed.get(ticketId) ?? Number.NaN))
      })
    }
    await change(store.url, committed, settings)
    await wait(2_000)
    const expected = committed.size * settings.consoles
    const p95 = percentile(delays, 0.95)
    return [
      { bench: 'live', what: `${nameOf(engine)}: told, of ${expected}`, value: delays.length, unit: '', bar: String(expected), good: delays.length === expected },
      { bench: 'live', what: `${nameOf(engine)}: ${settings.consoles} consoles, ${settings.perSecond} changes/s, p95`, value: p95, unit: 'ms', bar: `< ${BAR_MS} ms`, good: p95 < BAR_MS },
    ]
  }
  finally {
    for (const socket of sockets) socket.close()
    await installation.remove()
  }
}

async function openSocket(url: string, cookie: string): Promise<Socket> {
  const socket = io(url, { transports: ['websocket'], extraHeaders: { cookie }, forceNew: true })
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('connect_error', reject))
  return socket
}

async function change(databaseUrl: string, committed: Map<number, number>, { perSecond, seconds }: LiveSettings) {
  const database = openDatabase(databaseUrl)
  const begun = performance.now()
  for (let index = 1; index <= perSecond * seconds; index++) {
    await wait(Math.max(0, begun + index * 1000 / perSecond - performance.now()))
    await database.transaction(db => record({ db, now: new Date() }, { type: 'ticket.changed', ticketId: index }))
    committed.set(index, performance.now())
  }
  await database.close()
}
