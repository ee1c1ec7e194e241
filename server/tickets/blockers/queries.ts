import type { Db } from '../../platform/db.ts'
import type { Blocker } from './contract.ts'

/** What keeps the ticket open, the oldest first. */
export async function blockersOf(db: Db, ticketId: number): Promise<Blocker[]> {
  const found = await db('ticket_blockers').where({ ticket_id: ticketId }).orderBy('id').select<Blocker[]>({ kind: 'kind', refersTo: 'refers_to', says: 'says', since: 'created_at' })
  return found.map(({ refersTo, since, ...rest }) => ({ ...rest, refersTo: Number(refersTo), since: Number(since) }))
}
