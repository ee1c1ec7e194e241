import type { Db } from '../platform/db.ts'
import { Refusal } from '../platform/errors.ts'
import { TicketStatus, type TicketCounts, type TicketFilter, type TicketPage, type TicketRow } from './contract.ts'
import { withDouble } from './doubles/queries.ts'
import { cursorAfter, placeIn, type Place } from './list-cursor.ts'
import { isQueue, slicesOf, type Part } from './list-order.ts'
import { shownTicket, type FoundTicket } from './rows.ts'

/** Lines on a page of the list. */
export const PAGE = 50

const COLUMNS = {
  id: 'tickets.id', reference: 'reference', subject: 'subject', status: 'status', channel: 'channel', assigneeId: 'assignee_id', assigneeName: 'agents.name',
  address: 'requester_address', name: 'requester_name', preview: 'preview', messageCount: 'message_count',
  activityAt: 'activity_at', waitingSince: 'waiting_since', createdAt: 'tickets.created_at', communityAt: 'community_at',
  sourceId: 'tickets.source_id', sourceName: 'sources.name',
} as const

const lines = (db: Db) => db('tickets').leftJoin('agents', 'agents.id', 'tickets.assignee_id').leftJoin('sources', 'sources.id', 'tickets.source_id')

/** Who has the ticket, as the column says; undefined for anybody. */
function assigneeOf({ assignee }: Pick<TicketFilter, 'assignee'>, me: number): number | undefined {
  if (assignee === 'any') return undefined
  return assignee === 'me' ? me : 0
}

/**
 * A page of the list by time: for each status asked for, the first of one index that filters and sorts, among those that rank below and
 * among the others; of these, the first. It costs the same whatever the total.
 */
export async function ticketPage(db: Db, filter: TicketFilter, me: number): Promise<TicketPage> {
  const after = filter.cursor === undefined ? undefined : placeIn(filter.cursor)
  const statuses = filter.status?.length ? [...new Set(filter.status)] : TicketStatus.options
  const isRanked = isQueue(statuses)
  const slices = slicesOf(statuses, { isRanked, after }).map(slice => db.select('*').from(sliceOf(db, { ...filter, ...slice, assigneeId: assigneeOf(filter, me) }).as('slice')))
  const [first, ...others] = slices
  if (!first) return { tickets: [], next: null }
  const order = [...isRanked ? [{ column: 'below', order: 'asc' }] : [], ...inOrder(filter.sort, 'activityAt')]
  const places = (await first.unionAll(others).orderBy(order).limit(PAGE + 1) as Found[]).map(place => ({ ...place, below: isRanked && Boolean(place.below) }))
  const last = places.length > PAGE ? places[PAGE - 1] : undefined
  return { tickets: await inRow(db, places.slice(0, PAGE).map(({ id }) => id)), next: last ? cursorAfter(last) : null }
}

type Found = Omit<Place, 'below'> & { below: number | boolean }
type Slice = Pick<TicketFilter, 'channel' | 'source' | 'sort'> & Part & { assigneeId: number | undefined }

function inOrder(sort: TicketFilter['sort'], instant: string) {
  const order = sort === 'newest' ? 'desc' : 'asc'
  return [{ column: instant, order }, { column: 'id', order }]
}

/** The places of the first tickets of one status; all of it stands in the index. */
function sliceOf(db: Db, { status, below, channel, source, sort, after, assigneeId }: Slice) {
  const [bound, beyond] = sort === 'newest' ? ['<=', '<'] as const : ['>=', '>'] as const
  const query = db('tickets').where({ status, ranks_below: below }).orderBy(inOrder(sort, 'activity_at')).limit(PAGE + 1)
  if (channel !== undefined) void query.where({ channel })
  if (source !== undefined) void query.where({ source_id: source })
  if (assigneeId !== undefined) void query.where({ assignee_id: assigneeId })
  if (after) {
    // The first bound alone places the index; an OR by itself would make SQLite sort.
    void query.where('activity_at', bound, after.activityAt)
      .where((either) => { void either.where('activity_at', beyond, after.activityAt).orWhere('id', beyond, after.id) })
  }
  return query.select({ id: 'id', below: 'ranks_below', activityAt: 'activity_at' })
}

