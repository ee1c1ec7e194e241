import type { Db } from '../../platform/db.ts'
import { slices } from '../../platform/rows.ts'
import type { AwaitedAnswer } from './awaited.ts'
import { Discussion } from './contract.ts'
import { answersBy, type Answerable } from './way.ts'

/** The discussions that a ticket is about, the oldest first. */
export async function discussionsOf(db: Db, ticketId: number): Promise<Discussion[]> {
  const rows = await db('discussions').join('sources', 'sources.id', 'discussions.source_id').where({ ticket_id: ticketId }).orderBy('discussions.id').select({
    id: 'discussions.id', sourceId: 'sources.id', kind: 'sources.kind', name: 'sources.name', answersBy: 'sources.answers_by', answersTo: 'sources.answers_to', active: 'sources.active',
    address: 'sources.address', account: 'account', threadKey: 'thread_key', replyAddress: 'reply_address',
    title: 'title', url: 'discussions.url', category: 'category', isPrivate: 'is_private', answeredAt: 'answered_at', solvedAt: 'solved_at',
  }) as (Omit<Discussion, 'source' | 'people' | 'isPrivate'> & Omit<Answerable, 'answersBy'> & Discussion['source'] & { id: number, sourceId: number, isPrivate: number | boolean, active: number | boolean })[]
  const people = await speakersIn(db, rows.map(({ id }) => id))
  return rows.map(({ sourceId, kind, name, answersTo, active, isPrivate, ...discussion }) => Discussion.parse({
    ...discussion, isPrivate: Boolean(isPrivate), people: people.get(discussion.id) ?? 0, source: { id: sourceId, kind, name, answersBy: answersBy(discussion), answersTo, active: Boolean(active) },
  }))
}

/** A discussion as far as answering it needs to know. */
export type AnsweredDiscussion = Answerable & { id: number, title: string, sourceId: number, kind: Discussion['source']['kind'], name: string, mailboxId: number | null, active: boolean }

/** The discussion, when it is on this ticket. */
export async function discussionToAnswer(db: Db, ticketId: number, id: number): Promise<AnsweredDiscussion | undefined> {
  const found = await db('discussions').join('sources', 'sources.id', 'discussions.source_id').where({ 'ticket_id': ticketId, 'discussions.id': id }).first({
    id: 'discussions.id', title: 'title', sourceId: 'sources.id', kind: 'sources.kind', name: 'sources.name', mailboxId: 'mailbox_id', active: 'active',
    answersBy: 'answers_by', address: 'sources.address', account: 'account', threadKey: 'thread_key', replyAddress: 'reply_address',
  }) as Omit<AnsweredDiscussion, 'active'> & { active: number | boolean } | undefined
  return found && { ...found, active: Boolean(found.active) }
}

async function speakersIn(db: Db, discussionIds: readonly number[]): Promise<Map<number, number>> {
  if (discussionIds.length === 0) return new Map()
  const found = await db('discussion_participants').whereIn('discussion_id', discussionIds).groupBy('discussion_id').select('discussion_id as id').count<{ id: number, people: number }[]>({ people: '*' })
  return new Map(found.map(({ id, people }) => [id, Number(people)]))
}

/** By what they may be meant: by their tickets, by their own ids, or by their list alone, when it names nothing. */
export type Meant = { ticketIds: readonly number[], messageIds: readonly number[], sourceIds: readonly number[], since: number }

const MOST_RECENT = 200

/** Those that are waited for. */
export async function awaitedAnswers(db: Db, { ticketIds, messageIds, sourceIds, since }: Meant): Promise<AwaitedAnswer[]> {
  const recent = sourceIds.length === 0 ? [] : await db('outbox').where({ kind: 'post' }).where('created_at', '>', since).orderBy('created_at', 'desc').limit(MOST_RECENT).select<{ id: number | null }[]>({ id: 'stored_message_id' })
  const waiting = () => db('messages').join('discussions', 'discussions.id', 'messages.discussion_id').where({ 'messages.kind': 'reply' }).whereNull('messages.published_at')
    .select<AwaitedAnswer[]>({ messageId: 'messages.id', ticketId: 'messages.ticket_id', discussionId: 'discussions.id', sourceId: 'source_id', text: 'text' })
  const found: AwaitedAnswer[] = []
  for (const ids of slices(ticketIds)) found.push(...await waiting().whereIn('messages.ticket_id', ids))
  for (const ids of slices(messageIds)) found.push(...await waiting().whereIn('messages.id', ids))
  for (const ids of slices(recent.map(({ id }) => id).filter(id => id !== null))) found.push(...await waiting().whereIn('messages.id', ids).whereIn('source_id', sourceIds))
  return [...new Map(found.map(answer => [answer.messageId, answer])).values()]
}

/** The questions that were left to their list or forum until now, the first first. */
export async function leftUntil(db: Db, now: number, most: number): Promise<number[]> {
  return (await db('tickets').where('community_until', '<=', now).orderBy('community_until').limit(most).select<{ id: number }[]>('id')).map(({ id }) => id)
}
