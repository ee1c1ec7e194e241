import type { MailAddress } from '../../outbox/contract.ts'
import type { LetterFile } from '../../outbox/outgoing.ts'
import type { Db, Transaction } from '../../platform/db.ts'
import { insertRows } from '../../platform/rows.ts'
import { hashOf } from '../filing/thread-hash.ts'
import type { Former } from '../ticket.ts'
import type { Thread } from './letter.ts'
import type { Unseen } from './ground.ts'

/** The conversation of a ticket, or a side thread of it. */
export type Place = { ticketId: number, sideId: number | null }

/** What was said on the ticket after that version, beside machines' mail. */
export async function saidSince(db: Transaction, ticketId: number, version: number): Promise<Unseen[]> {
  return await db('messages').where({ ticket_id: ticketId }).whereNull('automatic').where('version', '>', version).orderBy('version')
    .select({ id: 'id', kind: 'kind', agentId: 'agent_id', name: 'from_name', address: 'from_address', text: db.raw('coalesce(visible_reply, text)'), at: 'created_at' }) as Unseen[]
}

const LAST = 60

type Named = { messageId: string, kind: string, pending: number, automatic: string | null, discussionId: number | null, from: string, postKey: string | null }

async function named(db: Transaction, where: Record<string, number | null>): Promise<Named[]> {
  const found = await db('messages').where(where).whereNotNull('message_id').whereNot({ kind: 'note' })
    .orderBy([{ column: 'created_at', order: 'desc' }, { column: 'id', order: 'desc' }]).limit(LAST)
    .select<Named[]>({ messageId: 'message_id', kind: 'kind', pending: 'pending', automatic: 'automatic', discussionId: 'discussion_id', from: 'from_address', postKey: 'post_key' })
  return found.filter(({ pending, automatic }) => !pending && automatic === null)
}

/** How the mails of a conversation are named: what an answer to it must say. Of what was said for everybody, the requester's words are answered in private, and nobody else's. */
export async function threadOf(db: Transaction, { ticketId, sideId }: Place, requester = ''): Promise<Thread> {
  const heard = await named(db, { ticket_id: ticketId, side_id: sideId })
  const isTheirs = ({ discussionId, from }: Named) => discussionId === null || from.toLowerCase() === requester.toLowerCase()
  return { ids: heard.map(({ messageId }) => messageId).reverse(), answered: heard.find(one => one.kind === 'incoming' && isTheirs(one))?.messageId ?? null }
}

/** The same of a discussion that everybody reads: nothing that was said elsewhere is named there. `postKey` is the post that is answered. */
export async function threadIn(db: Transaction, discussionId: number): Promise<Thread & { postKey: string | null }> {
  const heard = await named(db, { discussion_id: discussionId })
  const answered = heard.find(({ kind }) => kind === 'incoming')
  return { ids: heard.map(({ messageId }) => messageId).reverse(), answered: answered?.messageId ?? null, postKey: answered?.postKey ?? null }
}

/** Those who get a mail belong to its conversation from now on, also if they waited for a yes. Answers who was not in it at all. */
export async function welcome(db: Transaction, { ticketId, sideId }: Place, people: readonly MailAddress[]): Promise<string[]> {
  const there = await db('participants').where({ ticket_id: ticketId, side_id: sideId }).select<{ id: number, address: string }[]>('id', 'address')
  const known = new Set(there.map(({ address }) => address))
  const addressed = new Map(people.map(({ address, name }) => [address.toLowerCase(), name]))
  // By their ids: MariaDB takes addresses for the same that differ by an accent.
  await db('participants').whereIn('id', there.filter(({ address }) => addressed.has(address)).map(({ id }) => id)).update({ pending: false })
  const newcomers = [...addressed].filter(([address]) => !known.has(address))
  await insertRows(db, 'participants', newcomers.map(([address, name]) => ({ ticket_id: ticketId, side_id: sideId, kind: 'address', address, name: name.slice(0, 200), pending: false })))
  return newcomers.map(([address]) => address)
}

/** They leave the conversation again. */
export async function dismiss(db: Transaction, { ticketId, sideId }: Place, addresses: readonly string[]) {
  if (addresses.length > 0) await db('participants').where({ ticket_id: ticketId, side_id: sideId }).whereIn('address', addresses).delete()
}

