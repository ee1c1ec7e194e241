import type { Db } from '../../platform/db.ts'
import { senderKey } from './sender.ts'

/** Remembers a sender; whether it was not remembered before. */
export async function rememberSender(db: Db, { address, agentId, at }: { address: string, agentId: number, at: Date }): Promise<boolean> {
  const before = await db('picture_senders').where({ address_sha256: senderKey(address) }).first<{ address: string } | undefined>('address')
  if (before) return false
  // Two agents may say so at the same time.
  await db('picture_senders').insert({ address_sha256: senderKey(address), address, agent_id: agentId, created_at: at.getTime() }).onConflict('address_sha256').ignore()
  return true
}

/** Forgets a sender; whether it was remembered. */
export async function forgetSender(db: Db, address: string): Promise<boolean> {
  return await db('picture_senders').where({ address_sha256: senderKey(address) }).delete() > 0
}
