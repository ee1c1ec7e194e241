import type { Transaction } from '../../platform/db.ts'
import { insertRows, slices } from '../../platform/rows.ts'
import type { Former } from '../ticket.ts'
import type { Moved } from './merging.ts'

type Between = { fromId: number, intoId: number }

async function idsIn(db: Transaction, table: string, ticketId: number): Promise<number[]> {
  return (await db(table).where({ ticket_id: ticketId }).orderBy('id').select<{ id: number }[]>('id')).map(({ id }) => id)
}

/** Moves everything that was said on one ticket to another, as said after its version `after`; answers what was moved. Whoever took part in the one takes part in the other. */
export async function moveContents(db: Transaction, { fromId, intoId }: Between, after: number): Promise<Omit<Moved, 'status' | 'mails'>> {
  const [messages, sides, discussions, blockers] = [await idsIn(db, 'messages', fromId), await idsIn(db, 'side_threads', fromId), await idsIn(db, 'discussions', fromId), await idsIn(db, 'ticket_blockers', fromId)]
  const threadIds = (await db('thread_ids').where({ ticket_id: fromId }).select<{ hash: string }[]>('hash')).map(({ hash }) => hash)
  await db('messages').where({ ticket_id: fromId }).update({ ticket_id: intoId, version: db.raw('version + ?', [after]) })
  for (const table of ['thread_ids', 'side_threads', 'discussions', 'ticket_blockers']) await db(table).where({ ticket_id: fromId }).update({ ticket_id: intoId })
  await db('participants').where({ ticket_id: fromId }).whereNotNull('side_id').update({ ticket_id: intoId })
  return { messages, sides, discussions, blockers, threadIds, newcomers: await joinParticipants(db, { fromId, intoId }) }
}

/** Those of the one who are not in the other yet come in, as they were: belonging to it, or waiting for a yes. The one keeps its own, for standing alone again. */
async function joinParticipants(db: Transaction, { fromId, intoId }: Between): Promise<number[]> {
  type Person = { kind: string, address: string, name: string, pending: number | boolean }
  const there = new Set((await db('participants').where({ ticket_id: intoId, side_id: null }).select<{ address: string }[]>('address')).map(({ address }) => address))
  const coming = (await db('participants').where({ ticket_id: fromId, side_id: null }).orderBy('id').select<Person[]>('kind', 'address', 'name', 'pending')).filter(({ address }) => !there.has(address))
  await insertRows(db, 'participants', coming.map(({ kind, address, name, pending }) => ({ ticket_id: intoId, kind, address, name, pending: Boolean(pending) })))
  const ids = await db('participants').where({ ticket_id: intoId, side_id: null }).whereIn('address', coming.map(({ address }) => address)).select<{ id: number }[]>('id')
  return ids.map(({ id }) => id)
}

/** Whether one of the messages, as far as they are there, stands on another ticket than this one: it was split off. */
export async function isAnyElsewhere(db: Transaction, ticketId: number, messages: readonly number[]): Promise<boolean> {
  for (const some of slices(messages)) {
    if (await db('messages').whereIn('id', some).whereNot({ ticket_id: ticketId }).first('id') !== undefined) return true
  }
  return false
}

/** Brings back what was moved, as far as it still stands there; answers which messages those are. Who came with it leaves, unless they have spoken since. */
export async function moveBack(db: Transaction, { fromId, intoId }: Between, moved: Moved): Promise<number[]> {
  const back: number[] = []
  for (const some of slices(moved.messages)) {
    back.push(...(await db('messages').whereIn('id', some).where({ ticket_id: intoId }).select<{ id: number }[]>('id')).map(({ id }) => id))
    await db('messages').whereIn('id', some).where({ ticket_id: intoId }).update({ ticket_id: fromId })
  }
  for (const some of slices(moved.threadIds)) await db('thread_ids').whereIn('hash', some).where({ ticket_id: intoId }).update({ ticket_id: fromId })
  for (const some of slices(moved.discussions ?? [])) await db('discussions').whereIn('id', some).where({ ticket_id: intoId }).update({ ticket_id: fromId })
  for (const some of slices(moved.blockers ?? [])) await db('ticket_blockers').whereIn('id', some).where({ ticket_id: intoId }).update({ ticket_id: fromId })
  for (const some of slices(moved.sides)) {
    await db('side_threads').whereIn('id', some).where({ ticket_id: intoId }).update({ ticket_id: fromId })
    for (const table of ['participants', 'thread_ids', 'messages']) await db(table).whereIn('side_id', some).where({ ticket_id: intoId }).update({ ticket_id: fromId })
  }
  await dismissSilent(db, intoId, moved.newcomers)
  return back
}

