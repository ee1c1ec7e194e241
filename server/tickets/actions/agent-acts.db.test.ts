import { beforeAll, describe, expect, test } from 'vitest'
import type { Context } from '../../platform/context.ts'
import { idsFrom, type Ids } from '../../platform/ids.ts'
import { eachEngine } from '../../testing/databases.ts'
import { given } from '../../testing/given.ts'
import type { TicketStatus } from '../contract.ts'
import { moveCounts } from '../counts/store.ts'
import { ticketCounts, ticketRow } from '../queries.ts'
import { handBack } from './hand-back.ts'
import { note } from './note.ts'
import { setStatus } from './set-status.ts'
import { take } from './take.ts'

const NOW = new Date('2026-11-22T18:00:00Z')

eachEngine('what agents do with tickets', (open) => {
  let [camille, sacha] = [0, 0]
  let ids: Ids

  beforeAll(async () => {
    camille = (await given(open()).agent({ name: 'Camille', email: 'camille@coop.example' })).id
    sacha = (await given(open()).agent({ name: 'Sacha' })).id
    ids = idsFrom(open())
  })

  const as = <T>(agentId: number, act: (context: Context) => Promise<T>) =>
    open().transaction(db => act({ db, now: NOW, actor: { kind: 'agent', id: agentId } }))

  async function newTicket(values: { status?: TicketStatus, waiting_since?: number | null, closed_at?: number | null, merged_into_id?: number } = {}) {
    const ticket = await given(open()).ticket(values)
    await open().transaction(db => moveCounts(db, [{ from: null, to: { status: values.status ?? 'new', channel: 'mail', assigneeId: 0 } }]))
    return ticket.id
  }

  const stored = (id: number) => open().reader('tickets').where({ id }).first<Record<string, unknown>>('status', 'assignee_id', 'waiting_since', 'closed_at', 'touched', 'message_count', 'last_message_id', 'activity_at')
  const deeds = async (ticketId: number) => (await open().reader('audit').where({ ticket_id: ticketId }).orderBy('id').select<{ did: string, actor: string }[]>('did', 'actor')).map(({ did, actor }) => `${actor} ${did}`)
  const events = async (ticketId: number) => (await open().reader('events').where('payload', 'like', `%"ticketId":${ticketId}%`).orderBy('id').select<{ type: string }[]>('type')).map(({ type }) => type)

  /** The counts kept are those one finds by counting. */
  async function expectTrueCounts() {
    const kept = (await ticketCounts(open().reader, camille)).counts.map(({ status, assignee, tickets }) => `${status} ${assignee} ${tickets}`).sort()
    const rows = await open().reader('tickets').select<{ status: string, assignee: number }[]>('status', { assignee: 'assignee_id' })
    const counted = Map.groupBy(rows.filter(({ status }) => status !== 'merged'), ({ status, assignee }) => `${status} ${assignee === 0 ? 'none' : assignee === camille ? 'me' : 'other'}`)
    expect(kept).toEqual([...counted].map(([place, some]) => `${place} ${some.length}`).sort())
  }

  describe('take', () => {
    test('gives it to whoever asks first; a new ticket is open from then on', async () => {
      const id = await newTicket()
      await as(camille, context => take(context, id))
      expect(await stored(id)).toMatchObject({ assignee_id: camille, status: 'open', touched: 1 })
      expect(await deeds(id)).toEqual([`agent:${camille} ticket.taken`])
      expect(await events(id)).toEqual(['ticket.changed'])
      await expectTrueCounts()
    })

    test('twice does nothing the second time', async () => {
      const id = await newTicket()
      await as(camille, context => take(context, id))
      await as(camille, context => take(context, id))
      expect(await deeds(id)).toHaveLength(1)
      expect(await events(id)).toHaveLength(1)
    })

    test('of two at once, one has it and the other is told who', async () => {
      for (let round = 0; round < 5; round++) {
        const id = await newTicket()
        const results = await Promise.allSettled([camille, sacha].map(agent => as(agent, context => take(context, id))))
        expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
        expect(results.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'conflict', message: expect.stringMatching(/Camille|Sacha/) as unknown } })
      }
      await expectTrueCounts()
    })

    test('over from an absent colleague, when one knows whose it is', async () => {
      const id = await newTicket()
      await as(camille, context => take(context, id))
      await expect(as(sacha, context => take(context, id, { from: sacha }))).rejects.toMatchObject({ code: 'conflict' })
      await as(sacha, context => take(context, id, { from: camille }))
      expect(await stored(id)).toMatchObject({ assignee_id: sacha })
      await expectTrueCounts()
    })

    test('after it was handed back, anybody may have it', async () => {
      const id = await newTicket()
      await as(camille, context => take(context, id))
      await as(camille, context => handBack(context, id))
      await as(sacha, context => take(context, id))
      expect(await stored(id)).toMatchObject({ assignee_id: sacha, status: 'open' })
      await expectTrueCounts()
    })
  })

  describe('hand back', () => {
    test('what somebody else has taken stays theirs', async () => {
      const id = await newTicket()
      await as(sacha, context => take(context, id))
      await expect(as(camille, context => handBack(context, id))).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('Sacha') as unknown })
    })

    test('what nobody has is left alone', async () => {
      const id = await newTicket()
      await as(camille, context => handBack(context, id))
      expect(await events(id)).toEqual([])
      expect(await stored(id)).toMatchObject({ touched: 0 })
    })
  })

  describe('status', () => {
    const at = NOW.getTime()

    test.each<[TicketStatus, TicketStatus, Record<string, unknown>]>([
      ['open', 'solved', { waiting_since: null, closed_at: null }],
      ['open', 'waiting', { waiting_since: null, closed_at: null }],
      ['open', 'on-hold', { waiting_since: 5, closed_at: null }],
      ['open', 'closed', { waiting_since: null, closed_at: at }],
    ])('from %s to %s', async (from, status, clocks) => {
      const id = await newTicket({ status: from, waiting_since: 5 })
      await as(camille, context => setStatus(context, id, { status: status === 'new' ? 'open' : status }))
      expect(await stored(id)).toMatchObject({ status, touched: 1, ...clocks })
      expect(await deeds(id)).toEqual([`agent:${camille} ticket.status-changed`])
      expect(await events(id)).toEqual(['ticket.changed'])
      await expectTrueCounts()
    })

    test('a closed ticket may be opened again: its requester waits from then on', async () => {
      const id = await newTicket({ status: 'closed', closed_at: 7 })
      await as(camille, context => setStatus(context, id, { status: 'open' }))
      expect(await stored(id)).toMatchObject({ status: 'open', closed_at: null, waiting_since: at })
    })

    test('the one it has already changes nothing', async () => {
      const id = await newTicket({ status: 'open', waiting_since: 5 })
      await as(camille, context => setStatus(context, id, { status: 'open' }))
      expect(await stored(id)).toMatchObject({ waiting_since: 5, touched: 0 })
      expect(await events(id)).toEqual([])
    })
  })

  describe('note', () => {
    const write = async (ticketId: number) => {
      const [messageId = 0] = await ids(1)
      await as(camille, context => note(context, ticketId, { messageId, text: 'Vu au téléphone' }))
      return messageId
    }

    test('is a message of the agent, told and counted; the status stays', async () => {
      const id = await newTicket({ status: 'waiting' })
      const messageId = await write(id)
      expect(await open().reader('messages').where({ id: messageId }).first<Record<string, unknown>>()).toMatchObject({ ticket_id: id, kind: 'note', agent_id: camille, from_name: 'Camille', from_address: 'camille@coop.example', text: 'Vu au téléphone' })
      expect(await stored(id)).toMatchObject({ status: 'waiting', message_count: 2, last_message_id: messageId, activity_at: NOW.getTime(), touched: 1 })
      expect(await events(id)).toEqual(['ticket.message-added'])
    })

    test('a closed ticket takes one too', async () => {
      const id = await newTicket({ status: 'closed' })
      await write(id)
      expect(await stored(id)).toMatchObject({ status: 'closed', message_count: 2 })
    })

    test('written while the ticket was merged into another, it is on the other', async () => {
      const into = await newTicket()
      const from = await given(open()).ticket({ status: 'merged', merged_into_id: into })
      const messageId = await write(from.id)
      expect(await open().reader('messages').where({ id: messageId }).first('ticket_id')).toMatchObject({ ticket_id: into })
    })
  })

  test('a ticket that does not exist is refused, and nothing is left behind', async () => {
    const before = await open().reader('events').count({ n: '*' }) as unknown
    for (const act of [take, handBack, (context: Context, id: number) => setStatus(context, id, { status: 'open' }), (context: Context, id: number) => note(context, id, { messageId: 1, text: 'x' })]) {
      await expect(as(camille, context => act(context, 4))).rejects.toMatchObject({ code: 'not-found' })
    }
    expect(await open().reader('events').count({ n: '*' })).toEqual(before)
    await expect(ticketRow(open().reader, 4)).rejects.toMatchObject({ code: 'not-found' })
  })
})
