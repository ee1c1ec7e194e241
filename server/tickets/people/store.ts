import type { MailAddress } from '../../outbox/contract.ts'
import type { Transaction } from '../../platform/db.ts'

/** Somebody who takes part in a ticket, or waits for an agent's yes to it. */
export type Participant = { id: number, address: string, name: string, pending: boolean, sideId: number | null }

/** Those of that address on the ticket, in its conversation and beside it. */
export async function participantsAt(db: Transaction, ticketId: number, address: string): Promise<Participant[]> {
  type Found = Omit<Participant, 'pending'> & { pending: number | boolean }
  const found = await db('participants').where({ ticket_id: ticketId, address: address.toLowerCase() }).orderBy('id')
    .select<Found[]>({ id: 'id', address: 'address', name: 'name', pending: 'pending', sideId: 'side_id' })
  // MariaDB takes addresses for the same that differ by an accent.
  return found.filter(person => person.address === address.toLowerCase()).map(({ pending, ...person }) => ({ ...person, pending: Boolean(pending) }))
}

/** They belong to it. */
export async function admit(db: Transaction, ids: readonly number[]) {
  await db('participants').whereIn('id', ids).update({ pending: false })
}

/** They do not take part any more. */
export async function removeParticipants(db: Transaction, ids: readonly number[]) {
  if (ids.length > 0) await db('participants').whereIn('id', ids).delete()
}

/** Whose ticket it is. */
export async function saveRequester(db: Transaction, ticketId: number, { address, name }: MailAddress) {
  await db('tickets').where({ id: ticketId }).update({ requester_address: address, requester_name: name, touched: true })
}

/** Whether an agent has this address. */
export async function isAgents(db: Transaction, address: string): Promise<boolean> {
  return await db('agents').where({ email: address.toLowerCase() }).first('id') !== undefined
}

/** The tickets that somebody of this name at this list or forum has opened, but for those that were merged away. */
export async function askedByHandle(db: Transaction, { sourceId, handle }: { sourceId: number, handle: string }): Promise<{ id: number, address: string, name: string }[]> {
  type Found = { id: number, address: string, name: string, handle: string }
  const found = await db('tickets').where({ source_id: sourceId, requester_handle: handle }).whereNull('merged_into_id').orderBy('id')
    .select<Found[]>({ id: 'id', address: 'requester_address', name: 'requester_name', handle: 'requester_handle' })
  // MariaDB takes names for the same that differ by an accent or a capital.
  return found.filter(ticket => ticket.handle === handle)
}

/** Whether somebody has written to us from this address on the ticket: a post of theirs that we were told of by another name does not count. */
export async function hasWritten(db: Transaction, ticketId: number, address: string): Promise<boolean> {
  const found = await db('messages').where({ ticket_id: ticketId, kind: 'incoming' }).whereNull('discussion_id').select<{ address: string }[]>({ address: 'from_address' })
  return found.some(message => message.address.toLowerCase() === address.toLowerCase())
}
