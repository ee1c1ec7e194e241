import { afterAll, beforeAll, expect, test } from 'vitest'
import { eachEngine } from '../../testing/databases.ts'
import { deskOn } from '../../testing/desk.ts'
import { given } from '../../testing/given.ts'
import { served } from '../../testing/served.ts'
import { ticketsOf } from '../filing/actions.ts'
import { hashOf } from '../filing/thread-hash.ts'

const [claire, tom] = ['claire@pieds.example', 'tom@weber.example']

eachEngine('splitting', (open) => {
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

  const split = async (id: number, messageIds: number[], status = 201) => (await desk.ask<{ ticket: { id: number, status: string, messageCount: number, requester: { address: string }, subject: string } }>(`/tickets/${id}/split`, { cookie, status, body: { messageIds, subject: 'Le domaine' } })).ticket
  const merge = (id: number, intoId: number) => desk.ask(`/tickets/${id}/merge`, { cookie, body: { intoId } })
  const answerTo = async (path: string) => (await server.send(`/api${path}`, { cookie, method: 'POST' })).status
  const lastOf = async (table: 'splits' | 'merges') => (await open().reader(table).orderBy('id', 'desc').first<{ id: number }>('id')).id
  const row = (id: number) => open().reader('tickets').where({ id }).first<Record<string, unknown>>('status', 'merged_into_id', 'message_count', 'waiting_since', 'requester_address', 'activity_at', 'last_message_id', 'preview')
  const said = async (id: number) => (await desk.detail(cookie, id)).messages.map(({ text }) => text)
  const peopleOf = async (id: number) => (await desk.detail(cookie, id)).participants.map(({ address, pending }) => `${address}${pending ? '?' : ''}`)

  /** Claire asks on Monday; Tom, who does not belong to it, on Tuesday; Claire again on Wednesday. */
  async function three() {
    const at = Date.now() - 3_600_000
    const { id, firstMessageId, reference } = await desk.ticket({ created_at: at, waiting_since: at, activity_at: at + 2, message_count: 3, version: 3, preview: 'mercredi' }, claire)
    const write = async (text: string, from: string, values: { version: number, created_at: number, pending?: number }) => {
      const message = await given(open()).message({ ticket_id: id, from_address: from, text, message_id: `<${text}.${id}@x>`, ...values })
      await open().transaction(db => db('thread_ids').insert({ hash: hashOf(`<${text}.${id}@x>`), ticket_id: id, message_id: message.id }))
      return message.id
    }
    await open().transaction(async (db) => {
      await db('messages').where({ id: firstMessageId }).update({ created_at: at, text: 'lundi' })
      await db('participants').insert({ ticket_id: id, kind: 'address', address: tom, name: 'Tom', pending: true })
    })
    const [second, third] = [await write('mardi', tom, { version: 2, created_at: at + 1, pending: 1 }), await write('mercredi', claire, { version: 3, created_at: at + 2 })]
    await open().transaction(db => db('tickets').where({ id }).update({ last_message_id: third }))
    return { id, reference, first: firstMessageId, second, third }
  }
  const ownerOf = async (name: string) => (await open().reader('thread_ids').where({ hash: hashOf(`<${name}@x>`) }).first<{ ticket_id: number }>('ticket_id')).ticket_id

  test('what somebody else asked becomes their ticket: answers, people, counts and traces follow', async () => {
    const { id, second, reference } = await three()
    const piece = await split(id, [second])
    expect(piece).toMatchObject({ status: 'new', messageCount: 1, requester: { address: tom }, subject: 'Le domaine' })
    expect([await said(id), await said(piece.id)]).toEqual([['lundi', 'mercredi'], ['mardi']])
    expect([await peopleOf(id), await peopleOf(piece.id)]).toEqual([[claire], [tom]])
    expect([await ownerOf(`mardi.${id}`), await ownerOf(`mercredi.${id}`)]).toEqual([piece.id, id])
    const [here, there] = [await desk.detail(cookie, id), await desk.detail(cookie, piece.id)]
    expect(here.splits).toMatchObject([{ way: 'off', ticketId: piece.id, agent: 'Nadia', undoable: true }])
    expect(there.splits).toMatchObject([{ way: 'from', ticketId: id, reference }])
    expect(there.messages[0]?.pending).toBe(false)
    expect([here.doubles, there.doubles]).toEqual([[], []])
    expect(await desk.deeds(id)).toEqual(['ticket.split'])
    expect(await desk.deeds(piece.id)).toEqual(['ticket.split-from'])
    const found = await open().transaction(db => ticketsOf({ db }, { hashes: [], ticketIds: [piece.id], references: [] }))
    expect(found.tickets.get(piece.id)?.splitFromId).toBe(id)
    expect(found.tickets.has(id)).toBe(true)
    await desk.expectTrueCounts()
  })

  test('put back at once, the ticket stands exactly as before, and the reference of the other leads to it', async () => {
    const { id, second, third } = await three()
    const was = await row(id)
    const piece = await split(id, [second, third])
    expect(await row(id)).toMatchObject({ message_count: 1, preview: 'lundi' })
    await desk.ask(`/splits/${await lastOf('splits')}/undo`, { cookie, method: 'POST' })
    expect(await row(id)).toEqual(was)
    expect(await peopleOf(id)).toEqual([claire, `${tom}?`])
    const back = await desk.detail(cookie, piece.id)
    expect(back.ticket.id).toBe(id)
    expect(back.messages.map(({ pending }) => pending)).toEqual([false, true, false])
    expect(back.splits).toEqual([])
    await desk.expectTrueCounts()
    expect(await answerTo(`/splits/${await lastOf('splits')}/undo`)).toBe(404)
  })

  test('a thread of a list goes where all of it went, and comes back', async () => {
    const { id, second, third } = await three()
    await open().transaction(async (db) => {
      await db('discussions').insert({ id, source_id: 1, ticket_id: id, title: 'Sur la liste', created_at: 1 })
      await db('messages').whereIn('id', [second, third]).update({ discussion_id: id })
    })
    const standsOn = async () => (await open().reader('discussions').where({ id }).first<{ ticket_id: number }>('ticket_id')).ticket_id
    await split(id, [third])
    expect(await standsOn()).toBe(id)
    await desk.ask(`/splits/${await lastOf('splits')}/undo`, { cookie, method: 'POST' })
    const piece = await split(id, [second, third])
    expect(await standsOn()).toBe(piece.id)
    await desk.ask(`/splits/${await lastOf('splits')}/undo`, { cookie, method: 'POST' })
    expect(await standsOn()).toBe(id)
    await desk.ask(`/merges/${await lastOf('merges')}/undo`, { cookie, method: 'POST' })
    expect(await standsOn()).toBe(piece.id)
  })

  test('our replies go with what they answer, with their mails; what was said since comes back too', async () => {
    const { id, second } = await three()
    const { messageId } = await desk.ask<{ messageId: number }>(`/tickets/${id}/replies`, { cookie, status: 201, body: { text: 'Bonjour Tom', to: [{ address: tom, name: '' }], seenVersion: 3 } })
    await split(id, [second, messageId], 409)
    await desk.ask(`/messages/${messageId}/send-now`, { cookie, method: 'POST' })
    await open().transaction(db => db('outbox').where({ stored_message_id: messageId }).update({ state: 'sent' }))
    const piece = await split(id, [second, messageId])
    expect(piece).toMatchObject({ status: 'waiting', messageCount: 2 })
    expect((await desk.mails(piece.id))).toHaveLength(1)
    await desk.ask(`/tickets/${piece.id}/notes`, { cookie, status: 201, body: { text: 'rappelé' } })
    await desk.ask(`/splits/${await lastOf('splits')}/undo`, { cookie, method: 'POST' })
    expect(await said(id)).toEqual(['lundi', 'mardi', 'mercredi', 'Bonjour Tom', 'rappelé'])
    expect((await desk.mails(id))).toHaveLength(1)
    await desk.expectTrueCounts()
  })

  test('what cannot be split is refused, and nothing has moved', async () => {
    const { id, first, second, third } = await three()
    await split(id, [first, second, third], 422)
    await split(id, [999_999], 409)
    await split(999_999, [first], 404)
    expect(await said(id)).toHaveLength(3)
    await open().transaction(db => db('roles').insert({ name: 'Lecture', permissions: '["tickets:read"]', second_factor: false, created_at: 0 }))
    await desk.ask(`/tickets/${id}/split`, { cookie: (await server.agent('Lecture')).cookie, status: 403, body: { messageIds: [second], subject: 'x' } })
  })

  type Step = { do: 'split' | 'split-piece' | 'merge-other-in' | 'merge-other-into-piece' | 'merge-away' | 'merge-piece-in' | 'undo-split' | 'undo-last-split' | 'undo-first-merge' | 'undo-merge', refused?: true }
  const refused = true
  test.each<[string, Step[]]>([
    ['merged, split, unmerged only after putting back', [{ do: 'merge-other-in' }, { do: 'split' }, { do: 'undo-first-merge', refused }, { do: 'undo-split' }, { do: 'undo-first-merge' }, { do: 'undo-merge', refused }]],
    ['split, merged away: the merge is undone first', [{ do: 'split' }, { do: 'merge-away' }, { do: 'undo-split', refused }, { do: 'undo-merge' }, { do: 'undo-split' }]],
    ['split, merged back by hand: the merge is undone first', [{ do: 'split' }, { do: 'merge-piece-in' }, { do: 'undo-split', refused }, { do: 'undo-merge' }, { do: 'undo-split' }]],
    ['split twice: the second goes back first', [{ do: 'split' }, { do: 'split-piece' }, { do: 'undo-split', refused }, { do: 'undo-last-split' }, { do: 'undo-split' }]],
    ['split, another merged in, put back, taken out', [{ do: 'split' }, { do: 'merge-other-in' }, { do: 'undo-split' }]],
    ['split, another merged into the piece, put back', [{ do: 'split' }, { do: 'merge-other-into-piece' }, { do: 'undo-split' }, { do: 'undo-merge' }]],
    ['split, put back, and taken out again', [{ do: 'split' }, { do: 'undo-split' }, { do: 'undo-merge' }, { do: 'undo-split', refused }]],
  ])('%s', async (_order, steps) => {
    const { id, second, third } = await three()
    const [other, elsewhere] = [await desk.ticket({}, 'samia@pieds.example'), await desk.ticket({}, 'zoe@pieds.example')]
    let [piece, splitId, lastSplit, firstMerge] = [0, 0, 0, 0]
    const acts: Record<Step['do'], () => Promise<unknown>> = {
      'split': async () => {
        // Of a ticket that another one went into, what came with it is what is split off.
        const moved = (await desk.detail(cookie, id)).merged.length > 0 ? [second, other.firstMessageId] : [second, third]
        piece = (await split(id, moved)).id
        splitId = lastSplit = await lastOf('splits')
      },
      'split-piece': async () => { await split(piece, [third]); lastSplit = await lastOf('splits') },
      'merge-other-in': async () => { await merge(other.id, id); firstMerge = await lastOf('merges') },
      'merge-other-into-piece': () => merge(other.id, piece),
      'merge-away': () => merge(id, elsewhere.id),
      'merge-piece-in': () => merge(piece, id),
      'undo-split': () => answerTo(`/splits/${splitId}/undo`),
      'undo-last-split': () => answerTo(`/splits/${lastSplit}/undo`),
      'undo-first-merge': () => answerTo(`/merges/${firstMerge}/undo`),
      'undo-merge': async () => answerTo(`/merges/${await lastOf('merges')}/undo`),
    }
    for (const step of steps) {
      const status = await acts[step.do]()
      if (typeof status === 'number') expect([step.do, status >= 400]).toEqual([step.do, step.refused ?? false])
      await expectWhole([id, other.id, elsewhere.id, ...piece ? [piece] : []])
    }
  })

  /** Every message stands on one living ticket, every ticket counts its own, and an id leads where its message is. */
  async function expectWhole(ids: number[]) {
    const tickets = await open().reader('tickets').whereIn('id', ids).whereNull('merged_into_id').select<{ id: number, message_count: number }[]>('id', 'message_count')
    const total = await open().reader('messages').whereIn('ticket_id', ids).select<{ id: number, ticket_id: number }[]>('id', 'ticket_id')
    expect(total.filter(({ ticket_id }) => !tickets.some(({ id }) => id === ticket_id))).toEqual([])
    for (const ticket of tickets) {
      expect(ticket.message_count).toBe(total.filter(({ ticket_id }) => ticket_id === ticket.id).length)
    }
    const astray = await open().reader('thread_ids').join('messages', 'messages.id', 'thread_ids.message_id').whereIn('messages.id', total.map(({ id }) => id)).whereRaw('messages.ticket_id <> thread_ids.ticket_id').select('hash')
    expect(astray).toEqual([])
    await desk.expectTrueCounts()
  }
})