/** Those of the tickets that `query` lets through, in the order of the ids given. */
async function inRow(db: Db, ids: readonly number[], query = lines(db)): Promise<TicketRow[]> {
  if (ids.length === 0) return []
  const [rows, doubled] = await Promise.all([query.whereIn('tickets.id', ids).select<FoundTicket[]>(COLUMNS), withDouble(db, ids)])
  const found = new Map(rows.map(row => [row.id, row]))
  return ids.map(id => found.get(id)).filter(row => row !== undefined).map(row => shownTicket(row, doubled.has(row.id)))
}

/** Those of the tickets that the filter lets through, in the order of the ids given. */
export async function ticketsAmong(db: Db, ids: readonly number[], { filter, me }: { filter: Pick<TicketFilter, 'status' | 'channel' | 'source' | 'assignee'>, me: number }): Promise<TicketRow[]> {
  const query = lines(db).whereIn('status', filter.status?.length ? filter.status : TicketStatus.options)
  if (filter.channel !== undefined) void query.where({ channel: filter.channel })
  if (filter.source !== undefined) void query.where({ source_id: filter.source })
  const assigneeId = assigneeOf(filter, me)
  if (assigneeId !== undefined) void query.where({ assignee_id: assigneeId })
  return inRow(db, ids, query)
}

const MOST_MERGES = 20

/** The id of the ticket as it goes on today: of one that was merged into another, the other's. */
export async function currentId(db: Db, id: number): Promise<number | undefined> {
  for (let [wanted, left] = [id, MOST_MERGES]; left > 0; left--) {
    const row = await db('tickets').where({ id: wanted }).first<{ into: number | null } | undefined>({ into: 'merged_into_id' })
    if (!row) return undefined
    if (row.into === null) return wanted
    wanted = row.into
  }
  return undefined
}

/** The ticket of that reference, or the one it was merged into; undefined when no ticket has it. */
export async function ticketByReference(db: Db, reference: string): Promise<TicketRow | undefined> {
  const named = await db('tickets').where({ reference }).first<{ id: number } | undefined>('id')
  const id = named && await currentId(db, named.id)
  return id === undefined ? undefined : ticketRow(db, id)
}

/** One line of the list, as it is now. */
export async function ticketRow(db: Db, id: number): Promise<TicketRow> {
  const [row] = await inRow(db, [id])
  if (!row) throw new Refusal('not-found', 'There is no such ticket')
  return row
}

/** How many tickets stand in each place, from the counts kept beside every change. */
export async function ticketCounts(db: Db, me: number): Promise<TicketCounts> {
  type Kept = Omit<TicketCounts['counts'][number], 'assignee'> & { assigneeId: number }
  const kept = await db('ticket_counts').select<Kept[]>({ status: 'status', channel: 'channel', assigneeId: 'assignee_id', tickets: 'tickets' })
  const counts = new Map<string, TicketCounts['counts'][number]>()
  for (const { assigneeId, tickets, ...place } of kept) {
    const assignee = assigneeId === 0 ? 'none' : assigneeId === me ? 'me' : 'other'
    const key = `${place.status} ${place.channel} ${assignee}`
    counts.set(key, { ...place, assignee, tickets: (counts.get(key)?.tickets ?? 0) + Number(tickets) })
  }
  return { counts: [...counts.values()].filter(({ tickets }) => tickets > 0) }
}

/** Names the agents, by id. */
export async function namesOf(db: Db, agentIds: readonly number[]): Promise<Map<number, string>> {
  if (agentIds.length === 0) return new Map()
  const rows = await db('agents').whereIn('id', agentIds).select<{ id: number, name: string }[]>('id', 'name')
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** Who signs a note. */
export async function authorOf(db: Db, agentId: number): Promise<{ id: number, name: string, email: string }> {
  const author = await db('agents').where({ id: agentId }).first<{ id: number, name: string, email: string } | undefined>('id', 'name', 'email')
  if (!author) throw new Refusal('not-found', 'There is no such agent')
  return author
}

/** Tickets that were solved before that instant, stand so still, and are kept open by nothing. */
export async function solvedBefore(db: Db, before: number, limit: number): Promise<number[]> {
  const rows = await db('tickets').where({ status: 'solved' }).where('solved_at', '<', before)
    .whereNotExists(db('ticket_blockers').whereRaw('ticket_blockers.ticket_id = tickets.id').select('id')).orderBy('solved_at').limit(limit).select<{ id: number }[]>('id')
  return rows.map(({ id }) => id)
}
