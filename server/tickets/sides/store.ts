import type { Transaction } from '../../platform/db.ts'

/** A side thread: somebody else who is asked, beside the conversation. */
export type SideThread = { id: number, ticketId: number, subject: string }

/** Begins a side thread. */
export async function addSide(db: Transaction, { id, ticketId, subject, agentId, at }: SideThread & { agentId: number, at: Date }) {
  await db('side_threads').insert({ id, ticket_id: ticketId, subject, agent_id: agentId, created_at: at.getTime() })
}

/** The side thread, if it stands on this ticket. */
export async function sideOn(db: Transaction, ticketId: number, id: number): Promise<SideThread | undefined> {
  return db('side_threads').where({ id, ticket_id: ticketId }).first<SideThread | undefined>({ id: 'id', ticketId: 'ticket_id', subject: 'subject' })
}
