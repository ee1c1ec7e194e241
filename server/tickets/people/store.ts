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
