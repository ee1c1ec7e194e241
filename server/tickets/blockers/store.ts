import type { Transaction } from '../../platform/db.ts'
import type { Blocker } from './contract.ts'

/** What is not over, by what it is and its number. */
export type Refers = Pick<Blocker, 'kind' | 'refersTo'>

/** Keeps the ticket open; what keeps one open already goes on as it is. */
export async function insertBlocker(db: Transaction, ticketId: number, { kind, refersTo, says, at }: Refers & { says: string, at: Date }) {
  await db('ticket_blockers')
    .insert({ ticket_id: ticketId, kind, refers_to: refersTo, says: says.slice(0, 300).toWellFormed(), created_at: at.getTime() })
    .onConflict(['kind', 'refers_to']).ignore()
}

/** It keeps nothing open any more. */
export async function deleteBlocker(db: Transaction, { kind, refersTo }: Refers) {
  await db('ticket_blockers').where({ kind, refers_to: refersTo }).delete()
}

/** Whether whoever asked has said since then that it is solved. */
export async function saidSolvedSince(db: Transaction, ticketId: number, since: number): Promise<boolean> {
  return await db('audit').where({ ticket_id: ticketId, did: 'ticket.said-solved' }).where('at', '>', since).first('id') !== undefined
}
