import type { Db } from '../../platform/db.ts'
import { Discussion } from './contract.ts'

/** The discussions that a ticket is about, the oldest first. */
export async function discussionsOf(db: Db, ticketId: number): Promise<Discussion[]> {
  const rows = await db('discussions').join('sources', 'sources.id', 'discussions.source_id').where({ ticket_id: ticketId }).orderBy('discussions.id').select({
    id: 'discussions.id', sourceId: 'sources.id', kind: 'sources.kind', name: 'sources.name', answersBy: 'sources.answers_by', answersTo: 'sources.answers_to', active: 'sources.active',
    title: 'title', url: 'discussions.url', category: 'category', isPrivate: 'is_private', answeredAt: 'answered_at', solvedAt: 'solved_at',
  }) as (Omit<Discussion, 'source' | 'people' | 'isPrivate'> & Discussion['source'] & { id: number, sourceId: number, isPrivate: number | boolean, active: number | boolean })[]
  const people = await speakersIn(db, rows.map(({ id }) => id))
  return rows.map(({ sourceId, kind, name, answersBy, answersTo, active, isPrivate, ...discussion }) => Discussion.parse({
    ...discussion, isPrivate: Boolean(isPrivate), people: people.get(discussion.id) ?? 0, source: { id: sourceId, kind, name, answersBy, answersTo, active: Boolean(active) },
  }))
}

async function speakersIn(db: Db, discussionIds: readonly number[]): Promise<Map<number, number>> {
  if (discussionIds.length === 0) return new Map()
  const found = await db('discussion_participants').whereIn('discussion_id', discussionIds).groupBy('discussion_id').select('discussion_id as id').count<{ id: number, people: number }[]>({ people: '*' })
  return new Map(found.map(({ id, people }) => [id, Number(people)]))
}
