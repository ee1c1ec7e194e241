import type { Readable } from 'node:stream'
import type { MailOut } from '../../../outbox/release.ts'
import type { Db } from '../../../platform/db.ts'
import { MailboxIdentity, type MailboxSettings } from '../../contract.ts'
import { byFrequency, lacksOf, serverIn, writesAs } from '../identity.ts'

/** Where raw messages are read. */
export type RawMessages = { raw: (sha256: string) => Readable }

const COLUMNS = {
  id: 'id', name: 'name', transport: 'transport', username: 'username', host: 'host', port: 'port', folder: 'folder', checkedAt: 'checked_at', failure: 'failure',
  fromAddress: 'from_address', fromName: 'from_name', replyAddress: 'reply_address', bounceAddress: 'bounce_address', plusAddresses: 'plus_addresses',
  authservId: 'authserv_id', signature: 'signature', locale: 'locale', acknowledges: 'acknowledges', after: 'after_reading',
} as const

type Row = Omit<MailboxSettings, 'plusAddresses' | 'acknowledges' | 'writesAs' | 'lacks' | 'seenServers'> & { plusAddresses: number | boolean, acknowledges: number | boolean }

/** The mailboxes with all that can be set of them. */
export async function mailboxSettings(db: Db, mailOut: MailOut): Promise<Omit<MailboxSettings, 'seenServers'>[]> {
  const rows = await db('mailboxes').where({ active: true }).orderBy('id').select<Row[]>(COLUMNS)
  return rows.map((row) => {
    const known = { ...row, plusAddresses: Boolean(row.plusAddresses), acknowledges: Boolean(row.acknowledges), locale: MailboxIdentity.shape.locale.catch('fr').parse(row.locale) }
    return { ...known, writesAs: writesAs(known), lacks: lacksOf(known, mailOut) }
  })
}

const LATEST = 15
const HEAD_BYTES = 64 * 1024

/** The names of servers at the head of what a mailbox received last. A message whose bytes are gone says nothing. */
export async function serversSeen(db: Db, mailboxId: number, { raw }: RawMessages): Promise<string[]> {
  const found = await db('intakes').where({ mailbox_id: mailboxId }).whereNotNull('sha256').orderBy('id', 'desc').limit(LATEST).select<{ sha256: string }[]>('sha256')
  const names = await Promise.all(found.map(({ sha256 }) => headOf(raw(sha256)).then(serverIn, () => undefined)))
  return byFrequency(names.filter(name => name !== undefined))
}

async function headOf(stream: Readable): Promise<string> {
  let head = ''
  for await (const chunk of stream) {
    head += (chunk as Buffer).toString('latin1')
    if (head.length >= HEAD_BYTES || /\r?\n\r?\n/.test(head)) break
  }
  stream.destroy()
  return head
}
