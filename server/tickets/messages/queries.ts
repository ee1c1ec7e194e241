import { sendingsOf } from '../../outbox/queries.ts'
import type { Db } from '../../platform/db.ts'
import { Refusal } from '../../platform/errors.ts'
import type { Attachment, Message } from '../contract.ts'
import { shownMessage, type FoundMessage } from '../rows.ts'
import { dangerOf } from './danger.ts'
import { redactionsOf } from '../redaction/queries.ts'
import { safeFilename } from './file-name.ts'

const LAST = 200

const columns = (db: Db) => ({
  id: 'id', runId: 'run_id', kind: 'kind', agentId: 'agent_id', address: 'from_address', name: 'from_name', recipients: 'recipients', subject: 'subject',
  text: 'text', visibleReply: 'visible_reply', automatic: 'automatic', pending: 'pending', problems: 'problems', at: 'created_at',
  discussionId: 'discussion_id', handle: 'handle', postUrl: 'post_url', editedAt: 'edited_at', removedAt: 'removed_at', publishedAt: 'published_at', moderation: 'moderation',
  sideId: 'side_id', forwardedFrom: 'forwarded_from', version: 'version',
  hasHtml: db.raw('html is not null'), hasSource: db.raw('raw_sha256 is not null'),
})

/** The last messages of a ticket in their order, and how many came before them. */
export async function messagesOf(db: Db, ticketId: number): Promise<{ messages: Message[], earlier: number }> {
  const latest: FoundMessage[] = await db('messages').where({ ticket_id: ticketId })
    .orderBy([{ column: 'created_at', order: 'desc' }, { column: 'id', order: 'desc' }]).limit(LAST).select(columns(db), db('runs').whereRaw('runs.id = messages.run_id').select('subject').as('runSubject'))
  const ids = latest.map(({ id }) => id)
  const [attachments, sendings, redactions] = await Promise.all([attachmentsOf(db, ids), sendingsOf(db, ids), redactionsOf(db, ids)])
  return {
    messages: latest.reverse().map(found => shownMessage(found, { attachments: attachments.get(found.id) ?? [], sending: sendings.get(found.id) ?? null, redactions: redactions.get(found.id) ?? [] })),
    earlier: latest.length < LAST ? 0 : await countMessages(db, ticketId) - LAST,
  }
}

async function countMessages(db: Db, ticketId: number): Promise<number> {
  const found = await db('messages').where({ ticket_id: ticketId }).count<{ messages: number }[]>({ messages: '*' })
  return Number(found[0]?.messages ?? 0)
}

async function attachmentsOf(db: Db, messageIds: readonly number[]): Promise<Map<number, Attachment[]>> {
  type Found = StoredAttachment & { messageId: number }
  const found = messageIds.length === 0
    ? []
    : await db('attachments').whereIn('message_id', messageIds).orderBy(['message_id', 'part'])
        .select<Found[]>({ id: 'id', messageId: 'message_id', filename: 'filename', contentType: 'content_type', size: 'size', removed: 'removed' })
  const grouped = Map.groupBy(found, ({ messageId }) => messageId)
  return new Map([...grouped].map(([messageId, some]) => [messageId, some.map(shownAttachment)]))
}

type StoredAttachment = Omit<Attachment, 'danger' | 'removed'> & { removed: number | boolean }

function shownAttachment({ id, filename, contentType, size, removed }: StoredAttachment): Attachment {
  return { id, filename: safeFilename(filename), contentType, size, removed: Boolean(removed), danger: removed ? null : dangerOf({ filename, contentType }) }
}

/** Which attachment of a message stands behind each content id, of those that may be shown. */
export async function insideOf(db: Db, messageId: number): Promise<Map<string, number>> {
  const found = await db('attachments').where({ message_id: messageId }).whereNotNull('content_id').orderBy('part', 'desc').select<{ id: number, contentId: string }[]>({ id: 'id', contentId: 'content_id' })
  // Where two have the same, the first is meant.
  return new Map(found.map(({ id, contentId }) => [contentId, id]))
}

/** The sanitised HTML of a message. */
export async function htmlOf(db: Db, messageId: number): Promise<string> {
  const found = await db('messages').where({ id: messageId }).first<{ html: string | null } | undefined>('html')
  if (typeof found?.html !== 'string') throw new Refusal('not-found', 'This message has no HTML')
  return found.html
}

/** Under which digest the raw message is kept. */
export async function sourceOf(db: Db, messageId: number): Promise<string> {
  const found = await db('messages').where({ id: messageId }).first<{ sha256: string | null } | undefined>({ sha256: 'raw_sha256' })
  if (!found?.sha256) throw new Refusal('not-found', 'This message did not come from outside: it has no source')
  return found.sha256
}

/** An attachment, and where its bytes are: `part` of the raw message `sha256`, or, `kept`, a file of their own under that digest. */
export type KeptAttachment = { filename: string | null, contentType: string, part: number, sha256: string | null, kept: boolean }

/** One attachment of a message. */
export async function attachmentOf(db: Db, messageId: number, attachmentId: number): Promise<KeptAttachment> {
  type Found = Omit<KeptAttachment, 'kept'> & { kept: number | boolean, own: string }
  const found = await db('attachments').join('messages', 'messages.id', 'attachments.message_id')
    .where({ 'attachments.id': attachmentId, 'messages.id': messageId, 'removed': false })
    .first<Found | undefined>({ filename: 'filename', contentType: 'content_type', part: 'part', sha256: 'raw_sha256', own: 'attachments.sha256', kept: 'kept' })
  if (!found) throw new Refusal('not-found', 'There is no such attachment')
  const { own, ...attachment } = found
  return { ...attachment, kept: Boolean(found.kept), sha256: found.kept ? own : found.sha256 }
}

/** The ticket a message stands on. */
export async function ticketOfMessage(db: Db, messageId: number): Promise<number> {
  const found = await db('messages').where({ id: messageId }).first<{ ticketId: number } | undefined>({ ticketId: 'ticket_id' })
  if (!found) throw new Refusal('not-found', 'There is no such message')
  return found.ticketId
}
