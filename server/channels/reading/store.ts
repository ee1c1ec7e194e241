import type { Db, Transaction } from '../../platform/db.ts'
import type { LastCheck } from './due.ts'
import type { Ledger } from './ledger.ts'

const DETAILS = 20

/** The mailboxes that are read, and when each was last compared with the database. */
export async function lastChecks(db: Db): Promise<(LastCheck & { id: number })[]> {
  return await db('mailboxes').leftJoin('ledger_checks', 'ledger_checks.mailbox_id', 'mailboxes.id').where({ active: true, transport: 'imap' }).orderBy('mailboxes.id')
    .select({ id: 'mailboxes.id', createdAt: 'mailboxes.created_at', askedAt: 'asked_at', checkedAt: 'ledger_checks.checked_at', failure: 'ledger_checks.failure' }) as (LastCheck & { id: number })[]
}

/** Asks for a check as soon as may be. */
export async function askForCheck(db: Transaction, mailboxId: number, at: number) {
  await db('ledger_checks').insert({ mailbox_id: mailboxId, asked_at: at }).onConflict('mailbox_id').merge(['asked_at'])
}

/** Keeps what came of a check: how much is wrong, and some of it by name; or why it could not be made, beside what the former found. */
export async function saveCheck(db: Transaction, mailboxId: number, { at, ledger, failure }: { at: number, ledger?: Ledger, failure?: string }) {
  const found = ledger
    ? {
        on_server: ledger.onServer, missing: ledger.missing.length, differing: ledger.differing.length, lost: ledger.lost.length, failure: null,
        details: JSON.stringify({ missing: ledger.missing.slice(0, DETAILS), differing: ledger.differing.slice(0, DETAILS), lost: ledger.lost.slice(0, DETAILS) }),
      }
    : { failure: failure?.slice(0, 500) ?? null }
  await db('ledger_checks').insert({ mailbox_id: mailboxId, checked_at: at, ...found }).onConflict('mailbox_id').merge(['checked_at', ...Object.keys(found)])
}
