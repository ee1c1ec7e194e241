import type { Database } from '../../server/platform/db.ts'
import type { World } from './world.ts'

/** What stands in the database, and what the mail server was given, when all is over. */
export type Facts = {
  messages: { id: number, kind: string, ticket_id: number, message_id: string | null }[]
  tickets: { id: number, message_count: number }[]
  /** How many tickets the counts of the console add up to. */
  counted: number
  intakes: { state: string, reason: string, message_id: string | null }[]
  outbox: { id: number, state: string, stored_message_id: number | null }[]
  /** In the order of the events. */
  positions: (number | null)[]
  sunk: { to: string, messageId: string, raw: string }[]
}

/** Reads all of it. */
export async function factsOf({ database, sunk }: World): Promise<Facts> {
  const db = database.reader
  return {
    messages: await db('messages').orderBy('id').select('id', 'kind', 'ticket_id', 'message_id'),
    tickets: await db('tickets').whereNull('merged_into_id').orderBy('id').select('id', 'message_count'),
    counted: await countedIn(database),
    intakes: await db('intakes').orderBy('id').select('state', 'reason', 'message_id'),
    outbox: await db('outbox').orderBy('id').select('id', 'state', 'stored_message_id'),
    positions: (await db('events').orderBy('position').select<{ position: number | null }[]>('position')).map(({ position }) => position),
    sunk: sunk().filter(({ taken }) => taken).map(({ to: [to = ''], raw }) => ({ to, raw, messageId: /^Message-ID: <([^>]+)>/im.exec(raw)?.[1] ?? '' })),
  }
}

async function countedIn({ reader }: Database): Promise<number> {
  const [row] = await reader('ticket_counts').sum<{ total: number | null }[]>({ total: 'tickets' })
  return Number(row?.total ?? 0)
}

const ENDED = ['sent', 'failed', 'bounced', 'cancelled']

/** How much is not done yet: mails without a place, answers that have not left, events without a position. */
export async function stillOpen({ database, book }: World): Promise<number> {
  const db = database.reader
  const stored = new Set((await db('messages').where({ kind: 'incoming' }).select<{ message_id: string | null }[]>('message_id')).map(({ message_id }) => bare(message_id)))
  const mails = [...book.delivered].filter(([id, { mayBeGone }]) => !mayBeGone && !stored.has(id)).length
  const [leaving] = await db('outbox').whereNotIn('state', ENDED).count<{ open: number }[]>({ open: '*' })
  const [events] = await db('events').whereNull('position').count<{ open: number }[]>({ open: '*' })
  return mails + Number(leaving?.open ?? 0) + Number(events?.open ?? 0)
}

/** A Message-ID without its brackets. */
export const bare = (messageId: string | null) => (messageId ?? '').replace(/^<|>$/g, '')
