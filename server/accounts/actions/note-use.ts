import type { Database } from '../../platform/db.ts'
import { saveUse } from '../store.ts'

/** A session was used just now. */
export async function noteUse({ database, now }: { database: Database, now: Date }, tokenHash: string) {
  await database.transaction(db => saveUse(db, tokenHash, now))
}
