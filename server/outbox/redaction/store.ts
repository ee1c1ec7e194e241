import type { Db, Transaction } from '../../platform/db.ts'
import type { OutboxState } from '../contract.ts'

/** What a mail says, and the bytes it was sent as. Sealed ones are about no ticket, and never among them. */
export type WrittenMail = { id: number, state: OutboxState, subject: string, letter: string, failure: string | null, raw_sha256: string | null, claimed_until: number | null }

/** The mails about these tickets. */
export async function mailsAbout(db: Db, ticketIds: readonly number[]): Promise<WrittenMail[]> {
  return db('outbox').whereIn('ticket_id', ticketIds).where({ sealed: false }).orderBy('id').select<WrittenMail[]>('id', 'state', 'subject', 'letter', 'failure', 'raw_sha256', 'claimed_until')
}

/** The same, locked: nobody begins to send them until the end of the transaction. */
export async function lockMailsAbout(db: Transaction, ticketIds: readonly number[]): Promise<WrittenMail[]> {
  return db('outbox').whereIn('ticket_id', ticketIds).where({ sealed: false }).orderBy('id').forUpdate().select<WrittenMail[]>('id', 'state', 'subject', 'letter', 'failure', 'raw_sha256', 'claimed_until')
}

export async function saveWritten(db: Transaction, id: number, changes: Record<string, string>) {
  if (Object.keys(changes).length > 0) await db('outbox').where({ id }).update(changes)
}

/** What servers answered, some of them in the words of the mail. */
export async function answersOf(db: Transaction, table: 'deliveries' | 'outbox_attempts', outboxIds: readonly number[]): Promise<{ id: number, answer: string | null }[]> {
  return outboxIds.length === 0 ? [] : db(table).whereIn('outbox_id', outboxIds).whereNotNull('answer').select<{ id: number, answer: string | null }[]>('id', 'answer')
}

export async function saveAnswer(db: Transaction, table: 'deliveries' | 'outbox_attempts', { id, answer }: { id: number, answer: string }) {
  await db(table).where({ id }).update({ answer })
}
