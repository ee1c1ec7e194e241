import { createServer } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { io, type Socket } from 'socket.io-client'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { Changes, type Change } from './notify/contract.ts'
import { numberEvents } from './platform/feed.ts'
import type { DomainEvent } from './platform/events.ts'
import { record } from './platform/record.ts'
import { eachEngine } from './testing/databases.ts'
import { given } from './testing/given.ts'
import { served } from './testing/served.ts'

eachEngine('the web server', (open) => {
  let web: Awaited<ReturnType<typeof served>>
  let agent: Awaited<ReturnType<typeof web.agent>>
  const sockets: Socket[] = []

  beforeAll(async () => {
    web = await served(open())
    agent = await web.agent('volunteer')
  })
  afterEach(() => { for (const socket of sockets.splice(0)) socket.disconnect() })
  afterAll(() => web.stop())

  const tell = (...events: DomainEvent[]) => open().transaction(db => record({ db, now: new Date() }, ...events))
  /** Everything numbered, as the feed's worker does it. */
  const number = async () => { while (await numberEvents(open()) > 0); }

  function connect(headers: Record<string, string>, url = web.url) {
    const socket = io(url, { forceNew: true, reconnection: false, transports: ['websocket'], extraHeaders: headers })
    sockets.push(socket)
    const changes: Change[] = []
    const emissions: number[] = []
    socket.on('changes', (told: unknown) => { changes.push(...Changes.parse(told)); emissions.push(performance.now()) })
    const ready = new Promise<string>((resolve) => {
      socket.on('connect', () => resolve('connected'))
      socket.on('connect_error', error => resolve(error.message))
    })
    const gone = new Promise<string>(resolve => socket.on('disconnect', resolve))
    return { socket, changes, emissions, ready, gone }
  }

  const until = async (condition: () => boolean, what: string) => {
    for (const end = Date.now() + 5000; !condition(); await wait(5)) if (Date.now() > end) throw new Error(`waited in vain for ${what}`)
  }

  describe('live', () => {
    test('without a session the connection is refused as unauthenticated', async () => {
      expect(await connect({}).ready).toBe('unauthenticated')
      expect(await connect({ cookie: 'permanence_session=nonsense' }).ready).toBe('unauthenticated')
    })

    test('another site\'s page is refused, whatever cookie its browser sends', async () => {
      expect(await connect({ cookie: agent.cookie, origin: 'https://evil.example' }).ready).toBe('unauthenticated')
      expect(await connect({ cookie: agent.cookie, origin: web.url }).ready).toBe('connected')
    })

    test('what was numbered is told within a tenth of a second, with ids only', async () => {
      const { ready, changes } = connect({ cookie: agent.cookie })
      expect(await ready).toBe('connected')
      const delays: number[] = []
      for (let ticketId = 1; ticketId <= 10; ticketId++) {
        await tell({ type: 'ticket.opened', ticketId, messageId: ticketId })
        await number()
        const start = performance.now()
        await until(() => changes.length === ticketId, `ticket ${ticketId}`)
        delays.push(performance.now() - start)
      }
      expect(changes).toEqual(Array.from({ length: 10 }, (_, index) => ({ about: 'ticket', ticketId: index + 1, isNew: true })))
      // The slowest of ten may meet a busy machine.
      expect(delays.sort((a, b) => a - b)[7]).toBeLessThan(150)
    })

    test('nothing is told before it has its position, nor what happened before the server began', async () => {
      const { ready, changes } = connect({ cookie: agent.cookie })
      await ready
      await tell({ type: 'ticket.changed', ticketId: 77 })
      await wait(200)
      expect(changes).toEqual([])
      await number()
      await until(() => changes.length > 0, 'the change')
      expect(changes).toEqual([{ about: 'ticket', ticketId: 77, isNew: false }])
    })

    test('a flood is told in few, bounded emissions', async () => {
      const { ready, changes, emissions } = connect({ cookie: agent.cookie })
      await ready
      await tell(...Array.from({ length: 1200 }, (_, index): DomainEvent => ({ type: 'ticket.changed', ticketId: 1000 + index % 600 })))
      await number()
      await until(() => new Set(changes.map(change => change.about === 'ticket' && change.ticketId)).size === 600, 'all 600 tickets')
      expect(emissions.length).toBeLessThanOrEqual(10)
    })

    test('every process tells its own consoles', async () => {
      const other = await served(open())
      const [here, there] = [connect({ cookie: agent.cookie }), connect({ cookie: agent.cookie }, other.url)]
      await Promise.all([here.ready, there.ready])
      await tell({ type: 'mailbox.changed', mailboxId: 5 })
      await number()
      await until(() => here.changes.length > 0 && there.changes.length > 0, 'both')
      expect(there.changes).toEqual([{ about: 'mailbox', mailboxId: 5 }])
      await other.stop()
      expect(await there.gone).toBeTruthy()
    })
  })

  describe('health', () => {
    test('alive, and ready', async () => {
      expect((await web.send('/healthz')).status).toBe(200)
      await number()
      const ready = await web.send('/readyz')
      expect([ready.status, await ready.json()]).toEqual([200, { status: 'ready' }])
    })

    test('not ready while events wait for a feed that does not move', async () => {
      await open().transaction(db => record({ db, now: new Date(Date.now() - 120_000) }, { type: 'ticket.changed', ticketId: 1 }))
      const stuck = await web.send('/readyz')
      expect([stuck.status, await stuck.json()]).toEqual([503, { status: 'not ready', troubles: [expect.stringContaining('feed')] }])
      await number()
      expect((await web.send('/readyz')).status).toBe(200)
    })

    test('not ready while a migration is missing', async () => {
      await open().transaction(async (db) => {
        await db('migrations').where('name', 'like', '%_audit.ts').update({ name: 'renamed.ts' })
      })
      const behind = await web.send('/readyz')
      expect([behind.status, await behind.json()]).toEqual([503, { status: 'not ready', troubles: [expect.stringContaining('permanence migrate')] }])
      await open().transaction(async (db) => {
        await db('migrations').where({ name: 'renamed.ts' }).update({ name: '20261122T0910_audit.ts' })
      })
    })

    test('figures: requests by template, intakes by state, ages, waiting events, connected consoles', async () => {
      await given(open()).mailbox({ name: 'support', checked_at: Date.now() - 5000 })
      await open().transaction(db => db('intakes').insert({ id: 1, source: 'smtp', size: 1, state: 'quarantined', reason: 'x', created_at: 1 }))
      await tell({ type: 'ticket.changed', ticketId: 1 })
      await connect({ cookie: agent.cookie }).ready
      await web.send('/api/tickets/424242', { cookie: agent.cookie })
      const response = await web.send('/metrics')
      const text = await response.text()
      await number()
      expect(response.headers.get('content-type')).toContain('text/plain')
      expect(text).toContain('permanence_http_request_duration_seconds_count{method="GET",route="/api/tickets/:id",status="404"}')
      expect(text).not.toContain('424242')
      expect(text).toContain('permanence_intakes{state="quarantined"} 1')
      expect(text).toMatch(/permanence_mailbox_age_seconds\{mailbox="support"\} [5-9]/)
      expect(text).toMatch(/permanence_events_waiting 1\n/)
      expect(text).toMatch(/permanence_consoles_connected [1-9]/)
      expect(text).toContain('process_cpu_seconds_total')
    })
  })

  test('an address of the API that does not exist is told so in JSON', async () => {
    for (const path of ['/api/nothing', '/api']) {
      const response = await web.send(path, { cookie: agent.cookie, headers: { accept: 'text/html' } })
      expect([response.status, await response.json()]).toEqual([404, expect.objectContaining({ code: 'not-found' })])
    }
  })

  test('a port that is taken is an error of the start, and leaves nothing running', async () => {
    const taken = createServer()
    const port = await new Promise<number>(resolve => taken.listen(0, '127.0.0.1', () => resolve((taken.address() as { port: number }).port)))
    await expect(served(open(), {}, port)).rejects.toMatchObject({ code: 'EADDRINUSE' })
    taken.close()
  })
})
