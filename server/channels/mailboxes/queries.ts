import type { MailAddress } from '../../outbox/contract.ts'
import type { Db } from '../../platform/db.ts'
import { senderOf } from '../../tickets/replying/queries.ts'
import type { MailboxList } from '../contract.ts'

/** The mailboxes that are read, and how they fare. */
export async function mailboxList(db: Db): Promise<MailboxList> {
  type Found = Omit<MailboxList['mailboxes'][number], 'address' | 'ledger'> & { username: string, host: string }
  const checks = await ledgerChecks(db)
  const found = await db('mailboxes').where({ active: true, transport: 'imap' }).orderBy('name')
    .select<Found[]>({ id: 'id', name: 'name', username: 'username', host: 'host', folder: 'folder', checkedAt: 'checked_at', failure: 'failure' })
  return { mailboxes: found.map(({ username, host, ...rest }) => ({ ...rest, address: username.includes('@') ? username : `${username}@${host}`, ledger: checks.get(rest.id) ?? null })) }
}

type LedgerCheck = NonNullable<MailboxList['mailboxes'][number]['ledger']>

/** What came of comparing each mailbox with the database, the last time. */
async function ledgerChecks(db: Db): Promise<Map<number, LedgerCheck>> {
  const found = await db('ledger_checks').select<(LedgerCheck & { mailboxId: number })[]>({
    mailboxId: 'mailbox_id', askedAt: 'asked_at', checkedAt: 'checked_at', onServer: 'on_server', missing: 'missing', differing: 'differing', lost: 'lost', failure: 'failure',
  })
  return new Map(found.map(({ mailboxId, ...check }) => [mailboxId, check]))
}

/** How many intakes ended in each state. */
export async function intakeStates(db: Db): Promise<{ state: string, intakes: number }[]> {
  const found = await db('intakes').groupBy('state').select('state').count<{ state: string, intakes: number }[]>({ intakes: '*' })
  return found.map(({ state, intakes }) => ({ state, intakes: Number(intakes) }))
}

/** Who writes: the From, where what cannot be delivered comes back to, and whether the mailbox's server takes plus addresses. */
export type House = { from: MailAddress, bounceAddress: string, plusAddresses: boolean }

/** In whose name a mailbox writes; the first that may stands in for one that cannot, or for none. Undefined when nobody has said under which address the house writes. */
export async function houseOf(db: Db, mailboxId: number | null): Promise<House | undefined> {
  const sender = await senderOf(db, mailboxId ?? 0)
  if (!sender) return undefined
  const found = await db('mailboxes').where({ id: sender.mailboxId }).first<{ bounceAddress: string | null } | undefined>({ bounceAddress: 'bounce_address' })
  return { from: { address: sender.address, name: sender.name }, bounceAddress: found?.bounceAddress ?? sender.address, plusAddresses: sender.plusAddresses }
}
