import type { Db } from '../../platform/db.ts'
import type { TicketDetail } from '../contract.ts'
import type { Voices } from '../discussions/voices.ts'
import { ourAddresses } from '../replying/queries.ts'

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

/** Who asks on the ticket, and how we are called in its discussions. */
export async function voicesOn(db: Db, ticketId: number): Promise<Voices> {
  const [asker, accounts] = await Promise.all([
    db('tickets').where({ id: ticketId }).first<Voices['asker'] | undefined>({ address: 'requester_address', handle: 'requester_handle' }),
    db('discussions').join('sources', 'sources.id', 'discussions.source_id').where({ ticket_id: ticketId }).select<{ id: number, account: string | null }[]>({ id: 'discussions.id', account: 'sources.account' }),
  ])
  return { asker: asker ?? { address: '', handle: null }, ours: await ourAddresses(db), accounts: new Map(accounts.map(({ id, account }) => [id, account])) }
}
