import type { Transaction } from '../../platform/db.ts'
import type { PresenceRequest } from './contract.ts'

type Place = { ticketId: number, agentId: number }
const keyOf = ({ ticketId, agentId }: Place) => ({ ticket_id: ticketId, agent_id: agentId })

/** What this agent is said to be doing on the ticket, locked; past its end it counts no more. */
export async function presenceAt(db: Transaction, place: Place): Promise<{ doing: string, expiresAt: number } | undefined> {
  return db('presence').where(keyOf(place)).forUpdate().first<{ doing: string, expiresAt: number } | undefined>({ doing: 'doing', expiresAt: 'expires_at' })
}

/** Says what this agent is doing, until then. `since` is left as it is when it goes on. */
export async function savePresence(db: Transaction, place: Place, { doing, since, expiresAt }: PresenceRequest & { since: number, expiresAt: number }) {
  await db('presence').insert({ ...keyOf(place), doing, since, expires_at: expiresAt }).onConflict(['ticket_id', 'agent_id']).merge({ doing, since, expires_at: expiresAt })
}

/** It goes on. */
export async function prolongPresence(db: Transaction, place: Place, expiresAt: number) {
  await db('presence').where(keyOf(place)).update({ expires_at: expiresAt })
}

/** The agent has left; answers whether they were there. */
export async function removePresence(db: Transaction, place: Place): Promise<boolean> {
  return await db('presence').where(keyOf(place)).delete() > 0
}

/** Forgets who has been gone since before `before`. */
export async function removeExpired(db: Transaction, before: number) {
  await db('presence').where('expires_at', '<', before).delete()
}
