import type { Db } from '../../platform/db.ts'
import { sessionKey } from '../session.ts'
import type { OwnSessions } from './contract.ts'

type Found = { tokenHash: string, userAgent: string | null, createdAt: number, usedAt: number | null }

/** The sessions of an agent, the last used first; `tokenHash` is the digest of the one who asks. */
export async function ownSessions(db: Db, agentId: number, { tokenHash, now }: { tokenHash: string, now: Date }): Promise<OwnSessions> {
  const found = await db('sessions').where({ agent_id: agentId, awaits_code: false }).where('expires_at', '>', now.getTime())
    .select<Found[]>('token_hash as tokenHash', 'user_agent as userAgent', 'created_at as createdAt', 'used_at as usedAt')
  const sessions = found.map(one => ({ key: sessionKey(one.tokenHash), userAgent: one.userAgent, createdAt: one.createdAt, usedAt: one.usedAt ?? one.createdAt, isThis: one.tokenHash === tokenHash }))
  return { sessions: sessions.sort((a, b) => b.usedAt - a.usedAt) }
}