/** Who came with a merged ticket leaves again, unless they have spoken on the other since. */
async function dismissSilent(db: Transaction, ticketId: number, ids: readonly number[]) {
  type Person = { id: number, address: string }
  const people = await db('participants').whereIn('id', ids).where({ ticket_id: ticketId }).select<Person[]>('id', 'address')
  const spoken = await db('messages').where({ ticket_id: ticketId }).distinct<{ address: string }[]>({ address: 'from_address' })
  const voices = new Set(spoken.map(({ address }) => address.toLowerCase()))
  await db('participants').whereIn('id', people.filter(({ address }) => !voices.has(address)).map(({ id }) => id)).delete()
}

/** The row that is left of a ticket points to the one it went into. */
export async function pointTo(db: Transaction, { fromId, intoId }: Between) {
  await db('tickets').where({ id: fromId }).update({ status: 'merged', merged_into_id: intoId, touched: true })
}

/** The ticket stands alone again. */
export async function standAlone(db: Transaction, ticketId: number, { status, messages }: { status: Moved['status'], messages: number }) {
  await db('tickets').where({ id: ticketId }).increment('version', 1).update({ status, merged_into_id: null, message_count: messages })
}

/** Counts what is said on the tickets anew, and when it was said last. */
export async function recount(db: Transaction, ticketId: number, version: number) {
  const row = await db('messages').where({ ticket_id: ticketId }).first<{ messages: number, last: number | null, at: number | null } | undefined>(db.raw('count(*) as messages, max(id) as last, max(created_at) as at'))
  await db('tickets').where({ id: ticketId }).update({ version, message_count: Number(row?.messages ?? 0), last_message_id: Number(row?.last ?? 0), ...row?.at == null ? {} : { activity_at: Number(row.at) } })
}

/** Remembers a merge, so that it can be undone. */
export async function addMerge(db: Transaction, { fromId, intoId }: Between, { moved, agentId, at }: { moved: Moved, agentId: number | null, at: Date }) {
  await db('merges').insert({ from_id: fromId, into_id: intoId, moved: JSON.stringify(moved), agent_id: agentId, created_at: at.getTime() })
}

/** A merge that has not been undone, locked. */
export async function lockMerge(db: Transaction, id: number): Promise<Between & { moved: Moved } | undefined> {
  const row = await db('merges').where({ id, undone_at: null }).forUpdate().first<Between & { moved: string } | undefined>({ fromId: 'from_id', intoId: 'into_id', moved: 'moved' })
  return row && { ...row, moved: JSON.parse(row.moved) as Moved }
}

/** A reply that came with a merged ticket is taken back: standing alone again, that ticket waits as it did before the reply. */
export async function restoreMerged(db: Transaction, { intoId, messageId, former }: { intoId: number, messageId: number, former: Former }) {
  const merges = await db('merges').where({ into_id: intoId, undone_at: null }).select<{ id: number, fromId: number, moved: string }[]>({ id: 'id', fromId: 'from_id', moved: 'moved' })
  for (const { id, fromId, moved: kept } of merges) {
    const moved = JSON.parse(kept) as Moved
    if (moved.status !== former.after || !moved.messages.includes(messageId)) continue
    await db('merges').where({ id }).update({ moved: JSON.stringify({ ...moved, status: former.status }) })
    await db('tickets').where({ id: fromId }).update({ waiting_since: former.waitingSince, solved_at: former.solvedAt, closed_at: former.closedAt })
  }
}

/** The merge is undone. */
export async function saveUndone(db: Transaction, id: number, at: Date) {
  await db('merges').where({ id }).update({ undone_at: at.getTime() })
}

/** Into which ticket this very one was merged; null when it stands alone, undefined when there is none. */
export async function mergedInto(db: Transaction, id: number): Promise<number | null | undefined> {
  return (await db('tickets').where({ id }).forUpdate().first<{ into: number | null } | undefined>({ into: 'merged_into_id' }))?.into
}
