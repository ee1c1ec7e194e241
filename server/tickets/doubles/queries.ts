import { z } from 'zod'
import type { Db } from '../../platform/db.ts'
import { slices } from '../../platform/rows.ts'
import type { Channel, TicketStatus } from '../contract.ts'
import type { Double, OtherTicket } from './contract.ts'
import { fullName, bareSubject, tellingWords } from './words.ts'
import { keeper, personOf, type Asked } from './likeness.ts'

/** How far the feed has been read. */
export async function readPosition(db: Db): Promise<number> {
  return (await db('feed_readers').where({ name: 'doubles' }).first<{ position: number } | undefined>('position'))?.position ?? 0
}

// Whose address the requester's name at a forum was joined to.
const JOINED = '(select identities.address from identities join discussions on discussions.source_id = identities.source_id where discussions.ticket_id = t.id and identities.handle = t.requester_handle limit 1)'

/** What these tickets asked, by the first message of each. What machines wrote asks nothing, and what was merged away is asked elsewhere. */
export async function askedOn(db: Db, ticketIds: readonly number[]): Promise<Asked[]> {
  type Found = { ticketId: number, address: string, joined: string | null, handle: string | null, requester: string, channel: Channel, mailboxId: number, ticketSubject: string, subject: string, text: string, at: number }
  const found: Found[] = []
  for (const ids of slices(ticketIds)) {
    const firsts = db('messages').whereIn('ticket_id', ids).whereNull('side_id').groupBy('ticket_id').min({ id: 'id' })
    found.push(...await db('messages as m').join('tickets as t', 't.id', 'm.ticket_id').whereIn('m.id', db.select('id').from(firsts.as('first'))).whereNull('m.automatic').whereNull('t.merged_into_id')
      .select({
        ticketId: 't.id', address: 't.requester_address', handle: 't.requester_handle', joined: db.raw(JOINED), requester: 't.requester_name', channel: 't.channel', mailboxId: 't.mailbox_id', at: 't.created_at',
        ticketSubject: 't.subject', subject: 'm.subject', text: db.raw('substr(coalesce(m.visible_reply, m.text), 1, 4000)'),
      }) as Found[])
  }
  return found.map(({ ticketId, address, joined, handle, requester, channel, mailboxId, ticketSubject, subject, text, at }) => ({
    ticketId, channel, mailboxId,
    person: personOf({ address, joined, handle }),
    name: fullName(requester),
    subject: tellingWords(bareSubject(ticketSubject || subject)),
    text: tellingWords(text),
    openedAt: at,
  }))
}

const Words = z.object({ subject: z.array(z.string()), text: z.array(z.string()) })
const MOST_CANDIDATES = 2000

/** What these people, and others of their names, have asked since. */
export async function askedBy(db: Db, asked: readonly Asked[], since: number): Promise<Asked[]> {
  const [people, names] = [distinct(asked.map(({ person }) => person)), distinct(asked.map(({ name }) => name))]
  const found = [...await candidates(db, 'person', { values: people, since }), ...await candidates(db, 'name', { values: names, since })]
  return [...new Map(found.map(one => [one.ticketId, one])).values()]
}

const distinct = (values: readonly string[]) => [...new Set(values)].filter(value => value !== '')

async function candidates(db: Db, by: 'person' | 'name', { values, since }: { values: readonly string[], since: number }): Promise<Asked[]> {
  type Found = Omit<Asked, 'subject' | 'text'> & { words: string }
  const found = values.length === 0
    ? []
    : await db('asked').join('tickets', 'tickets.id', 'asked.ticket_id').whereIn(`asked.${by}`, values).where('opened_at', '>=', since).whereNull('tickets.merged_into_id')
        .orderBy('opened_at', 'desc').limit(MOST_CANDIDATES)
        .select<Found[]>({ ticketId: 'ticket_id', person: 'person', name: 'name', channel: 'channel', mailboxId: 'mailbox_id', words: 'words', openedAt: 'opened_at' })
  return found.map(({ words, ...asked }) => ({ ...asked, ...Words.parse(JSON.parse(words)) }))
}

