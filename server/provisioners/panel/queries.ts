import type { Db } from '../../platform/db.ts'
import { Refusal } from '../../platform/errors.ts'
import { currentId } from '../../tickets/queries.ts'

/** Whose ticket it is, as far as their hosting is concerned; `locale` is the language they write in. */
export type Requester = { ticketId: number, reference: string, address: string, name: string, locale: string | null }

/** The requester of a ticket, or of the one it was merged into; on a forum they may have no address. */
export async function requesterOf(db: Db, ticketId: number): Promise<Requester> {
  const id = await currentId(db, ticketId)
  const row = id === undefined ? undefined : await db('tickets').where({ id }).first<Requester>({ ticketId: 'id', reference: 'reference', address: 'requester_address', name: 'requester_name', locale: 'locale' })
  if (!row) throw new Refusal('not-found', 'There is no such ticket')
  return row
}
