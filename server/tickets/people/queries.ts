import type { Db } from '../../platform/db.ts'
import type { TicketDetail } from '../contract.ts'

/** Those who speak on the ticket by a name at a forum, and whom an agent has joined to a person. */
export async function joinedOn(db: Db, ticketId: number): Promise<TicketDetail['identities']> {
  type Found = TicketDetail['identities'][number] & { said: string }
  const found = await db('messages').where({ 'messages.ticket_id': ticketId }).whereNotNull('messages.handle')
    .join('discussions', 'discussions.id', 'messages.discussion_id')
    .join('identities', (on) => { on.on('identities.source_id', 'discussions.source_id').andOn('identities.handle', 'messages.handle') })
    .leftJoin('agents', 'agents.id', 'identities.agent_id')
    .distinct<Found[]>({ sourceId: 'identities.source_id', handle: 'identities.handle', address: 'identities.address', agent: 'agents.name', at: 'identities.created_at', said: 'messages.handle' })
  // MariaDB takes names for the same that differ by an accent or a capital.
  return found.filter(({ handle, said }) => handle === said).map(({ said: _said, ...identity }) => identity)
}
