import type { Db, Transaction } from '../../../platform/db.ts'
import { slices } from '../../../platform/rows.ts'
import { sha256 } from '../../../platform/signing.ts'

const hashOfKey = (postKey: string) => sha256(postKey)

/** How these posts stood when we were told of them, by their names. */
export async function toldPosts(db: Db, sourceId: number, postKeys: readonly string[]): Promise<Map<string, string | null>> {
  const names = new Map(postKeys.map(key => [hashOfKey(key), key]))
  const told = new Map<string, string | null>()
  for (const some of slices([...names.keys()])) {
    const rows = await db('source_posts').where({ source_id: sourceId }).whereIn('post_hash', some).select<{ hash: string, version: string | null }[]>({ hash: 'post_hash', version: 'version' })
    for (const { hash, version } of rows) told.set(names.get(hash) ?? '', version)
  }
  return told
}

/** Notes how these posts stand now that they have been taken. */
export async function saveTold(db: Transaction, sourceId: number, states: ReadonlyMap<string, string>) {
  for (const some of slices([...states], 100)) {
    await db('source_posts').insert(some.map(([key, version]) => ({ source_id: sourceId, post_hash: hashOfKey(key), version }))).onConflict(['source_id', 'post_hash']).merge(['version'])
  }
}

/** The posts that are to be asked for, the first that was named first. */
export async function postsToAsk(db: Db, sourceId: number, most: number): Promise<{ key: string, askedAt: number }[]> {
  return await db('source_posts').where({ source_id: sourceId }).whereNotNull('asked_at').orderBy('asked_at').limit(most).select<{ key: string, askedAt: number }[]>({ key: 'post_key', askedAt: 'asked_at' })
}

/** These have been asked for; one that was named once more meanwhile is asked for again. */
export async function saveAsked(db: Transaction, sourceId: number, asked: readonly { key: string, askedAt: number }[]) {
  for (const { key, askedAt } of asked) await db('source_posts').where({ source_id: sourceId, post_hash: hashOfKey(key), asked_at: askedAt }).update({ asked_at: null })
}

/** Something has happened to this post: it is asked for at the next reading. */
export async function insertAsk(db: Transaction, sourceId: number, { postKey, at }: { postKey: string, at: number }) {
  await db('source_posts').insert({ source_id: sourceId, post_hash: hashOfKey(postKey), post_key: postKey, asked_at: at }).onConflict(['source_id', 'post_hash']).merge(['post_key', 'asked_at'])
}

/** When the source is read next; null: at once. */
export async function saveNextReading(db: Transaction, sourceId: number, at: number | null) {
  await db('sources').where({ id: sourceId }).update({ next_at: at })
}
