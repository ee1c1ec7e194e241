import type { Transaction } from '../../platform/db.ts'
import { insertRows } from '../../platform/rows.ts'
import type { Delivery, Hold, OutboxState, OutgoingKind } from '../contract.ts'
import type { LetterPost } from '../outgoing.ts'

/** A mail whose time may have come. Instants are UTC milliseconds. */
export type DueMail = {
  id: number, kind: OutgoingKind, state: 'held' | 'queued' | 'delayed', hold: Hold | null, heldUntil: number | null, releasedAt: number | null
  messageId: string, letter: string, sealed: number | boolean, rawSha256: string | null, ticketId: number | null, mailboxId: number | null, agentId: number | null
  attempts: number, firstAttemptAt: number | null, nextAttemptAt: number, createdAt: number, storedMessageId: number | null, goesBy: LetterPost['by']
}

const DUE = {
  id: 'id', kind: 'kind', state: 'state', hold: 'hold', heldUntil: 'held_until', releasedAt: 'released_at', messageId: 'message_id', letter: 'letter', sealed: 'sealed',
  rawSha256: 'raw_sha256', ticketId: 'ticket_id', mailboxId: 'mailbox_id', agentId: 'agent_id', attempts: 'attempts', firstAttemptAt: 'first_attempt_at', nextAttemptAt: 'next_attempt_at', createdAt: 'created_at', storedMessageId: 'stored_message_id', goesBy: 'goes_by',
} as const

/** The mail, locked; undefined when it is not due (any more), or somebody is sending it. */
export async function lockDue(db: Transaction, id: number, now: Date): Promise<DueMail | undefined> {
  return db('outbox').where({ id }).whereIn('state', ['held', 'queued', 'delayed']).where('next_attempt_at', '<=', now.getTime())
    .where((free) => { void free.whereNull('claimed_until').orWhere('claimed_until', '<=', now.getTime()) })
    .forUpdate().first<DueMail | undefined>(DUE)
}

/** It is held: until its time, or from now on for a person when `why` says so. */
export async function parkOutgoing(db: Transaction, { id, heldUntil }: Pick<DueMail, 'id' | 'heldUntil'>, why: Hold | null) {
  const parked = why === null ? { next_attempt_at: heldUntil } : { state: 'held', hold: why, held_until: null, released_at: null, next_attempt_at: null }
  await db('outbox').where({ id }).update({ ...parked, claimed_by: null, claimed_until: null })
}

/** Nobody else sends it until then, and nobody takes it back any more. */
export async function claimForSending(db: Transaction, { id, firstAttemptAt }: Pick<DueMail, 'id' | 'firstAttemptAt'>, { holder, until, now }: { holder: string, until: number, now: Date }) {
  await db('outbox').where({ id }).update({
    state: 'queued', hold: null, held_until: null, claimed_by: holder, claimed_until: until, first_attempt_at: firstAttemptAt ?? now.getTime(),
  })
}

/** Keeps it ours for longer; false when it is not ours any more. */
export async function prolongClaim(db: Transaction, id: number, { holder, until }: { holder: string, until: number }): Promise<boolean> {
  return await db('outbox').where({ id, claimed_by: holder }).update({ claimed_until: until }) === 1
}

/** The recipients who have not got it and may still. */
export async function deliveriesLeft(db: Transaction, outboxId: number): Promise<{ id: number, address: string }[]> {
  return db('deliveries').where({ outbox_id: outboxId }).whereIn('state', ['pending', 'delayed']).orderBy('id').select<{ id: number, address: string }[]>('id', 'address')
}

/** What became of it at each recipient. */
export async function allDeliveries(db: Transaction, outboxId: number): Promise<{ id: number, address: string, state: Delivery['state'] }[]> {
  return db('deliveries').where({ outbox_id: outboxId }).orderBy('id').select<{ id: number, address: string, state: Delivery['state'] }[]>('id', 'address', 'state')
}

/** The bytes that were made of it. */
export async function saveRaw(db: Transaction, id: number, rawSha256: string) {
  await db('outbox').where({ id }).update({ raw_sha256: rawSha256 })
}

/** What became of it at one recipient. */
export async function saveDelivery(db: Transaction, id: number, { state, answer, at }: { state: Delivery['state'], answer: string, at: number }) {
  await db('deliveries').where({ id }).update({ state, answer: answer.slice(0, 500), at })
}

/** One try at one recipient by one server (null: a report that came back), and what was said. */
export type Attempt = { server: string | null, address: string, result: 'sent' | 'delayed' | 'failed' | 'bounced', answer: string, at: number }

/** Adds to the history of a mail. */
export async function insertAttempts(db: Transaction, outboxId: number, attempts: readonly Attempt[]) {
  await insertRows(db, 'outbox_attempts', attempts.map(({ server, address, result, answer, at }) => ({
    outbox_id: outboxId, server: server?.slice(0, 255) ?? null, address: address.slice(0, 320), result, answer: answer.slice(0, 500), at,
  })))
}

/** Recipients at whom it was only ever put off are given up. */
export async function failDelayed(db: Transaction, outboxId: number, now: Date) {
  await db('deliveries').where({ outbox_id: outboxId }).whereIn('state', ['pending', 'delayed']).update({ state: 'failed', at: now.getTime() })
}

export type SendingEnd = { holder: string, state: OutboxState, attempts: number, nextAttemptAt: number | null, failure: string | null, sentAt: number | null }

/** Lets go of a mail after an attempt, with where it stands; nothing happens when it is no more ours. */
export async function endSending(db: Transaction, id: number, { holder, state, attempts, nextAttemptAt, failure, sentAt }: SendingEnd) {
  await db('outbox').where({ id, claimed_by: holder }).update({
    state, attempts, failure: failure?.slice(0, 500) ?? null, next_attempt_at: nextAttemptAt, claimed_by: null, claimed_until: null,
    ...sentAt === null ? {} : { sent_at: sentAt },
  })
}

/** The mail that a report is about, locked. */
export async function lockMailOfBounce(db: Transaction, { outboxId, messageId }: { outboxId: number | null, messageId: string | null }) {
  const where = outboxId !== null ? { id: outboxId } : { message_id: messageId ?? '' }
  return db('outbox').where(where).forUpdate()
    .first<{ id: number, kind: OutgoingKind, state: OutboxState, ticketId: number | null } | undefined>({ id: 'id', kind: 'kind', state: 'state', ticketId: 'ticket_id' })
}

export async function saveState(db: Transaction, id: number, state: OutboxState) {
  await db('outbox').where({ id }).update({ state })
}
