import type { Database, Transaction } from '../../platform/db.ts'
import { Refusal } from '../../platform/errors.ts'
import { keyOf, mayTry, WINDOW_MS, type Subject } from '../attempts.ts'
import { addFailures, countFailures } from '../store.ts'

/**
 * Counts an attempt before it is looked at, so that many at once are counted too, and refuses it when there were too many.
 * Answers what `look` finds in the same transaction. Whoever succeeds takes the count back (`forgetFailures`).
 */
export function attempt<T>({ database, now }: { database: Database, now: Date }, subjects: readonly Subject[], look: (db: Transaction) => Promise<T>): Promise<T> {
  return database.transaction(async (db) => {
    for (const subject of subjects) {
      const failures = await countFailures(db, keyOf(subject), now.getTime() - WINDOW_MS)
      if (!mayTry(subject, failures)) throw new Refusal('too-many', 'Too many attempts: try again in a quarter of an hour')
    }
    await addFailures(db, subjects.map(keyOf), now)
    return look(db)
  })
}
