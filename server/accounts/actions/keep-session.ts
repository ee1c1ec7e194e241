import type { Database } from '../../platform/db.ts'
import { sha256 } from '../../platform/signing.ts'
import { sessionEnd } from '../session.ts'
import { prolongSession } from '../store.ts'

/** A session that is used goes on for another thirty days. */
export async function keepSession({ database, now }: { database: Database, now: Date }, token: string) {
  await database.transaction(db => prolongSession(db, sha256(token), sessionEnd(now)))
}
