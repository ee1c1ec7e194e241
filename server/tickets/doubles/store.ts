import type { Transaction } from '../../platform/db.ts'
import { insertRows, slices } from '../../platform/rows.ts'
import { inOrder, type Asked, type Pair } from './likeness.ts'

const READER = 'doubles'

/** How far the feed has been read, locked. */
export async function lockPosition(db: Transaction): Promise<number> {
  const row = await db('feed_readers').where({ name: READER }).forUpdate().first<{ position: number } | undefined>('position')
  return row?.position ?? 0
}

/** The feed has been read up to there. */
export async function savePosition(db: Transaction, position: number) {
  await db('feed_readers').insert({ name: READER, position }).onConflict('name').merge({ position })
}

/** Keeps what these tickets asked; what was kept of them before is replaced. */
export async function saveAsked(db: Transaction, asked: readonly Asked[]) {
  for (const some of slices(asked.map(({ ticketId }) => ticketId))) await db('asked').whereIn('ticket_id', some).delete()
  await insertRows(db, 'asked', asked.map(({ ticketId, person, name, subject, text, openedAt }) => ({
    ticket_id: ticketId, person: person.slice(0, 330), name, words: JSON.stringify({ subject, text }), opened_at: openedAt,
  })))
}

/** Keeps the pairs that nobody has kept or judged yet; answers which. */
export async function savePairs(db: Transaction, pairs: readonly Pair[]): Promise<Pair[]> {
  const fresh: Pair[] = []
  for (const pair of pairs) {
    const key = { low_id: pair.lowId, high_id: pair.highId }
    if (await db('doubles').where(key).first('low_id') !== undefined) continue
    await db('doubles').insert({ ...key, likeness: Math.round(pair.likeness * 100) })
    fresh.push(pair)
  }
  return fresh
}

/** An agent has said that these are two questions: they are not suggested again. Answers whether they were suggested until now. */
export async function keepApart(db: Transaction, [one, other]: readonly [number, number], { by, at }: { by: number, at: Date }): Promise<boolean> {
  const { lowId, highId } = inOrder(one, other)
  const judged = { judged_at: at.getTime(), judged_by: by }
  const suggested = await db('doubles').where({ low_id: lowId, high_id: highId, judged_at: null }).update(judged)
  if (suggested === 0) await db('doubles').insert({ low_id: lowId, high_id: highId, likeness: 0, ...judged }).onConflict(['low_id', 'high_id']).ignore()
  return suggested > 0
}

/** Forgets what was asked before `before`: nothing is compared with it any more. */
export async function removeAsked(db: Transaction, before: number) {
  await db('asked').where('opened_at', '<', before).delete()
}
