import { afterAll, beforeAll, expect, test } from 'vitest'
import { eachEngine } from '../../testing/databases.ts'
import { deskOn } from '../../testing/desk.ts'
import { given } from '../../testing/given.ts'
import { served } from '../../testing/served.ts'
import { hashOf } from '../filing/thread-hash.ts'

eachEngine('merging', (open) => {
  let server: Awaited<ReturnType<typeof served>>
  let desk: ReturnType<typeof deskOn>
  let cookie = ''

  beforeAll(async () => {
    server = await served(open())
    desk = deskOn(server, open())
    cookie = (await server.agent('volunteer', 'Nadia')).cookie
    await desk.mailbox()
  })
  afterAll(() => server.stop())

  const merge = (id: number, intoId: number, status = 200) => desk.ask<{ ticket: { id: number } }>(`/tickets/${id}/merge`, { cookie, status, body: { intoId } })
  const undo = (mergeId: number | undefined, status = 200) => desk.ask(`/merges/${mergeId}/undo`, { cookie, status, method: 'POST' })
  const row = (id: number) => open().reader('tickets').where({ id }).first<Record<string, unknown>>('status', 'merged_into_id', 'message_count', 'waiting_since')
  const claim = (ticketId: number, name: string) => open().transaction(db => db('thread_ids').insert({ hash: hashOf(`<${name}>`), ticket_id: ticketId, message_id: null }))
  const ownerOf = async (name: string) => (await open().reader('thread_ids').where({ hash: hashOf(`<${name}>`) }).first<{ ticket_id: number }>('ticket_id')).ticket_id

  async function two() {
    const [one, other] = [await desk.ticket({}, 'claire@pieds.example'), await desk.ticket({ status: 'waiting', waiting_since: null }, 'samia@pieds.example')]
    await claim(one.id, `first-${one.id}`)
    await desk.ask(`/tickets/${one.id}/questions`, { cookie, status: 201, body: { text: 'Allô ?', subject: 'Domaine', to: [{ address: 'gandi@registrar.example', name: 'Gandi' }] } })
    return { one, other }
  }

  test('everything said on the one stands on the other, and its reference leads there', async () => {
    const { one, other } = await two()
    expect((await merge(one.id, other.id)).ticket).toMatchObject({ id: other.id, status: 'open', messageCount: 3 })
    const detail = await desk.detail(cookie, one.id)
    expect(detail.ticket.id).toBe(other.id)
    expect(detail.messages).toHaveLength(3)
    expect(detail.participants.map(({ address }) => address)).toEqual(['samia@pieds.example', 'claire@pieds.example'])
    expect(detail.sides).toMatchObject([{ subject: 'Domaine', participants: [{ address: 'gandi@registrar.example' }] }])
    expect(detail.merged).toMatchObject([{ ticketId: one.id, reference: one.reference }])
    expect(await ownerOf(`first-${one.id}`)).toBe(other.id)
    expect((await desk.mails(other.id))).toHaveLength(1)
    expect(await row(one.id)).toMatchObject({ status: 'merged', merged_into_id: other.id })
    await desk.expectTrueCounts()
  })

  test('undone, each stands as before, but for what was said since', async () => {
    const { one, other } = await two()
    const [was, wasOther] = [await row(one.id), await row(other.id)]
    await merge(one.id, other.id)
    await desk.ask(`/tickets/${other.id}/notes`, { cookie, status: 201, body: { text: 'Ensemble' } })
    const [known] = (await desk.detail(cookie, other.id)).merged
    await undo(known?.id)

    expect(await row(one.id)).toEqual(was)
    expect(await row(other.id)).toMatchObject({ ...wasOther, status: 'open', waiting_since: expect.anything(), message_count: 2 })
    const [first, second] = [await desk.detail(cookie, one.id), await desk.detail(cookie, other.id)]
    expect(first.messages).toHaveLength(2)
    expect(first.sides).toHaveLength(1)
    expect(second.messages.map(({ text }) => text)).toContain('Ensemble')
    expect(second.participants.map(({ address }) => address)).toEqual(['samia@pieds.example'])
    expect([second.sides, second.merged]).toEqual([[], []])
    expect(await ownerOf(`first-${one.id}`)).toBe(one.id)
    expect(await desk.mails(one.id)).toHaveLength(1)
    await desk.expectTrueCounts()
    await undo(known?.id, 404)
  })

  test('a reply taken back meanwhile leaves neither ticket as if it had been sent', async () => {
    const [one, other] = [await desk.ticket(), await desk.ticket({}, 'samia@pieds.example')]
    const was = await row(one.id)
    const { messageId } = await desk.ask<{ messageId: number }>(`/tickets/${one.id}/replies`, { cookie, status: 201, body: { text: 'Bonjour', to: [{ address: 'claire@pieds.example', name: '' }], seenVersion: 1 } })
    await merge(one.id, other.id)
    const later = Date.now() + 60_000
    await given(open()).message({ ticket_id: other.id, from_address: 'samia@pieds.example', created_at: later })
    await open().transaction(db => db('tickets').where({ id: other.id }).update({ last_message_id: messageId, activity_at: later, message_count: 4 }))
    await desk.ask(`/messages/${messageId}/undo`, { cookie, method: 'POST' })
    expect(await open().reader('tickets').where({ id: other.id }).first('activity_at', 'message_count')).toMatchObject({ activity_at: later, message_count: 3 })
    await undo((await desk.detail(cookie, other.id)).merged[0]?.id)
    expect(await row(one.id)).toMatchObject({ status: was?.['status'], waiting_since: was?.['waiting_since'], message_count: 1 })
    await desk.expectTrueCounts()
  })

  test('whoever came with it and has spoken since stays', async () => {
    const { one, other } = await two()
    await merge(one.id, other.id)
    await given(open()).message({ ticket_id: other.id, from_address: 'Claire@pieds.example' })
    await undo((await desk.detail(cookie, other.id)).merged[0]?.id)
    expect((await desk.detail(cookie, other.id)).participants.map(({ address }) => address)).toEqual(['samia@pieds.example', 'claire@pieds.example'])
  })

  test('one after the other, undone in turn', async () => {
    const [a, b, c] = [await desk.ticket(), await desk.ticket(), await desk.ticket()]
    await merge(a.id, b.id)
    const [first] = (await desk.detail(cookie, b.id)).merged
    await merge(b.id, c.id)
    await undo(first?.id, 409)
    const [second] = (await desk.detail(cookie, c.id)).merged
    expect(second?.ticketId).toBe(b.id)
    await undo(second?.id)
    await undo(first?.id)
    for (const { id } of [a, b, c]) expect((await desk.detail(cookie, id)).messages).toHaveLength(1)
    await desk.expectTrueCounts()
  })

  test('a ticket does not go into itself, nor into none', async () => {
    const { one, other } = await two()
    await merge(one.id, one.id, 409)
    await merge(one.id, 999_999_999, 404)
    await merge(one.id, other.id)
    await merge(one.id, other.id, 409)
  })

  test('two merges of the same tickets in both directions end in one', async () => {
    const { one, other } = await two()
    const send = (id: number, intoId: number) => server.send(`/api/tickets/${id}/merge`, { cookie, body: { intoId } })
    const statuses = (await Promise.all([send(one.id, other.id), send(other.id, one.id)])).map(({ status }) => status)
    expect(statuses.sort()).toEqual([200, 409])
    await desk.expectTrueCounts()
  })
})
