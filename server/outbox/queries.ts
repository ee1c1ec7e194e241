import type { Db } from '../platform/db.ts'
import { slices } from '../platform/rows.ts'
import type { Delivery, Sending } from './contract.ts'
import { sendingOfAll } from './together.ts'

const SENDING = {
  outboxId: 'id', state: 'state', hold: 'hold', heldUntil: 'held_until', attempts: 'attempts', nextAttemptAt: 'next_attempt_at', failure: 'failure', storedMessageId: 'stored_message_id',
} as const

type Found = Omit<Sending, 'deliveries'> & { storedMessageId: number }

/** How the sending of each of these messages goes; a message that is in no outbox is missing from the answer. */
export async function sendingsOf(db: Db, messageIds: readonly number[]): Promise<Map<number, Sending>> {
  const found: Found[] = []
  for (const ids of slices(messageIds)) found.push(...await db('outbox').whereIn('stored_message_id', ids).orderBy('id').select<Found[]>(SENDING))
  const deliveries = await deliveriesOf(db, found.map(({ outboxId }) => outboxId))
  const byMessage = Map.groupBy(found, ({ storedMessageId }) => storedMessageId)
  return new Map([...byMessage].map(([id, mails]) => [id, sendingOfAll(mails.map(({ storedMessageId: _, ...sending }) => ({ ...sending, deliveries: deliveries.get(sending.outboxId) ?? [] })))]))
}

/** What became of each of these mails at each of its recipients. */
export async function deliveriesOf(db: Db, outboxIds: readonly number[]): Promise<Map<number, Delivery[]>> {
  const byMail = new Map<number, Delivery[]>()
  for (const ids of slices(outboxIds)) {
    const rows = await db('deliveries').whereIn('outbox_id', ids).orderBy('id')
      .select<(Delivery & { outboxId: number })[]>({ outboxId: 'outbox_id', address: 'address', state: 'state', answer: 'answer', at: 'at' })
    for (const { outboxId, ...delivery } of rows) byMail.set(outboxId, [...byMail.get(outboxId) ?? [], delivery])
  }
  return byMail
}

/** Mails whose time may have come and that nobody is sending, those that wait longest first. */
export async function dueMails(db: Db, now: Date, limit: number): Promise<number[]> {
  const found = await db('outbox').whereIn('state', ['held', 'queued', 'delayed']).where('next_attempt_at', '<=', now.getTime())
    .where((free) => { void free.whereNull('claimed_until').orWhere('claimed_until', '<=', now.getTime()) })
    .orderBy('next_attempt_at').limit(limit).select<{ id: number }[]>('id')
  return found.map(({ id }) => id)
}

/** Whether somebody has written on the ticket since, the member or another agent: what was to be said may be beside the point. */
export async function isOvertaken(db: Db, { ticketId, agentId, since }: { ticketId: number, agentId: number | null, since: number }): Promise<boolean> {
  return await db('messages').where({ ticket_id: ticketId, pending: false }).whereIn('kind', ['incoming', 'reply']).whereNull('automatic').whereNull('side_id')
    .where('created_at', '>', since).where((other) => { void other.whereNull('agent_id').orWhereNot({ agent_id: agentId ?? 0 }) }).first('id') !== undefined
}

/** Whether the message that a mail carries still stands on its ticket. */
export async function hasMessage(db: Db, storedMessageId: number | null): Promise<boolean> {
  return storedMessageId !== null && await db('messages').where({ id: storedMessageId }).first('id') !== undefined
}

/** Whether a server was ever asked to take this mail. */
export async function wasTried(db: Db, outboxId: number): Promise<boolean> {
  return await db('outbox_attempts').where({ outbox_id: outboxId }).first('id') !== undefined
}

/** How many mails stand where. */
export async function outboxStates(db: Db): Promise<{ state: string, mails: number }[]> {
  const found = await db('outbox').groupBy('state').select('state').count<{ state: string, mails: number | string }[]>({ mails: '*' })
  return found.map(({ state, mails }) => ({ state, mails: Number(mails) }))
}
