import { log } from '../../audit/store.ts'
import type { Database } from '../../platform/db.ts'
import { sha256 } from '../../platform/signing.ts'
import { removeSession } from '../store.ts'

/** Ends the session of this token; without effect when there is none. */
export async function signOut({ database, now }: { database: Database, now: Date }, token: string) {
  await database.transaction(async (db) => {
    const agentId = await removeSession(db, sha256(token))
    if (agentId !== undefined) await log({ db, now, actor: { kind: 'agent', id: agentId } }, { did: 'agent.signed-out' })
  })
}
