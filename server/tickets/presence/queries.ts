import type { Db } from '../../platform/db.ts'
import type { Presences } from './contract.ts'

/** The others who have the ticket open now. */
export async function presentOn(db: Db, ticketId: number, { me, now }: { me: number, now: Date }): Promise<Presences> {
  type Found = { id: number, name: string, doing: 'reading' | 'writing', since: number, expiresAt: number }
  const found = await db('presence').join('agents', 'agents.id', 'presence.agent_id').where({ ticket_id: ticketId }).whereNot({ agent_id: me }).where('expires_at', '>', now.getTime())
    .orderBy('since').select<Found[]>({ id: 'agents.id', name: 'agents.name', doing: 'doing', since: 'since', expiresAt: 'expires_at' })
  return { present: found.map(({ id, name, ...presence }) => ({ agent: { id, name }, ...presence })) }
}
