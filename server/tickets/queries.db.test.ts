import { beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../platform/db.ts'
import { eachEngine } from '../testing/databases.ts'
import { given } from '../testing/given.ts'
import { emptySearch } from '../testing/served.ts'
import { TicketFilter } from './contract.ts'
import { ticketDetail } from './detail/queries.ts'
import { ticketsByText } from './finding/queries.ts'
import type { TicketSearch } from './ports.ts'
import { ticketPage } from './queries.ts'

const filter = (values: Record<string, unknown> = {}) => TicketFilter.parse(values)

/** Every page of the list, one after the other. */
async function allPages(database: Database, values: Record<string, unknown>, me = 0) {
  const pages = []
  for (let cursor: string | undefined; ;) {
    const page = await ticketPage(database.reader, filter({ ...values, ...(cursor ? { cursor } : {}) }), me)
    pages.push(page.tickets)
    if (page.next === null) return pages
    cursor = page.next
  }
}

eachEngine('reading tickets', (open) => {
  const me = { id: 0 }
  // 175 tickets over all statuses and channels, several at the same instant; every fifth is mine, every seventh somebody else's.
  // Of those of lists, every other came by ours, and every third has been answered there.
  const made: { id: number, status: string, channel: string, source_id: number | null, ranks_below: number, assignee_id: number, activity_at: number }[] = []
  const list = { id: 0 }

  beforeAll(async () => {
    const build = given(open())
    const [agent, other] = [await build.agent({ name: 'Moi' }), await build.agent({ name: 'Elle' })]
    me.id = agent.id
    list.id = (await build.source({ name: 'Entraide' })).id
    const statuses = ['new', 'open', 'waiting', 'on-hold', 'solved', 'closed']
    for (let n = 0; n < 175; n++) {
      made.push(await build.ticket({
        status: statuses[n % 6] ?? '', channel: n % 4 === 0 ? 'list' : 'mail', activity_at: 1_000_000 + Math.floor(n / 3) * 1000,
        source_id: n % 8 === 0 ? list.id : null, ranks_below: n % 12 === 0 || n % 11 === 0 ? 1 : 0,
        assignee_id: n % 5 === 0 ? agent.id : n % 7 === 0 ? other.id : 0,
      }))
    }
  })

  const expected = (keep: (ticket: typeof made[number]) => boolean, sort = 'newest') => {
    const direction = sort === 'newest' ? -1 : 1
    return made.filter(keep).sort((a, b) => direction * (a.activity_at - b.activity_at || a.id - b.id))
  }
  const idsOf = (tickets: typeof made, isRanked: boolean) => {
    const ranked = isRanked ? [...tickets.filter(ticket => ticket.ranks_below === 0), ...tickets.filter(ticket => ticket.ranks_below === 1)] : tickets
    return ranked.map(({ id }) => id)
  }

  describe('the list, page after page, has each ticket once and in order', () => {
    test.each<[string, Record<string, unknown>, (ticket: typeof made[number]) => boolean]>([
      ['all', {}, () => true],
      ['oldest first', { sort: 'oldest' }, () => true],
      ['two statuses', { status: 'new,open' }, ({ status }) => ['new', 'open'].includes(status)],
      ['a status given twice', { status: 'new,new' }, ({ status }) => status === 'new'],
      ['mine', { assignee: 'me' }, ({ assignee_id }) => assignee_id === me.id],
      ['nobody\'s', { assignee: 'none' }, ({ assignee_id }) => assignee_id === 0],
      ['all that is open: what others have answered comes last', { status: 'new,open,waiting,on-hold' }, ({ status }) => !['solved', 'closed'].includes(status)],
      ['the same from the oldest on', { status: 'new,open,waiting,on-hold', sort: 'oldest' }, ({ status }) => !['solved', 'closed'].includes(status)],
      ['a channel', { channel: 'list' }, ({ channel }) => channel === 'list'],
      ['one list', { source: '' }, ({ source_id }) => source_id === list.id],
      ['my new ones of one list', { source: '', status: 'new', assignee: 'me' }, t => t.source_id === list.id && t.status === 'new' && t.assignee_id === me.id],
      ['a channel nobody uses', { channel: 'phone' }, () => false],
      ['all filters', { status: 'open,closed', channel: 'mail', assignee: 'none', sort: 'oldest' }, t => ['open', 'closed'].includes(t.status) && t.channel === 'mail' && t.assignee_id === 0],
    ])('%s', async (_name, values, keep) => {
      const isRanked = typeof values['status'] === 'string' && !/solved|closed/.test(values['status'])
      const pages = await allPages(open(), 'source' in values ? { ...values, source: list.id } : values, me.id)
      expect(pages.flat().map(({ id }) => id)).toEqual(idsOf(expected(keep, String(values['sort'] ?? 'newest')), isRanked))
      for (const page of pages.slice(0, -1)) expect(page).toHaveLength(50)
    })
  })

  test('a cursor from before some ranked below goes on where it was', async () => {
    const first = await ticketPage(open().reader, filter({ status: 'new,open,waiting,on-hold' }), me.id)
    const last = first.tickets.at(-1)
    const cursor = Buffer.from(JSON.stringify([last?.activityAt, last?.id])).toString('base64url')
    const next = (from: string | null) => ticketPage(open().reader, filter({ status: 'new,open,waiting,on-hold', ...from === null ? {} : { cursor: from } }), me.id)
    expect((await next(cursor)).tickets).toEqual((await next(first.next)).tickets)
  })

  test('a line says by which list it came', async () => {
    const { tickets } = await ticketPage(open().reader, filter({ source: list.id }), me.id)
    expect(tickets[0]?.source).toEqual({ id: list.id, name: 'Entraide' })
    const { tickets: mailed } = await ticketPage(open().reader, filter({ channel: 'mail' }), me.id)
    expect(mailed[0]?.source).toBeNull()
  })

  test('a line says who has the ticket', async () => {
    const { tickets } = await ticketPage(open().reader, filter({ assignee: 'me' }), me.id)
    expect(tickets[0]).toMatchObject({ assignee: { id: me.id, name: 'Moi' }, requester: { address: 'membre@example.org', name: 'Un membre' } })
    const { tickets: free } = await ticketPage(open().reader, filter({ assignee: 'none' }), me.id)
    expect(free[0]?.assignee).toBeNull()
  })

  describe('by text', () => {
    /** Finds these, a page of `limit` at a time; `next` is the place in the row. */
    const finding = (ids: number[], asked: number[] = []): TicketSearch => ({
      ...emptySearch,
      find: (_query, { limit, before }) => {
        asked.push(limit)
        const start = Number(before ?? 0)
        const end = start + limit
        return Promise.resolve({ ticketIds: ids.slice(start, end), next: end < ids.length ? String(end) : null })
      },
    })
    const find = (search: TicketSearch, text: string, values: Record<string, unknown> = {}) =>
      ticketsByText(search, open().reader, { text, filter: filter(values), me: me.id })

    test('the order is that of the search, and pages follow one another', async () => {
      const ids = made.map(({ id }) => id).reverse()
      const first = await find(finding(ids), 'bonjour')
      expect(first.tickets.map(({ id }) => id)).toEqual(ids.slice(0, 50))
      const second = await find(finding(ids), 'bonjour', { cursor: first.next })
      expect(second.tickets.map(({ id }) => id)).toEqual(ids.slice(50, 100))
    })

    test('other filters are filled up from further pages of the search, up to a limit', async () => {
      const ids = made.map(({ id }) => id)
      const { tickets, next } = await find(finding(ids), 'bonjour', { status: 'closed' })
      expect(tickets.map(({ id }) => id)).toEqual(made.filter(({ status }) => status === 'closed').map(({ id }) => id))
      expect(next).toBeNull()
      const asked: number[] = []
      const endless = { ...emptySearch, find: () => { asked.push(1); return Promise.resolve({ ticketIds: ids.slice(0, 1), next: '1' }) } }
      expect((await find(endless, 'bonjour', { status: 'closed' })).next).not.toBeNull()
      expect(asked.length).toBeLessThanOrEqual(20)
    })

    test.each([(reference: string) => reference, (reference: string) => ` ${reference.toLowerCase()}`, (reference: string) => reference.replaceAll('-', '')])('a reference finds its ticket first, and once', async (written) => {
      const wanted = await given(open()).ticket({ status: 'closed' })
      const others = made.slice(0, 3).map(({ id }) => id)
      const { tickets } = await find(finding([...others, wanted.id]), written(wanted.reference))
      expect(tickets.map(({ id }) => id)).toEqual([wanted.id, ...others])
    })

    test('what only looks like a reference is searched for', async () => {
      const { tickets } = await find(finding([made[0]?.id ?? 0]), 'ZZZ-ZZZ-ZZZZ')
      expect(tickets).toHaveLength(1)
    })
  })

  describe('the page of a ticket', () => {
    const read = (id: number) => ticketDetail(open().reader, id)

    test('has its messages in order with their attachments, its participants, and the ticket it goes on from', async () => {
      const build = given(open())
      const former = await build.ticket({ status: 'closed' })
      const { id } = await build.ticket({ continues_id: former.id })
      const second = await build.message({ ticket_id: id, created_at: 2000, text: 'Deux', html: '<p>Deux</p>', visible_reply: 'D', automatic: 'vacation', pending: 1, problems: '["no-date"]' })
      const first = await build.message({ ticket_id: id, created_at: 1000, text: 'Un', raw_sha256: 'a'.repeat(64), recipients: '{"to":[{"address":"support@coop.example","name":""}],"cc":[]}' })
      await open().transaction(async (db) => {
        for (const part of [1, 0]) {
          await db('attachments').insert({ message_id: first.id, part, filename: `${part}.pdf`, content_type: 'application/pdf', size: 10, sha256: 'b'.repeat(64) })
        }
        await db('participants').insert({ ticket_id: id, kind: 'address', address: 'membre@example.org', name: 'Un membre', pending: false })
        await db('participants').insert({ ticket_id: id, kind: 'address', address: 'autre@example.org', name: '', pending: true })
      })
      const page = await read(id)
      expect(page.messages.map(message => message.id)).toEqual([first.id, second.id])
      expect(page.messages[0]).toMatchObject({ hasHtml: false, hasSource: true, to: [{ address: 'support@coop.example', name: '' }], attachments: [{ filename: '0.pdf', size: 10 }, { filename: '1.pdf' }], problems: [], automatic: null })
      expect(page.messages[1]).toMatchObject({ hasHtml: true, hasSource: false, visibleReply: 'D', automatic: 'vacation', pending: true, problems: ['no-date'], attachments: [] })
      expect(page.participants).toEqual([{ address: 'membre@example.org', name: 'Un membre', pending: false }, { address: 'autre@example.org', name: '', pending: true }])
      expect(page.continues).toEqual({ id: former.id, reference: former.reference })
      expect(page.earlier).toBe(0)
    })

    test('shows the last two hundred messages, and says how many came before', async () => {
      const { id } = await given(open()).ticket()
      for (let n = 1; n <= 203; n++) await given(open()).message({ ticket_id: id, created_at: n, text: `n° ${n}` })
      const page = await read(id)
      expect([page.messages.length, page.messages[0]?.text, page.messages.at(-1)?.text, page.earlier]).toEqual([200, 'n° 4', 'n° 203', 3])
    })

    test('of one that was merged, again and again, is the page of the last', async () => {
      const build = given(open())
      const last = await build.ticket({ subject: 'le dernier' })
      const second = await build.ticket({ status: 'merged', merged_into_id: last.id })
      const first = await build.ticket({ status: 'merged', merged_into_id: second.id })
      expect((await read(first.id)).ticket.id).toBe(last.id)
    })

    test('that does not exist is refused', async () => {
      await expect(read(1)).rejects.toMatchObject({ code: 'not-found' })
    })
  })
})
