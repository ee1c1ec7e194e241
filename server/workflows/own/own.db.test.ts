import { afterAll, beforeAll, expect, test } from 'vitest'
import { idsFrom } from '../../platform/ids.ts'
import { eachEngine } from '../../testing/databases.ts'
import { deskOn } from '../../testing/desk.ts'
import { served } from '../../testing/served.ts'
import { addBlocker } from '../../tickets/blockers/actions.ts'
import type { Call } from '../ports.ts'
import { ownActions } from './actions/all.ts'

eachEngine('what a workflow does to its own ticket', (open) => {
  let server: Awaited<ReturnType<typeof served>>
  let desk: ReturnType<typeof deskOn>
  let cookie = ''

  beforeAll(async () => {
    server = await served(open())
    desk = deskOn(server, open())
    cookie = (await server.agent('volunteer', 'Nadia')).cookie
  })
  afterAll(() => server.stop())

  let acts = 0
  const port = (name: string) => {
    const action = ownActions({ database: open(), clock: () => new Date(), newId: async () => (await idsFrom(open())(1))[0] ?? 0 })[name]
    if (!action) throw new Error(`no ${name}`)
    return action
  }
  const callOf = (ticketId: number | null, given: Call['with'], key = `${++acts}/x/1`): Call => ({
    key, with: given, run: { id: 5, ticketId, subject: 'pieds.example', rehearsal: false, example: null }, secret: () => Promise.reject(new Error('none')), now: Date.now(), signal: AbortSignal.timeout(60_000),
  })
  const statusOf = async (id: number) => (await desk.detail(cookie, id)).ticket.status

  test('a note is left once, however often it is tried, also at the same time', async () => {
    const { id } = await desk.ticket()
    const call = callOf(id, { text: 'Zone recopiée' })
    const results = [...await Promise.all([port('ticket.note').ensure(call), port('ticket.note').ensure(call)]), await port('ticket.note').ensure(call)]
    expect(new Set(results.map(result => JSON.stringify(result))).size).toBe(1)
    const notes = (await desk.detail(cookie, id)).messages.filter(({ kind }) => kind === 'note')
    expect(notes).toMatchObject([{ text: 'Zone recopiée', author: { name: 'pieds.example' } }])
    await expect(port('ticket.note').ensure(callOf(id, { text: ' ' }))).rejects.toMatchObject({ code: 'invalid' })
    await expect(port('ticket.note').ensure(callOf(null, { text: 'Seul' }))).rejects.toMatchObject({ code: 'conflict' })
  })

  test('a status is set once, and taken back as long as nobody has moved the ticket since', async () => {
    const { id } = await desk.ticket({ status: 'waiting', waiting_since: null })
    const call = callOf(id, { status: 'on-hold' })
    expect(await port('ticket.status').ensure(call)).toEqual({ done: { status: 'on-hold', before: 'waiting' } })
    await desk.ask(`/tickets/${id}/status`, { cookie, body: { status: 'open' } })
    await port('ticket.status').ensure(call)
    expect(await statusOf(id)).toBe('open')
    await port('ticket.status').undo?.({ ...call, result: { status: 'on-hold', before: 'waiting' } })
    expect(await statusOf(id)).toBe('open')

    const again = callOf(id, { status: 'on-hold' })
    await port('ticket.status').ensure(again)
    const takeBack = () => port('ticket.status').undo?.({ ...again, result: { status: 'on-hold', before: 'open' } })
    await takeBack()
    await takeBack()
    expect(await statusOf(id)).toBe('open')
    await desk.expectTrueCounts()
  })

  test('a run may close the ticket that it keeps open itself, and none that another keeps open', async () => {
    const { id } = await desk.ticket()
    const block = (refersTo: number) => open().transaction(db => addBlocker(db, id, { kind: 'run', refersTo, says: `run ${refersTo}`, at: new Date() }))
    await block(5)
    await block(6)
    await expect(port('ticket.status').ensure(callOf(id, { status: 'solved' }))).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('run 6') as unknown })
    await open().transaction(db => db('ticket_blockers').where({ refers_to: 6 }).delete())
    await port('ticket.status').ensure(callOf(id, { status: 'solved' }))
    expect(await statusOf(id)).toBe('solved')
    await expect(port('ticket.status').ensure(callOf(id, { status: 'lost' }))).rejects.toMatchObject({ code: 'invalid' })
  })
})
