import { afterAll, beforeAll, expect, test } from 'vitest'
import { signerOf } from '../../platform/signing.ts'
import { eachEngine } from '../../testing/databases.ts'
import { deskOn } from '../../testing/desk.ts'
import { given } from '../../testing/given.ts'
import { served, testSecrets } from '../../testing/served.ts'
import { closeSolved } from '../actions/close-solved.ts'
import { file, ticketsOf } from '../filing/actions.ts'
import type { Filing } from '../filing/filing.ts'
import { portalKey } from '../portal-key.ts'
import { SOLVED_MS } from '../status.ts'
import { addBlocker, removeBlocker } from './actions.ts'

const signer = signerOf(testSecrets.signingKey)
const CLAIRE = 'claire@pieds.example'
const NOTHING: Filing = { opened: [], changed: [], messages: [], participants: [], claims: [], discussions: { opened: [], changed: [] }, speakers: [], edits: [], publications: [], confirmations: [], moderations: [], merges: [] }

eachEngine('a ticket that something keeps open', (open) => {
  let server: Awaited<ReturnType<typeof served>>
  let desk: ReturnType<typeof deskOn>
  let cookie = ''
  let run = 0

  beforeAll(async () => {
    server = await served(open())
    desk = deskOn(server, open())
    cookie = (await server.agent('volunteer', 'Nadia')).cookie
    await desk.mailbox()
  })
  afterAll(() => server.stop())

  const block = async (ticketId: number, refersTo = ++run) => {
    await open().transaction(db => addBlocker(db, ticketId, { kind: 'run', refersTo, says: 'Déménagement de pieds.example', at: new Date(5) }))
    return refersTo
  }
  const blocked = async (values: Record<string, unknown> = {}) => {
    const ticket = await desk.ticket(values)
    return { ...ticket, run: await block(ticket.id) }
  }
  const setStatus = (id: number, body: object, status = 200) => desk.ask<Record<string, unknown>>(`/tickets/${id}/status`, { cookie, status, body })
  const reply = (id: number, body: object, status: number) => desk.ask(`/tickets/${id}/replies`, { cookie, status, body: { text: 'Voilà', to: [{ address: CLAIRE, name: 'Claire' }], seenVersion: 1, status: 'solved', ...body } })
  const detail = (id: number) => desk.detail(cookie, id)

  test('is closed by nobody unawares, and by whoever says why', async () => {
    const ticket = await blocked()
    for (const status of ['solved', 'closed']) {
      expect(await setStatus(ticket.id, { status }, 409)).toMatchObject({ code: 'conflict', blockers: [{ kind: 'run', refersTo: ticket.run, says: 'Déménagement de pieds.example' }] })
    }
    await setStatus(ticket.id, { status: 'on-hold' })
    await setStatus(ticket.id, { status: 'solved', overrule: ' ' }, 422)
    await setStatus(ticket.id, { status: 'closed', overrule: 'Elle est partie ailleurs' })
    const { ticket: { status }, acts, blockers } = await detail(ticket.id)
    expect(status).toBe('closed')
    expect(blockers).toEqual([{ kind: 'run', refersTo: ticket.run, says: 'Déménagement de pieds.example', since: 5 }])
    expect(acts).toContainEqual({ at: expect.any(Number) as number, agent: 'Nadia', did: 'ticket.overruled', to: 'Elle est partie ailleurs' })
  })

  test('is not solved by an answer either, which stays unsent', async () => {
    const { id } = await blocked()
    await reply(id, {}, 409)
    expect(await desk.mails(id)).toEqual([])
    await reply(id, { overrule: 'Le parcours finit seul' }, 201)
    expect((await detail(id)).ticket.status).toBe('solved')
  })

  test('closes like any other once it is over, and is added once', async () => {
    const ticket = await blocked()
    await block(ticket.id, ticket.run)
    expect((await detail(ticket.id)).blockers).toHaveLength(1)
    await open().transaction(db => removeBlocker(db, { kind: 'run', refersTo: ticket.run }))
    await setStatus(ticket.id, { status: 'solved' })
    await expect(block(99_999_999)).rejects.toMatchObject({ code: 'not-found' })
  })

  test('is left alone after thirty days', async () => {
    const now = new Date('2031-01-01')
    const { id } = await blocked({ status: 'solved', solved_at: now.getTime() - SOLVED_MS - 5 })
    while (await closeSolved({ database: open(), clock: () => now }) > 0);
    expect((await detail(id)).ticket.status).toBe('solved')
  })

  test('stays open when its member says that it is solved, and the agents see that they did', async () => {
    const { id, reference } = await blocked({ status: 'waiting', waiting_since: null })
    for (const time of [1, 2]) {
      const response = await server.send(`/aide/${reference}/${portalKey({ ticketId: id, address: CLAIRE }, signer)}/close`, { method: 'POST', body: '', headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' } })
      expect(response.status, `time ${time}`).toBe(303)
    }
    const { ticket, acts } = await detail(id)
    expect(ticket).toMatchObject({ status: 'open', waitingSince: expect.any(Number) as number })
    expect(acts.map(({ did }) => did)).toEqual(['ticket.said-solved'])
    await desk.expectTrueCounts()
  })

  test('stays open when it is said where mails and posts come in', async () => {
    const { id } = await blocked({ status: 'waiting' })
    await open().transaction(async (db) => {
      const before = (await ticketsOf({ db }, { hashes: [], ticketIds: [id], references: [] })).tickets.get(id)
      if (!before) throw new Error('no ticket')
      await file({ db, now: new Date(9000), actor: { kind: 'system', name: 'mail-in' } }, { ...NOTHING, changed: [{ before, after: { ...before, status: 'solved', waitingSince: null } }] }, new Set())
    })
    const { ticket, acts } = await detail(id)
    expect(ticket.status).toBe('open')
    expect(acts.map(({ did }) => did)).toEqual(['ticket.said-solved'])
    await desk.expectTrueCounts()
  })

  test('takes what keeps it open with it into another, which is not over any more, and back', async () => {
    const [from, into] = [await blocked({ status: 'waiting', waiting_since: null }), await desk.ticket({ status: 'solved', solved_at: 5 })]
    await desk.ask(`/tickets/${from.id}/merge`, { cookie, body: { intoId: into.id } })
    const together = await detail(into.id)
    expect([together.ticket.status, together.blockers.map(({ refersTo }) => refersTo)]).toEqual(['open', [from.run]])
    // What comes later by the old name holds the ticket that it went into.
    const later = await block(from.id)
    await desk.ask(`/merges/${together.merged[0]?.id}/undo`, { cookie, method: 'POST' })
    expect((await detail(from.id)).blockers.map(({ refersTo }) => refersTo)).toEqual([from.run])
    expect((await detail(into.id)).blockers.map(({ refersTo }) => refersTo)).toEqual([later])
  })

  test('keeps it when messages are split off', async () => {
    const { id, run } = await blocked()
    const { id: messageId } = await given(open()).message({ ticket_id: id, from_address: 'tom@web.example' })
    const { ticket } = await desk.ask<{ ticket: { id: number } }>(`/tickets/${id}/split`, { cookie, status: 201, body: { messageIds: [messageId], subject: 'Autre chose' } })
    expect((await detail(id)).blockers).toMatchObject([{ refersTo: run }])
    expect((await detail(ticket.id)).blockers).toEqual([])
  })
})
