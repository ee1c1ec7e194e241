import type { Blobs } from '../../../platform/blobs.ts'
import type { Database } from '../../../platform/db.ts'
import { endRemovals, neededAmong, removals } from '../store.ts'

const AT_ONCE = 100

/**
 * Removes the files that are to disappear, as far as nothing needs them; answers how many. May be killed at any moment and run again: what
 * is to disappear was written down in the transaction that took the words out, and is crossed out only once it is gone.
 */
export async function forgetFiles({ database, blobs }: { database: Database, blobs: Pick<Blobs, 'remove'> }): Promise<number> {
  const doomed = await removals(database.reader, AT_ONCE)
  if (doomed.length === 0) return 0
  const needed = await neededAmong(database.reader, doomed)
  const gone = doomed.filter(sha256 => !needed.has(sha256))
  for (const sha256 of gone) await blobs.remove(sha256)
  await database.transaction(db => endRemovals(db, doomed))
  await database.scrub()
  return gone.length
}
