import type { Db, Transaction } from '../../platform/db.ts'
import type { IdentityChange } from '../contract.ts'
import { parseBegin, printBegin, type Account, type Begin, type Mailbox } from './mailbox.ts'

const COLUMNS = {
  id: 'id', name: 'name', host: 'host', port: 'port', secure: 'secure', username: 'username', passwordSealed: 'password_sealed', folder: 'folder',
  begin: 'begin', uidValidity: 'uid_validity', lastUid: 'last_uid', baselineUid: 'baseline_uid', checkedAt: 'checked_at', failure: 'failure', createdAt: 'created_at',
  after: 'after_reading', afterUid: 'after_uid',
} as const

type Row = Omit<Mailbox, 'secure' | 'begin'> & { secure: number | boolean, begin: string }
const fromRow = (row: Row): Mailbox => ({ ...row, secure: Boolean(row.secure), begin: parseBegin(row.begin) })

/** The mailboxes that are read, in the order they were added: not those whose mail is handed to us. */
export async function activeMailboxes(db: Db): Promise<Mailbox[]> {
  return (await db('mailboxes').where({ active: true, transport: 'imap' }).orderBy('id').select(COLUMNS) as Row[]).map(fromRow)
}

/** The mailbox of this id, if there is one. */
export async function mailboxById(db: Db, id: number): Promise<Mailbox | undefined> {
  const row = await db('mailboxes').where({ id }).first(COLUMNS) as Row | undefined
  return row && fromRow(row)
}

/** The mailbox of this name, if there is one. */
export async function mailboxNamed(db: Db, name: string): Promise<Mailbox | undefined> {
  const row = await db('mailboxes').where({ name }).first(COLUMNS) as Row | undefined
  return row && fromRow(row)
}

/** The mailbox that reads this very folder of this account, if there is one. */
export async function mailboxAt(db: Db, { host, port, username, folder }: Account): Promise<Mailbox | undefined> {
  const row = await db('mailboxes').where({ host, port, username, folder }).first(COLUMNS) as Row | undefined
  return row && fromRow(row)
}

type NewMailbox = Omit<Account, 'password'> & { transport: 'imap' | 'smtp', name: string, passwordSealed: string, begin: Begin, createdAt: number }

/** Adds a mailbox without a cursor, and answers its id. */
export async function insertMailbox(db: Transaction, { name, transport, host, port, secure, username, passwordSealed, folder, begin, createdAt }: NewMailbox): Promise<number> {
  const [id] = await db('mailboxes').insert({ name, transport, host, port, secure, username, password_sealed: passwordSealed, folder, begin: printBegin(begin), created_at: createdAt })
  return Number(id)
}

/** Replaces the password, and whether the way is by TLS from the first byte. */
export async function saveAccess(db: Transaction, id: number, { secure, passwordSealed }: Pick<Mailbox, 'secure' | 'passwordSealed'>) {
  await db('mailboxes').where({ id }).update({ secure, password_sealed: passwordSealed })
}

/** Sets the cursor for the first time, or anew under another UIDVALIDITY. */
export async function startCursor(db: Transaction, id: number, { uidValidity, lastUid, baselineUid }: { uidValidity: string, lastUid: number, baselineUid: number }) {
  await db('mailboxes').where({ id }).update({ uid_validity: uidValidity, last_uid: lastUid, baseline_uid: baselineUid, after_uid: lastUid })
}

/** Moves the cursor on, if it still stands where we left it; false when another process has moved it. */
export async function moveCursor(db: Transaction, { id, uidValidity, lastUid }: Pick<Mailbox, 'id' | 'uidValidity' | 'lastUid'>, to: number): Promise<boolean> {
  const moved = await db('mailboxes').where({ id, uid_validity: uidValidity, last_uid: lastUid }).update({ last_uid: to })
  return moved === 1
}

/** A reading to the end clears the failure; a failure keeps the time of the last one. */
export async function saveHealth(db: Transaction, id: number, health: { checkedAt: number } | { failure: string }) {
  await db('mailboxes').where({ id }).update('checkedAt' in health ? { checked_at: health.checkedAt, failure: null } : { failure: health.failure.slice(0, 500) })
}

const IDENTITY = {
  fromAddress: 'from_address', fromName: 'from_name', replyAddress: 'reply_address', bounceAddress: 'bounce_address', plusAddresses: 'plus_addresses',
  authservId: 'authserv_id', signature: 'signature', locale: 'locale', acknowledges: 'acknowledges', after: 'after_reading',
} as const

/** Changes what is given of a mailbox's identity. */
export async function saveIdentity(db: Transaction, id: number, change: IdentityChange) {
  const columns = Object.entries(IDENTITY).flatMap(([property, column]) => {
    const value = change[property as keyof IdentityChange]
    return value === undefined ? [] : [[column, value]]
  })
  // What was read before is left as it is.
  if (change.after !== undefined) await db('mailboxes').where({ id }).whereNot({ after_reading: change.after }).update({ after_uid: db.ref('last_uid') })
  if (columns.length > 0) await db('mailboxes').where({ id }).update(Object.fromEntries(columns))
}

/** Notes up to which UID the messages of a mailbox have been marked or filed, as long as it numbers them as it did, and is set as it was. */
export async function saveTidied(db: Transaction, { id, uidValidity, after }: Pick<Mailbox, 'id' | 'uidValidity' | 'after'>, upTo: number) {
  await db('mailboxes').where({ id, uid_validity: uidValidity, after_reading: after }).update({ after_uid: upTo })
}
