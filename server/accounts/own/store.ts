import type { Transaction } from '../../platform/db.ts'
import type { Profile } from './contract.ts'

export async function saveProfile(db: Transaction, id: number, { name, locale }: Profile) {
  await db('agents').where({ id }).update({ name, locale })
}

/** Ends the session of that key, if it is this agent's; answers whether there was one. */
export async function removeSessionByKey(db: Transaction, agentId: number, key: string): Promise<boolean> {
  // A key is letters and digits: nothing in it is a pattern.
  return await db('sessions').where({ agent_id: agentId }).where('token_hash', 'like', `${key}%`).delete() > 0
}