/** The Message-ID is this ticket's: answers to it find their way. */
export async function claimId(db: Transaction, { ticketId, sideId }: Place, { messageId, rfcId }: { messageId: number, rfcId: string }) {
  await db('thread_ids').insert({ hash: hashOf(rfcId), ticket_id: ticketId, message_id: messageId, side_id: sideId }).onConflict('hash').ignore()
}

/** The files of a message, kept on their own. */
export async function addFiles(db: Transaction, messageId: number, files: readonly LetterFile[]) {
  await insertRows(db, 'attachments', files.map(({ filename, contentType, size, sha256 }, part) => ({
    message_id: messageId, part, filename: filename.slice(0, 300), content_type: contentType.slice(0, 200), disposition: 'attachment', content_id: null, size, sha256, kept: true,
  })))
}

/** The files of a message that we sent. */
export async function filesOf(db: Transaction, messageId: number): Promise<LetterFile[]> {
  return db('attachments').where({ message_id: messageId, kept: true }).orderBy('part').select<LetterFile[]>({ filename: 'filename', contentType: 'content_type', size: 'size', sha256: 'sha256' })
}

/** How a ticket stands beside what its row tells an act. */
export async function placeInList(db: Transaction, ticketId: number): Promise<Pick<Former, 'activityAt' | 'lastMessageId'>> {
  const row = await db('tickets').where({ id: ticketId }).first<Pick<Former, 'activityAt' | 'lastMessageId'> | undefined>({ activityAt: 'activity_at', lastMessageId: 'last_message_id' })
  return row ?? { activityAt: 0, lastMessageId: 0 }
}

/** A message we sent, as far as taking it back needs to know. */
export type OwnMessage = { id: number, ticketId: number, sideId: number | null, discussionId: number | null, kind: string, text: string, subject: string, recipients: string, former: string | null, rfcId: string | null }

/** The message, whatever ticket it stands on. */
export async function messageById(db: Db, id: number): Promise<OwnMessage | undefined> {
  return db('messages').where({ id }).first<OwnMessage | undefined>({
    id: 'id', ticketId: 'ticket_id', sideId: 'side_id', discussionId: 'discussion_id', kind: 'kind', text: 'text', subject: 'subject', recipients: 'recipients', former: 'former', rfcId: 'message_id',
  })
}

/** The message leaves its ticket as if it had not been written; the version moves on, since something has changed. */
export async function removeMessage(db: Transaction, { id, ticketId, rfcId }: Pick<OwnMessage, 'id' | 'ticketId' | 'rfcId'>, { activityAt, lastMessageId }: Pick<Former, 'activityAt' | 'lastMessageId'>) {
  await db('attachments').where({ message_id: id }).delete()
  await db('messages').where({ id }).delete()
  if (rfcId !== null) await db('thread_ids').where({ hash: hashOf(rfcId), message_id: id }).delete()
  await db('tickets').where({ id: ticketId }).decrement('message_count', 1).increment('version', 1)
  // What was said before may have come with another ticket since.
  const last = await db('messages').where({ ticket_id: ticketId }).whereNull('automatic').first<{ id: number | null, at: number | null } | undefined>(db.raw('max(id) as id, max(created_at) as at'))
  await db('tickets').where({ id: ticketId, last_message_id: id })
    .update({ last_message_id: Math.max(lastMessageId, Number(last?.id ?? 0)), activity_at: Math.max(activityAt, Number(last?.at ?? 0)) })
}

/** Says yes to what this person wrote. What may be forged in their name is none of it, but for the one message named. */
export async function acceptMessages(db: Transaction, ticketId: number, { address, messageId }: { address: string, messageId: number | null }) {
  type Waiting = { id: number, address: string, problems: string | null }
  const waiting = await db('messages').where({ ticket_id: ticketId, pending: true }).select<Waiting[]>({ id: 'id', address: 'from_address', problems: 'problems' })
  // Compared here: MariaDB takes addresses for the same that differ by an accent.
  const theirs = waiting.filter(message => message.address.toLowerCase() === address.toLowerCase() && (message.id === messageId || !message.problems?.includes('sender-not-authenticated')))
  await db('messages').whereIn('id', theirs.map(({ id }) => id)).update({ pending: false })
}
