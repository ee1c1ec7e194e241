import type { Transaction } from '../../../platform/db.ts'
import { insertRows } from '../../../platform/rows.ts'
import type { TakenIn } from './rates.ts'

/** Notes what was taken in, for the limits of what comes later. */
export async function insertTakenIn(db: Transaction, taken: readonly TakenIn[]) {
  await insertRows(db, 'taken_in', taken.map(({ intakeId, sender, source, words, shape, ticketId, opens, at }) => ({ intake_id: intakeId, sender, source, words, shape, ticket_id: ticketId, opens, at })))
}

/** Forgets what no limit looks back to. */
export async function deleteTakenIn(db: Transaction, before: number) {
  await db('taken_in').where('at', '<', before).delete()
}
