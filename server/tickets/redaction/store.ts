import type { Db, Transaction } from '../../platform/db.ts'
import { insertRows } from '../../platform/rows.ts'
import type { ColumnKind, StoredRow } from './rows.ts'

/** Where words of a ticket are kept: the table, the column that names its ticket, and what its other columns hold. */
export const PLACES = {
  tickets: { by: 'id', columns: { subject: 'cut', preview: 'cut', requester_name: 'text' } },
  messages: { by: 'ticket_id', columns: { subject: 'cut', text: 'text', visible_reply: 'text', html: 'html', from_name: 'text', recipients: 'json', forwarded_from: 'json' } },
  participants: { by: 'ticket_id', columns: { name: 'text' } },
  side_threads: { by: 'ticket_id', columns: { subject: 'cut' } },
  drafts: { by: 'ticket_id', columns: { content: 'json' } },
} as const satisfies Record<string, { by: string, columns: Record<string, ColumnKind> }>

export type PlaceName = keyof typeof PLACES

/** The rows of these tickets in one of those places. */
export async function rowsIn(db: Db, place: PlaceName, ticketIds: readonly number[]): Promise<(StoredRow & { id: number })[]> {
  const { by, columns } = PLACES[place]
  const more = { messages: ['message_id', 'fingerprint', 'raw_sha256', 'problems', 'ticket_id'], tickets: [], participants: [], side_threads: [], drafts: ['revision'] }[place]
  return await db(place).whereIn(by, ticketIds).orderBy('id').select(['id', ...Object.keys(columns), ...more]) as (StoredRow & { id: number })[]
}

/** An attachment of these tickets. */
export type StoredAttachment = { id: number, messageId: number, part: number, filename: string | null, contentId: string | null, sha256: string, kept: boolean }

export async function attachmentsOn(db: Db, messageIds: readonly number[]): Promise<StoredAttachment[]> {
  if (messageIds.length === 0) return []
  const rows = await db('attachments').whereIn('message_id', messageIds).where({ removed: false }).orderBy('id')
    .select<(Omit<StoredAttachment, 'kept'> & { kept: number | boolean })[]>({ id: 'id', messageId: 'message_id', part: 'part', filename: 'filename', contentId: 'content_id', sha256: 'sha256', kept: 'kept' })
  return rows.map(row => ({ ...row, kept: Boolean(row.kept) }))
}

/** The tickets, locked: nothing is put on them until the end of the transaction. */
export async function lockFamily(db: Transaction, ticketIds: readonly number[]) {
  await db('tickets').whereIn('id', ticketIds).orderBy('id').forUpdate().select('id')
}

export async function saveRow(db: Transaction, place: PlaceName | 'attachments', { id, changes }: { id: number, changes: Record<string, string | number | boolean | null> }) {
  if (Object.keys(changes).length > 0) await db(place).where({ id }).update(changes)
}

/** Nothing is left of these files but that they were there. */
export async function removeAttachments(db: Transaction, ids: readonly number[]) {
  if (ids.length > 0) await db('attachments').whereIn('id', ids).update({ filename: null, content_id: null, sha256: '', size: 0, removed: true })
}

/** Files that wait to be sent, without those of this content. */
export async function removeUploadsOf(db: Transaction, digests: readonly string[]): Promise<number[]> {
  if (digests.length === 0) return []
  const found = (await db('uploads').whereIn('sha256', digests).select<{ id: number }[]>('id')).map(({ id }) => id)
  if (found.length > 0) await db('uploads').whereIn('id', found).delete()
  return found
}

/** The id that we made of what a message says is another now: the same that its copies will get. */
export async function rehash(db: Transaction, { ticketId, messageId, hash }: { ticketId: number, messageId: number, hash: string }) {
  await db('thread_ids').where({ ticket_id: ticketId, message_id: messageId }).update({ hash })
}

/** What a ticket asked, in single words, for finding the same question again: it is found no more. */
export async function forgetAsked(db: Transaction, ticketIds: readonly number[]) {
  await db('asked').whereIn('ticket_id', ticketIds).delete()
}

/** Writes down that something was taken out of these messages. */
export async function addRedactions(db: Transaction, messageIds: readonly number[], { agentId, kinds, at }: { agentId: number | null, kinds: readonly string[], at: number }) {
  await insertRows(db, 'redactions', messageIds.map(messageId => ({ message_id: messageId, agent_id: agentId, kinds: kinds.join(','), at })))
}
