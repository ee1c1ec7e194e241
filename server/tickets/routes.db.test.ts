import { afterAll, beforeAll, expect, test } from 'vitest'
import { eachEngine } from '../testing/databases.ts'
import { given } from '../testing/given.ts'
import { served } from '../testing/served.ts'
import { TicketAnswer, TicketCounts, TicketDetail, TicketPage } from './contract.ts'

eachEngine('the routes of tickets', (open) => {
  let web: Awaited<ReturnType<typeof served>>
  let camille: Awaited<ReturnType<typeof web.agent>>

  beforeAll(async () => {
    web = await served(open())
    camille = await web.agent('volunteer', 'Camille')
  })
  afterAll(() => web.stop())

  const ticket = (values = {}) => given(open()).ticket(values)

  test.each([
    ['GET', '/api/tickets'], ['GET', '/api/tickets/counts'], ['GET', '/api/tickets/1'],
    ['POST', '/api/tickets/1/take'], ['POST', '/api/tickets/1/hand-back'], ['POST', '/api/tickets/1/notes'], ['POST', '/api/tickets/1/status'],
    ['GET', '/api/messages/1/html'], ['GET', '/api/messages/1/source'], ['GET', '/api/messages/1/attachments/1'],
  ])('%s %s without sign-in is refused', async (method, path) => {
    const response = await web.send(path, { method })
    expect(response.status).toBe(401)
    expect(await response.json()).toMatchObject({ code: 'unauthenticated' })
  })

  test('the list answers what the contract says', async () => {
    await ticket()
    const response = await web.send('/api/tickets?status=new,open', { cookie: camille.cookie })
    expect(response.status).toBe(200)
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(TicketPage.parse(await response.json()).tickets.length).toBeGreaterThan(0)
  })

  test.each(['status=lost', 'channel=pigeon', 'sort=sideways', 'assignee=everybody', `text=${'x'.repeat(201)}`, 'status=new&status=open', 'cursor=zzz'])('the list refuses %s', async (query) => {
    const response = await web.send(`/api/tickets?${query}`, { cookie: camille.cookie })
    expect(response.status).toBe(422)
    expect(await response.json()).toMatchObject({ code: 'invalid' })
  })

  test('the counts answer what the contract says', async () => {
    const response = await web.send('/api/tickets/counts', { cookie: camille.cookie })
    TicketCounts.parse(await response.json())
  })

  test('a ticket that does not exist, or an id that is none, is not found', async () => {
    for (const id of ['999999999', 'abc', '-1', '1.5', '99999999999999999999999', '1%27']) {
      expect((await web.send(`/api/tickets/${id}`, { cookie: camille.cookie })).status, id).toBe(404)
    }
  })

  test('take it, note on it, change its status, hand it back', async () => {
    const { id } = await ticket({ status: 'new' })
    const post = async (path: string, body: unknown = {}) => {
      const response = await web.send(`/api/tickets/${id}/${path}`, { cookie: camille.cookie, body })
      expect(response.ok, path).toBe(true)
      return TicketAnswer.parse(await response.json()).ticket
    }
    expect(await post('take')).toMatchObject({ id, status: 'open', assignee: { id: camille.id, name: 'Camille' } })
    expect(await post('notes', { text: 'Appelée ce matin' })).toMatchObject({ messageCount: 2 })
    expect(await post('status', { status: 'waiting' })).toMatchObject({ status: 'waiting' })
    expect(await post('hand-back')).toMatchObject({ assignee: null })

    const detail = TicketDetail.parse(await (await web.send(`/api/tickets/${id}`, { cookie: camille.cookie })).json())
    expect(detail.acts.map(({ did, to, agent }) => [did, to, agent])).toEqual([
      ['ticket.taken', null, 'Camille'], ['ticket.status-changed', 'waiting', 'Camille'], ['ticket.handed-back', null, 'Camille'],
    ])
    expect(detail.messages.map(({ kind, text, author }) => [kind, text, author.name])).toEqual([['note', 'Appelée ce matin', 'Camille']])
  })

  test('a ticket somebody else has taken is refused, and the refusal says who', async () => {
    const { id } = await ticket()
    const sacha = await web.agent('staff', 'Sacha')
    await web.send(`/api/tickets/${id}/take`, { cookie: sacha.cookie, body: {} })
    for (const act of ['take', 'hand-back']) {
      const response = await web.send(`/api/tickets/${id}/${act}`, { cookie: camille.cookie, body: {} })
      expect(response.status).toBe(409)
      expect(await response.json()).toMatchObject({ code: 'conflict', message: expect.stringContaining('Sacha') as unknown })
    }
  })

  test.each([
    ['status', { status: 'new' }], ['status', { status: 'lost' }], ['status', {}], ['status', []],
    ['notes', { text: '   ' }], ['notes', {}], ['notes', { text: 'x'.repeat(100_001) }],
  ])('a bad body for %s is refused: %j', async (path, body) => {
    const { id } = await ticket()
    const response = await web.send(`/api/tickets/${id}/${path}`, { cookie: camille.cookie, body })
    expect(response.status).toBe(422)
    expect(await response.json()).toMatchObject({ code: 'invalid' })
  })

  test('malformed JSON is bad input; too much of it too', async () => {
    const { id } = await ticket()
    const malformed = await web.send(`/api/tickets/${id}/notes`, { cookie: camille.cookie, body: '{"text":' })
    expect([malformed.status, await malformed.json()]).toEqual([400, expect.objectContaining({ code: 'invalid' })])
    const huge = await web.send(`/api/tickets/${id}/notes`, { cookie: camille.cookie, body: { text: 'x'.repeat(1_100_000) } })
    expect([huge.status, await huge.json()]).toEqual([413, expect.objectContaining({ code: 'invalid' })])
  })
})
