import type { Transaction } from '../platform/db.ts'
import { insertRows, slices } from '../platform/rows.ts'
import type { Hold, OutboxState, OutgoingKind } from './contract.ts'
import { placesOf, type LetterPost, type Outgoing } from './outgoing.ts'

/** A mail as far as changing its state needs to know. Instants are UTC milliseconds. */
export type OutboxEntry = {
  id: number, kind: OutgoingKind, state: OutboxState, hold: Hold | null, heldUntil: number | null
  ticketId: number | null, storedMessageId: number | null, agentId: number | null, attempts: number, firstAttemptAt: number | null, claimedUntil: number | null
  /** What carries it. */
  goesBy: LetterPost['by']
}

const COLUMNS = {
  id: 'id', kind: 'kind', state: 'state', hold: 'hold', heldUntil: 'held_until', ticketId: 'ticket_id', storedMessageId: 'stored_message_id',
  agentId: 'agent_id', attempts: 'attempts', firstAttemptAt: 'first_attempt_at', claimedUntil: 'claimed_until', goesBy: 'goes_by',
} as const

/** Puts a mail into the outbox, with a delivery for each recipient. `letter` is what it says, as it is kept. */
export async function insertOutgoing(db: Transaction, outgoing: Outgoing, { letter, sealed, at }: { letter: string, sealed: boolean, at: Date }) {
  const { id, kind, messageId, ticketId, storedMessageId, mailboxId, agentId, hold } = outgoing
  await db('outbox').insert({
    id, kind, letter, sealed,
    state: hold ? 'held' : 'queued',
    hold: hold?.why ?? null,
    ...timesOf(hold, at),
    goes_by: outgoing.letter.post?.by ?? 'mail',
    ticket_id: ticketId, stored_message_id: storedMessageId, mailbox_id: mailboxId, agent_id: agentId,
    message_id: messageId,
    subject: outgoing.letter.subject.slice(0, 500),
    created_at: at.getTime(),
  })
  await insertRows(db, 'deliveries', placesOf(outgoing.letter).map(address => ({ outbox_id: id, address: address.slice(0, 320), state: 'pending' })))
}

/** The worker looks at held and queued mail alike, by its time; what somebody carries is none of its work. */
function timesOf(hold: Outgoing['hold'], at: Date) {
  if (hold?.why === 'by-hand') return { held_until: null, next_attempt_at: null }
  return { held_until: hold?.until.getTime() ?? null, next_attempt_at: (hold?.until ?? at).getTime() }
}

/** The mail, locked. */
export async function lockOutgoing(db: Transaction, id: number): Promise<OutboxEntry | undefined> {
  return db('outbox').where({ id }).forUpdate().first<OutboxEntry | undefined>(COLUMNS)
}

/** The mails that carry this message of a ticket, locked: two, of an answer that went to everybody and to somebody alone. */
export async function lockOutgoingsOf(db: Transaction, storedMessageId: number): Promise<OutboxEntry[]> {
  return db('outbox').where({ stored_message_id: storedMessageId }).orderBy('id').forUpdate().select<OutboxEntry[]>(COLUMNS)
}

/** It never leaves. */
export async function cancelOutgoing(db: Transaction, id: number) {
  await db('outbox').where({ id }).update({ state: 'cancelled', hold: null, held_until: null, next_attempt_at: null })
}

/** Somebody has carried it to its list or forum. */
export async function endByHand(db: Transaction, id: number, at: Date) {
  await db('deliveries').where({ outbox_id: id }).update({ state: 'sent', at: at.getTime() })
  await db('outbox').where({ id }).update({ state: 'sent', hold: null, held_until: null, next_attempt_at: null, sent_at: at.getTime() })
}

/** A person lets it leave with the next turn, whatever it waited for. */
export async function releaseOutgoing(db: Transaction, id: number, { at, by }: { at: Date, by: number | null }) {
  await db('outbox').where({ id }).update({ released_at: at.getTime(), released_by: by, held_until: null, next_attempt_at: at.getTime() })
}

/** What it was held for is over: from now on it goes the way of any other. */
export async function endHold(db: Transaction, id: number, at: Date) {
  await db('outbox').where({ id }).update({ held_until: at.getTime(), next_attempt_at: at.getTime() })
}

/** It is tried anew, as if for the first time, at the recipients who have not got it. */
export async function requeueOutgoing(db: Transaction, id: number, { at, by }: { at: Date, by: number | null }) {
  await db('deliveries').where({ outbox_id: id }).whereIn('state', ['failed', 'bounced', 'delayed']).update({ state: 'pending', answer: null, at: null })
  await db('outbox').where({ id }).update({
    state: 'queued', hold: null, attempts: 0, first_attempt_at: null, failure: null, released_at: at.getTime(), released_by: by, next_attempt_at: at.getTime(),
  })
}

/** The mails about a ticket. */
export async function mailsOn(db: Transaction, ticketId: number): Promise<number[]> {
  return (await db('outbox').where({ ticket_id: ticketId }).orderBy('id').select<{ id: number }[]>('id')).map(({ id }) => id)
}

/** They are about another ticket from now on. */
export async function moveMails(db: Transaction, ids: readonly number[], ticketId: number) {
  if (ids.length > 0) await db('outbox').whereIn('id', ids).update({ ticket_id: ticketId })
}

/** The mails that carry these messages are about the ticket from now on. */
export async function moveMailsOf(db: Transaction, storedMessageIds: readonly number[], ticketId: number) {
  for (const ids of slices(storedMessageIds)) await db('outbox').whereIn('stored_message_id', ids).update({ ticket_id: ticketId })
}

/** Everything that waits for a person because of this leaves with the next turns. Answers which mails. */
export async function releaseHeld(db: Transaction, hold: Hold, { at, by }: { at: Date, by: number | null }): Promise<{ id: number, ticketId: number | null }[]> {
  const held = await db('outbox').where({ state: 'held', hold }).forUpdate().select<{ id: number, ticketId: number | null }[]>({ id: 'id', ticketId: 'ticket_id' })
  await db('outbox').where({ state: 'held', hold }).update({ released_at: at.getTime(), released_by: by, held_until: null, next_attempt_at: at.getTime() })
  return held
}
