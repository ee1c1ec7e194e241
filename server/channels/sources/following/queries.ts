import { hashOf } from '../../../tickets/filing/thread-hash.ts'
import type { Db } from '../../../platform/db.ts'
import { slices } from '../../../platform/rows.ts'
import { nameAt } from '../../mail/post-keys.ts'
import { publishedProfiles } from '../profiles/all.ts'

/** The lists and forums that are to be read by API or feed now. */
export async function sourcesDue(db: Db, now: number): Promise<{ id: number, name: string }[]> {
  return await db('sources').where({ active: true })
    .where(due => void due.whereNull('next_at').orWhere('next_at', '<=', now))
    .where(way => void way.where(api => void api.where({ profile: 'discourse' }).whereNotNull('api_key_sealed')).orWhereIn('profile', publishedProfiles))
    .orderBy('id').select<{ id: number, name: string }[]>('id', 'name')
}

/** How its last readings went. */
export async function readingState(db: Db, sourceId: number) {
  return await db('sources').where({ id: sourceId }).first<{ failure: string | null, checkedAt: number | null } | undefined>({ failure: 'failure', checkedAt: 'checked_at' })
}

/** The topics on tickets that may still be solved or changed, the newest first. */
export async function openThreads(db: Db, sourceId: number, most: number): Promise<string[]> {
  const rows = await db('discussions').join('tickets', 'tickets.id', 'discussions.ticket_id').where({ 'discussions.source_id': sourceId, 'discussions.solved_at': null }).whereNotNull('thread_key').whereNot({ 'tickets.status': 'closed' })
    .orderBy('discussions.id', 'desc').limit(most).select<{ key: string }[]>('thread_key as key')
  return rows.map(({ key }) => key)
}

/** The posts of a topic that stand on tickets. */
export async function postsOfThread(db: Db, sourceId: number, threadKey: string): Promise<string[]> {
  const rows = await db('messages').join('discussions', 'discussions.id', 'messages.discussion_id').where({ 'discussions.source_id': sourceId, 'discussions.thread_key': threadKey }).whereNotNull('post_key').select<{ key: string }[]>('post_key as key')
  return rows.map(({ key }) => key)
}

/** Which of these posts stand on a ticket. */
export async function heldPosts(db: Db, sourceId: number, postKeys: readonly string[]): Promise<Set<string>> {
  const names = new Map(postKeys.map(key => [hashOf(nameAt(sourceId, key)), key]))
  const held = new Set<string>()
  for (const some of slices([...names.keys()])) {
    const rows = await db('thread_ids').whereIn('hash', some).whereNotNull('message_id').select<{ hash: string }[]>('hash')
    for (const { hash } of rows) held.add(names.get(hash) ?? '')
  }
  return held
}

/** Which of these threads are on tickets already. */
export async function knownThreads(db: Db, sourceId: number, threadKeys: readonly string[]): Promise<Set<string>> {
  const known = new Set<string>()
  for (const some of slices(threadKeys)) {
    const rows = await db('thread_ids').whereIn('hash', some.map(key => hashOf(nameAt(sourceId, key)))).select<{ hash: string }[]>('hash')
    const hashes = new Set(rows.map(({ hash }) => hash))
    for (const key of some) if (hashes.has(hashOf(nameAt(sourceId, key)))) known.add(key)
  }
  return known
}
