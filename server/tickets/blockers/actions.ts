import type { Transaction } from '../../platform/db.ts'
import { Refusal } from '../../platform/errors.ts'
import { lockTicket } from '../store.ts'
import { deleteBlocker, insertBlocker, type Refers } from './store.ts'

/** Keeps the ticket open until what the blocker refers to is over: closing it asks for a reason. On a merged ticket it holds the one that it went into. Adding it again changes nothing. */
export async function addBlocker(db: Transaction, ticketId: number, blocker: Refers & { says: string, at: Date }) {
  const ticket = await lockTicket(db, ticketId)
  if (!ticket) throw new Refusal('not-found', 'There is no such ticket')
  await insertBlocker(db, ticket.id, blocker)
}

/** What it refers to is over: it keeps nothing open any more. */
export async function removeBlocker(db: Transaction, refers: Refers) {
  await deleteBlocker(db, refers)
}
