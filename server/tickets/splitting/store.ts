import { z } from 'zod'
import { MailAddress } from '../../outbox/contract.ts'
import { sendingsOf } from '../../outbox/queries.ts'
import type { Transaction } from '../../platform/db.ts'
import { insertRows, slices } from '../../platform/rows.ts'
import { previewOf } from '../filing/filing.ts'
import type { Ticket } from '../ticket.ts'
import type { Leaver, Piece, SplitOff } from './splitting.ts'

type Between = { fromId: number, intoId: number }

const Recipients = z.object({ to: z.array(MailAddress), cc: z.array(MailAddress) })

/** The messages of a ticket in the order of time, as far as splitting needs to know. */
export async function piecesOf(db: Transaction, ticketId: number): Promise<Piece[]> {
  type Found = { id: number, kind: Piece['kind'], sideId: number | null, address: string, name: string, recipients: string, automatic: string | null, pending: number | boolean, at: number }
  const found = await db('messages').where({ ticket_id: ticketId }).orderBy(['created_at', 'id'])
    .select<Found[]>({ id: 'id', kind: 'kind', sideId: 'side_id', address: 'from_address', name: 'from_name', recipients: 'recipients', automatic: 'automatic', pending: 'pending', at: 'created_at' })
  const sendings = await sendingsOf(db, found.filter(({ kind }) => kind === 'reply').map(({ id }) => id))
  return found.map(({ id, kind, sideId, address, name, recipients, automatic, pending, at }) => {
    const { to, cc } = Recipients.parse(JSON.parse(recipients))
    const author = { address: address.toLowerCase(), name }
    return { id, kind, sideId, author, at, isAutomatic: automatic !== null, isPending: Boolean(pending), isHeld: sendings.get(id)?.state === 'held', people: new Set([author, ...to, ...cc].map(one => one.address.toLowerCase())) }
  })
}

/** Who takes part in the conversation of a ticket. */
export async function peopleOn(db: Transaction, ticketId: number): Promise<(Leaver & { id: number })[]> {
  type Found = Omit<Leaver, 'pending'> & { id: number, pending: number | boolean }
  const found = await db('participants').where({ ticket_id: ticketId, side_id: null }).orderBy('id').select<Found[]>('id', 'kind', 'address', 'name', 'pending')
  return found.map(({ pending, ...person }) => ({ ...person, pending: Boolean(pending) }))
}

/** They take part in the conversation of the ticket. */
export async function addPeople(db: Transaction, ticketId: number, people: readonly Leaver[]) {
  await insertRows(db, 'participants', people.map(({ kind, address, name, pending }) => ({ ticket_id: ticketId, side_id: null, kind, address, name, pending })))
}

/** Those of them who are not in the conversation take part in it again. */
export async function bringBack(db: Transaction, ticketId: number, people: readonly Leaver[]) {
  const there = new Set((await peopleOn(db, ticketId)).map(({ address }) => address))
  await addPeople(db, ticketId, people.filter(({ address }) => !there.has(address)))
}

/** A ticket that begins with messages of another one, before they are moved to it. */
export async function insertSplit(db: Transaction, { ticket, fromId, first }: { ticket: Ticket, fromId: number, first: Pick<Piece, 'id' | 'at'> }) {
  const { id, reference, subject, status, channel, assigneeId, requester, mailboxId, locale, version, waitingSince } = ticket
  const from = await db('tickets').where({ id: fromId }).first<{ sourceId: number | null } | undefined>({ sourceId: 'source_id' })
  // Whoever is known by a name at a forum only is still known by it.
  const said = await db('messages').where({ id: first.id }).first<{ handle: string | null } | undefined>('handle')
  await db('tickets').insert({
    id, reference, subject, status, channel, locale, version,
    source_id: from?.sourceId ?? null,
    preview: '',
    assignee_id: assigneeId,
    requester_address: requester.address,
    requester_name: requester.name.slice(0, 200),
    requester_handle: said?.handle ?? null,
    mailbox_id: mailboxId,
    waiting_since: waitingSince,
    message_count: 0,
    last_message_id: 0,
    activity_at: first.at,
    created_at: first.at,
    split_from_id: fromId,
    touched: true,
  })
}

/** The messages stand on the other ticket from now on, and so do answers to them. */
export async function moveMessages(db: Transaction, { fromId, intoId }: Between, ids: readonly number[]) {
  for (const some of slices(ids)) {
    await db('messages').where({ ticket_id: fromId }).whereIn('id', some).update({ ticket_id: intoId })
    await db('thread_ids').where({ ticket_id: fromId }).whereIn('message_id', some).update({ ticket_id: intoId })
  }
}

/** A thread of a list or a topic of a forum goes where all that was said in it went. */
export async function moveDiscussions(db: Transaction, { fromId, intoId }: Between) {
  const partly = db('messages').where({ ticket_id: fromId }).whereNotNull('discussion_id').select('discussion_id')
  const there = db('messages').where({ ticket_id: intoId }).whereNotNull('discussion_id').select('discussion_id')
  await db('discussions').where({ ticket_id: fromId }).whereIn('id', there).whereNotIn('id', partly).update({ ticket_id: intoId })
}

/** Whether these messages wait for an agent's yes. */
export async function setPending(db: Transaction, ids: readonly number[], pending: boolean) {
  for (const some of slices(ids)) await db('messages').whereIn('id', some).update({ pending })
}

/** The list shows the latest words that somebody wrote on the ticket. */
export async function refreshPreview(db: Transaction, ticketId: number) {
  const latest = await db('messages').where({ ticket_id: ticketId, kind: 'incoming', automatic: null, side_id: null }).orderBy([{ column: 'created_at', order: 'desc' }, { column: 'id', order: 'desc' }])
    .first<{ text: string, visibleReply: string | null } | undefined>({ text: 'text', visibleReply: 'visible_reply' })
  if (latest) await db('tickets').where({ id: ticketId }).update({ preview: previewOf({ text: latest.text, visibleReply: latest.visibleReply ?? latest.text }) })
}

/** Remembers a split, so that it can be undone. */
export async function addSplit(db: Transaction, { fromId, intoId }: Between, { moved, agentId, at }: { moved: SplitOff, agentId: number, at: Date }) {
  await db('splits').insert({ from_id: fromId, into_id: intoId, moved: JSON.stringify(moved), agent_id: agentId, created_at: at.getTime() })
}

/** A split that has not been undone, locked. */
export async function lockSplit(db: Transaction, id: number): Promise<Between & { moved: SplitOff } | undefined> {
  const row = await db('splits').where({ id, undone_at: null }).forUpdate().first<Between & { moved: string } | undefined>({ fromId: 'from_id', intoId: 'into_id', moved: 'moved' })
  return row && { ...row, moved: JSON.parse(row.moved) as SplitOff }
}

/** The split is undone. */
export async function savePutBack(db: Transaction, id: number, at: Date) {
  await db('splits').where({ id }).update({ undone_at: at.getTime() })
}

/** Whether something was split off the ticket and not put back. */
export async function isParted(db: Transaction, ticketId: number): Promise<boolean> {
  return await db('splits').where({ from_id: ticketId, undone_at: null }).first('id') !== undefined
}
