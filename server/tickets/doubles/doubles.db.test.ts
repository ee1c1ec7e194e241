import { afterAll, beforeAll, expect, test } from 'vitest'
import { numberEvents } from '../../platform/feed.ts'
import { record } from '../../platform/record.ts'
import { eachEngine } from '../../testing/databases.ts'
import { deskOn } from '../../testing/desk.ts'
import { served } from '../../testing/served.ts'
import { followQuestions, hasNews } from './actions/follow.ts'

eachEngine('tickets that seem to be the same question', (open) => {
  let server: Awaited<ReturnType<typeof served>>
  let desk: ReturnType<typeof deskOn>
  let cookie = ''
  beforeAll(async () => {
    server = await served(open())
    desk = deskOn(server, open())
    cookie = (await server.agent('volunteer', 'Nadia')).cookie
  })
  afterAll(() => server.stop())

  let people = 0
  const somebody = () => `membre${++people}@pieds.example`
  const world = () => ({ database: open(), clock: () => new Date() })
  async function follow() {
    while (await numberEvents(open()) > 0);
    while (await followQuestions(world()) > 0);
  }
  async function asks(requester: string, values: Parameters<typeof desk.ticket>[0] = {}, text = 'Le site piedsverts.org affiche une erreur 503 depuis ce matin') {
    const ticket = await desk.ticket(values, requester)
    await open().transaction(async (db) => {
      await db('messages').where({ ticket_id: ticket.id }).update({ text })
      await record({ db, now: new Date() }, { type: 'ticket.opened', ticketId: ticket.id, messageId: ticket.firstMessageId })
    })
    return ticket
  }
  const doublesOn = async (id: number) => (await desk.detail(cookie, id)).doubles
  const marked = async (id: number) => (await desk.ask<{ tickets: { id: number, hasDouble: boolean }[] }>('/tickets', { cookie })).tickets.find(one => one.id === id)?.hasDouble

  test('are suggested on both a moment after the second came, once, and marked in the list', async () => {
    const who = somebody()
    const [first, second, apart] = [await asks(who, { created_at: Date.now() - 60_000 }), await asks(who, { channel: 'form' }), await asks(somebody())]
    await follow()
    expect(await doublesOn(second.id)).toMatchObject([{ id: first.id, channel: 'mail', intoId: first.id, mailbox: null }])
    expect(await doublesOn(first.id)).toMatchObject([{ id: second.id, channel: 'form', intoId: first.id }])
    expect([await marked(first.id), await marked(second.id), await marked(apart.id)]).toEqual([true, true, false])
    while (await numberEvents(open()) > 0);
    expect(await hasNews(world())).toBe(true)
    await follow()
    expect([await hasNews(world()), await doublesOn(apart.id)]).toEqual([false, []])
  })

  test('an agent who says they are two is asked no more, on either; it stands in the audit log of both', async () => {
    const who = somebody()
    const [one, other] = [await asks(who), await asks(who, { channel: 'form' })]
    await follow()
    await open().transaction(db => db('roles').insert({ name: 'Lecture', permissions: '["tickets:read"]', second_factor: false, created_at: 0 }))
    await desk.ask(`/tickets/${one.id}/not-double`, { cookie: (await server.agent('Lecture')).cookie, status: 403, body: { otherId: other.id } })
    await desk.ask(`/tickets/${one.id}/not-double`, { cookie, body: { otherId: other.id } })
    await desk.ask(`/tickets/${one.id}/not-double`, { cookie, status: 409, body: { otherId: one.id } })
    await follow()
    for (const { id } of [one, other]) {
      expect(await doublesOn(id)).toEqual([])
      expect(await desk.deeds(id)).toEqual(['ticket.not-double'])
    }
    expect((await desk.detail(cookie, one.id)).others).toMatchObject([{ id: other.id }])
  })

  test('made one, nothing is suggested any more; separated again, they count as two', async () => {
    const who = somebody()
    const [one, other] = [await asks(who), await asks(who, { channel: 'form' })]
    await follow()
    await desk.ask(`/tickets/${other.id}/merge`, { cookie, body: { intoId: one.id } })
    expect([await doublesOn(one.id), await marked(one.id)]).toEqual([[], false])
    const [merge] = (await desk.detail(cookie, one.id)).merged
    await desk.ask(`/merges/${merge?.id}/undo`, { cookie, method: 'POST' })
    expect(await doublesOn(one.id)).toEqual([])
  })

  test('both being over, it matters to nobody; the other one solved, it does', async () => {
    const who = somebody()
    const [one, other] = [await asks(who, { status: 'solved' }), await asks(who, { channel: 'form' })]
    await follow()
    expect(await doublesOn(other.id)).toMatchObject([{ id: one.id }])
    await open().transaction(db => db('tickets').where({ id: other.id }).update({ status: 'solved' }))
    expect(await doublesOn(other.id)).toEqual([])
  })

  test('a ticket that becomes somebody else’s is compared anew', async () => {
    const who = somebody()
    const [one, forwarded] = [await asks(who), await asks('collegue@coop.example', { channel: 'phone' })]
    await follow()
    expect(await doublesOn(forwarded.id)).toEqual([])
    await desk.ask(`/tickets/${forwarded.id}/requester`, { cookie, body: { address: who, name: 'Claire' } })
    await follow()
    expect(await doublesOn(one.id)).toMatchObject([{ id: forwarded.id }])
  })

  test('what a machine wrote, and what is old, is not compared', async () => {
    const who = somebody()
    const [robot, old] = [await asks(who), await asks(who, { created_at: Date.now() - 30 * 86_400_000 })]
    await open().transaction(db => db('messages').where({ ticket_id: robot.id }).update({ automatic: 'auto-generated' }))
    const now = await asks(who, { channel: 'form' })
    await follow()
    expect(await doublesOn(now.id)).toEqual([])
    expect((await desk.detail(cookie, now.id)).others.map(({ id }) => id).sort()).toEqual([robot.id, old.id].sort())
  })
})
