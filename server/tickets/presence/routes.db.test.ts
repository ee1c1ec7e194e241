import { afterAll, beforeAll, expect, test } from 'vitest'
import { eachEngine } from '../../testing/databases.ts'
import { deskOn } from '../../testing/desk.ts'
import { served } from '../../testing/served.ts'
import { forgetPresence } from './actions.ts'
import { PRESENCE_MS, type Presences } from './contract.ts'

eachEngine('who has a ticket open', (open) => {
  let server: Awaited<ReturnType<typeof served>>
  let desk: ReturnType<typeof deskOn>
  let [nadia, jules] = [{ id: 0, cookie: '' }, { id: 0, cookie: '' }]
  let now = new Date()

  beforeAll(async () => {
    server = await served(open(), { clock: () => now })
    desk = deskOn(server, open())
    nadia = await server.agent('volunteer', 'Nadia')
    jules = await server.agent('volunteer', 'Jules')
  })
  afterAll(() => server.stop())

  const be = (id: number, cookie: string, { doing, status = 204 }: { doing: string, status?: number }) => desk.ask(`/tickets/${id}/presence`, { cookie, status, method: 'PUT', body: { doing } })
  const present = async (id: number, cookie: string) => (await desk.ask<Presences>(`/tickets/${id}/presence`, { cookie })).present
  const told = async (id: number) => (await open().reader('events').where({ type: 'ticket.presence' }).where('payload', 'like', `%"ticketId":${id}}%`)).length

  test('the others see it, and what one does', async () => {
    const { id } = await desk.ticket()
    await be(id, jules.cookie, { doing: 'reading' })
    expect(await present(id, nadia.cookie)).toMatchObject([{ agent: { id: jules.id, name: 'Jules' }, doing: 'reading' }])
    expect(await present(id, jules.cookie)).toEqual([])
    await be(id, jules.cookie, { doing: 'writing' })
    expect(await present(id, nadia.cookie)).toMatchObject([{ doing: 'writing' }])
    await desk.ask(`/tickets/${id}/presence`, { cookie: jules.cookie, status: 204, method: 'DELETE' })
    expect(await present(id, nadia.cookie)).toEqual([])
  })

  test('only news is told', async () => {
    const { id } = await desk.ticket()
    for (const doing of ['reading', 'reading', 'reading', 'writing']) await be(id, jules.cookie, { doing })
    expect(await told(id)).toBe(2)
  })

  test('whoever goes without a word is gone after a while', async () => {
    const { id } = await desk.ticket()
    await be(id, jules.cookie, { doing: 'reading' })
    now = new Date(now.getTime() + PRESENCE_MS + 1)
    expect(await present(id, nadia.cookie)).toEqual([])
    await open().transaction(db => forgetPresence({ db, now }))
    expect(await open().reader('presence').where({ ticket_id: id })).toEqual([])
  })

  test('there is nothing else to do but read and write', async () => {
    const { id } = await desk.ticket()
    await be(id, jules.cookie, { doing: 'sleeping', status: 422 })
  })
})
