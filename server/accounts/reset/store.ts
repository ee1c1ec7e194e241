import type { Db, Transaction } from '../../platform/db.ts'

/** Keeps a link by the hash of its token. */
export async function addReset(db: Transaction, { tokenHash, agentId, expiresAt }: { tokenHash: string, agentId: number, expiresAt: number }) {
  await db('password_resets').insert({ token_hash: tokenHash, agent_id: agentId, expires_at: expiresAt })
}

/** Whose link it is, while it may be used and its owner may sign in. */
export async function resetOf(db: Db, tokenHash: string, now: Date): Promise<{ agentId: number, email: string } | undefined> {
  return db('password_resets').join('agents', 'agents.id', 'password_resets.agent_id').where({ 'password_resets.token_hash': tokenHash, 'agents.active': true })
    .where('password_resets.expires_at', '>', now.getTime()).first('agents.id as agentId', 'agents.email')
}

/** Spends the link; false when somebody else was quicker. */
export async function spendReset(db: Transaction, tokenHash: string): Promise<boolean> {
  return await db('password_resets').where({ token_hash: tokenHash }).delete() === 1
}