const OVER = ['solved', 'closed']

type Standing = { lowId: number, highId: number, likeness: number }

/** The pairs among these tickets and any others that nobody has judged, and that are not both over. */
async function standingPairs(db: Db, ticketIds: readonly number[]): Promise<Standing[]> {
  const side = (column: 'low_id' | 'high_id') => db('doubles').join('tickets as low', 'low.id', 'doubles.low_id').join('tickets as high', 'high.id', 'doubles.high_id')
    .whereIn(`doubles.${column}`, ticketIds).whereNull('judged_at').whereNull('low.merged_into_id').whereNull('high.merged_into_id')
    .where((live) => { void live.whereNotIn('low.status', OVER).orWhereNotIn('high.status', OVER) })
    .select<Standing[]>({ lowId: 'low_id', highId: 'high_id', likeness: 'likeness' })
  const [low, high] = await Promise.all([side('low_id'), side('high_id')])
  return [...low, ...high]
}

/** Those of the tickets that seem to be the same question as another one. */
export async function withDouble(db: Db, ticketIds: readonly number[]): Promise<Set<number>> {
  if (ticketIds.length === 0) return new Set()
  return new Set((await standingPairs(db, ticketIds)).flatMap(({ lowId, highId }) => [lowId, highId]))
}

type Found = Omit<OtherTicket, 'mailbox'> & { assigneeId: number, mailboxId: number, mailboxName: string | null, address: string, status: TicketStatus }
const COLUMNS = {
  id: 'tickets.id', reference: 'reference', subject: 'subject', status: 'status', channel: 'channel', requester: 'requester_name', address: 'requester_address', createdAt: 'tickets.created_at',
  assigneeId: 'assignee_id', mailboxId: 'mailbox_id', mailboxName: 'mailboxes.name',
} as const

const tickets = (db: Db) => db('tickets').leftJoin('mailboxes', 'mailboxes.id', 'tickets.mailbox_id').whereNull('merged_into_id')

const shown = ({ assigneeId: _held, mailboxId, mailboxName, address, ...ticket }: Found, here: Found): OtherTicket =>
  ({ ...ticket, requester: ticket.requester || address, mailbox: mailboxId === here.mailboxId ? null : mailboxName })

const LOOKED_AT = 50
const MOST_OTHERS = 5

/** The tickets that seem to be the same question as this one, the most alike first; and what else its requester has open. */
export async function othersOf(db: Db, ticketId: number): Promise<{ doubles: Double[], others: OtherTicket[] }> {
  const here = await tickets(db).where({ 'tickets.id': ticketId }).first<Found | undefined>(COLUMNS)
  if (!here) return { doubles: [], others: [] }
  const pairs = (await standingPairs(db, [ticketId])).sort((a, b) => b.likeness - a.likeness)
  const ids = pairs.map(({ lowId, highId }) => lowId === ticketId ? highId : lowId)
  const [alike, theirs] = await Promise.all([
    ids.length === 0 ? [] : tickets(db).whereIn('tickets.id', ids).select<Found[]>(COLUMNS),
    // The latest of them by the index alone, whatever their number.
    tickets(db).whereIn('tickets.id', db.select('id').from(db('tickets').where({ requester_address: here.address }).orderBy('activity_at', 'desc').limit(LOOKED_AT).select('id').as('latest'))).select<Found[]>(COLUMNS),
  ])
  const doubles = ids.map(id => alike.find(one => one.id === id)).filter(one => one !== undefined)
    .map(one => ({ ...shown(one, here), intoId: keeper(here, one) }))
  // Compared here: MariaDB takes addresses for the same that differ by an accent.
  const others = theirs.filter(({ id, status, address }) => id !== ticketId && !ids.includes(id) && !OVER.includes(status) && here.address !== '' && address.toLowerCase() === here.address.toLowerCase())
    .sort((a, b) => b.createdAt - a.createdAt || b.id - a.id).slice(0, MOST_OTHERS).map(one => shown(one, here))
  return { doubles, others }
}
