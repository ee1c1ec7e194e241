import type { Transaction } from '../../platform/db.ts'
import type { Channel, TicketStatus } from '../contract.ts'
import { insertRows, slices } from '../../platform/rows.ts'
import { previewOf, type Confirmation, type Discussion, type Edit, type Filing, type Moderated, type Publication, type Speaker } from '../filing/filing.ts'

const COLUMNS = {
  id: 'id', sourceId: 'source_id', ticketId: 'ticket_id', key: 'thread_key', title: 'title', url: 'url', category: 'category', isPrivate: 'is_private',
  replyAddress: 'reply_address', answeredAt: 'answered_at', solvedAt: 'solved_at', createdAt: 'created_at',
} as const

type Row = Omit<Discussion, 'isPrivate'> & { isPrivate: number | boolean }

/** The discussions on these tickets, the oldest first. */
export async function discussionsOn(db: Transaction, ticketIds: readonly number[]): Promise<Discussion[]> {
  const found: Discussion[] = []
  for (const some of slices(ticketIds)) {
    const rows = await db('discussions').whereIn('ticket_id', some).orderBy('id').select(COLUMNS) as Row[]
    found.push(...rows.map(row => ({ ...row, isPrivate: Boolean(row.isPrivate) })))
  }
  return found
}

const cut = (text: string | null, length: number) => text === null ? null : text.slice(0, length).toWellFormed()

/** Discussions as they stand after a batch: new ones, and those that were there. */
export async function saveDiscussions(db: Transaction, { opened, changed }: Filing['discussions']) {
  const rowOf = ({ id, sourceId, ticketId, key, title, url, category, isPrivate, replyAddress, answeredAt, solvedAt, createdAt }: Discussion) => ({
    id, source_id: sourceId, ticket_id: ticketId, thread_key: cut(key, 200), title: cut(title, 500), url: cut(url, 1000), category: cut(category, 200), is_private: isPrivate,
    reply_address: cut(replyAddress, 320), answered_at: answeredAt, solved_at: solvedAt, created_at: createdAt,
  })
  await insertRows(db, 'discussions', opened.map(rowOf))
  for (const { id, ...row } of changed.map(rowOf)) await db('discussions').where({ id }).update(row)
}

/** Who has spoken; whoever is known there already stays as they are. */
export async function saveSpeakers(db: Transaction, speakers: readonly Speaker[]) {
  for (const some of slices(speakers)) {
    await db('discussion_participants').insert(some.map(({ discussionId, who, name }) => ({ discussion_id: discussionId, who: cut(who, 320), name: cut(name, 200) }))).onConflict(['discussion_id', 'who']).ignore()
  }
}

/** What has changed at its source changes here; what it said before is kept in the bytes it came in. */
export async function saveEdits(db: Transaction, edits: readonly Edit[]) {
  for (const { messageId, ticketId, at, said } of edits) {
    if (said === null) {
      await db('messages').where({ id: messageId, ticket_id: ticketId }).update({ removed_at: at })
      continue
    }
    const { subject, text, visibleReply, html, fingerprint, rawSha256 } = said
    await db('messages').where({ id: messageId, ticket_id: ticketId }).update({
      subject: cut(subject, 500), text, visible_reply: visibleReply === text ? null : visibleReply, html, fingerprint, raw_sha256: rawSha256, edited_at: at, removed_at: null,
    })
    await db('tickets').where({ id: ticketId, last_message_id: messageId }).update({ preview: cut(previewOf(said), 300) })
  }
}

/** Messages that everybody there can read, too. */
export async function publish(db: Transaction, publications: readonly Publication[]) {
  for (const { messageId, discussionId, postKey, postUrl } of publications) {
    await db('messages').where({ id: messageId }).update({ discussion_id: discussionId, post_key: cut(postKey, 200), post_url: cut(postUrl, 1000) })
  }
}

/** Answers of ours that stand where everybody reads them. What was said in private alone is never among them. */
export async function confirm(db: Transaction, confirmations: readonly Confirmation[]) {
  for (const { messageId, at, postKey, postUrl } of confirmations) {
    await db('messages').where({ id: messageId, kind: 'reply' }).whereNotNull('discussion_id').update({
      published_at: db.raw('coalesce(published_at, ?)', [at]), moderation: null,
      ...postKey === null ? {} : { post_key: cut(postKey, 200) }, ...postUrl === null ? {} : { post_url: cut(postUrl, 1000) },
    })
  }
}

/** What the moderators say of them; once it stands there, they have said yes. */
export async function moderate(db: Transaction, moderations: readonly Moderated[]) {
  for (const { messageId, moderation } of moderations) await db('messages').where({ id: messageId, kind: 'reply' }).whereNotNull('discussion_id').whereNull('published_at').update({ moderation })
}

/** The forum has taken an answer of ours: its name there, and where it is read. */
export async function saveTaken(db: Transaction, { messageId, postKey, postUrl }: Pick<Confirmation, 'messageId' | 'postKey' | 'postUrl'>) {
  await db('messages').where({ id: messageId }).update({ post_key: cut(postKey, 200), post_url: cut(postUrl, 1000) })
}

/** How a ticket stands that may be left to others, locked. */
export async function lockLeft(db: Transaction, ticketId: number) {
  return await db('tickets').where({ id: ticketId }).forUpdate().first<{ status: TicketStatus, channel: Channel, assigneeId: number, createdAt: number, until: number | null } | undefined>({ status: 'status', channel: 'channel', assigneeId: 'assignee_id', createdAt: 'created_at', until: 'community_until' })
}

/** The question is left to nobody any more; `standing` is how it stands from now on, null where an agent has said so already. */
export async function saveTakenUp(db: Transaction, ticketId: number, standing: { status: TicketStatus, waitingSince: number } | null) {
  await db('tickets').where({ id: ticketId }).update({ community_until: null, ...standing === null ? {} : { status: standing.status, waiting_since: standing.waitingSince } })
}
