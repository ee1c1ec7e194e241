import type { Db } from '../../platform/db.ts'
import type { MailboxList } from '../contract.ts'

/** The mailboxes that are read, and how they fare. */
export async function mailboxList(db: Db): Promise<MailboxList> {
  type Found = Omit<MailboxList['mailboxes'][number], 'address'> & { username: string, host: string }
  const found = await db('mailboxes').where({ active: true }).orderBy('name')
    .select<Found[]>({ id: 'id', name: 'name', username: 'username', host: 'host', folder: 'folder', checkedAt: 'checked_at', failure: 'failure' })
  return { mailboxes: found.map(({ username, host, ...rest }) => ({ ...rest, address: username.includes('@') ? username : `${username}@${host}` })) }
}

/** How many intakes ended in each state. */
export async function intakeStates(db: Db): Promise<{ state: string, intakes: number }[]> {
  const found = await db('intakes').groupBy('state').select('state').count<{ state: string, intakes: number }[]>({ intakes: '*' })
  return found.map(({ state, intakes }) => ({ state, intakes: Number(intakes) }))
}

/** The mailboxes as an administrator lists them on the command line; no password. */
export async function mailboxLines(db: Db) {
  return await db('mailboxes').where({ active: true }).orderBy('id')
    .select({ id: 'id', name: 'name', username: 'username', host: 'host', port: 'port', folder: 'folder', begin: 'begin', checkedAt: 'checked_at', failure: 'failure' }) as {
    id: number, name: string, username: string, host: string, port: number, folder: string, begin: string, checkedAt: number | null, failure: string | null
  }[]
}
