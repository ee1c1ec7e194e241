import type { Db } from '../../platform/db.ts'
import { slices } from '../../platform/rows.ts'
import type { Entrance } from './entrances.ts'

const COLUMNS = {
  mailboxId: 'id', name: 'name', username: 'username', host: 'host', active: 'active', fromAddress: 'from_address', fromName: 'from_name', replyAddress: 'reply_address',
  bounceAddress: 'bounce_address', authservId: 'authserv_id', acknowledges: 'acknowledges', plusAddresses: 'plus_addresses', signature: 'signature', locale: 'locale', baselineUid: 'baseline_uid', createdAt: 'created_at',
} as const

type Row = Omit<Entrance, 'active' | 'acknowledges' | 'plusAddresses'> & Record<'active' | 'acknowledges' | 'plusAddresses', number | boolean>

/** The mailboxes mail comes by, those included that are read no longer: their addresses are still ours. */
export async function entrances(db: Db): Promise<Entrance[]> {
  const rows = await db('mailboxes').orderBy('id').select(COLUMNS) as Row[]
  return rows.map(row => ({ ...row, active: Boolean(row.active), acknowledges: Boolean(row.acknowledges), plusAddresses: Boolean(row.plusAddresses) }))
}

/** Which of these addresses, in lower case, are those of active agents. */
export async function agentsAmong(db: Db, addresses: readonly string[]): Promise<Set<string>> {
  const agents = new Set<string>()
  for (const some of slices(addresses)) {
    const found = await db('agents').where({ active: true }).whereIn('email', some).select<{ email: string }[]>('email')
    for (const { email } of found) agents.add(email)
  }
  return agents
}

/** Which of these mails of ours were written beside a conversation, and in which side thread. */
export async function sidesOfMails(db: Db, outboxIds: readonly number[]): Promise<Map<number, number>> {
  const sides = new Map<number, number>()
  for (const some of slices(outboxIds)) {
    const found = await db('outbox').join('messages', 'messages.id', 'outbox.stored_message_id').whereIn('outbox.id', some).whereNotNull('messages.side_id')
      .select<{ outboxId: number, sideId: number }[]>({ outboxId: 'outbox.id', sideId: 'messages.side_id' })
    for (const { outboxId, sideId } of found) sides.set(outboxId, sideId)
  }
  return sides
}

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** How many acknowledgements went lately to these addresses, and by each mailbox. */
export async function acknowledgedLately(db: Db, addresses: readonly string[], now: number) {
  const recent = () => db('outbox').where({ kind: 'acknowledgement' })
  const byMailbox = await recent().where('created_at', '>', now - HOUR_MS).groupBy('mailbox_id').select('mailbox_id as mailboxId').count<{ mailboxId: number | null, sent: number }[]>({ sent: '*' })
  const toAddress = new Map<string, number[]>()
  for (const some of slices(addresses)) {
    const found = await recent().join('deliveries', 'deliveries.outbox_id', 'outbox.id').where('outbox.created_at', '>', now - DAY_MS).whereIn('deliveries.address', some)
      .select<{ address: string, at: number }[]>({ address: 'deliveries.address', at: 'outbox.created_at' })
    for (const { address, at } of found) toAddress.set(address, [...toAddress.get(address) ?? [], at])
  }
  return {
    byMailbox: new Map(byMailbox.map(({ mailboxId, sent }) => [mailboxId ?? 0, Number(sent)])),
    toAddress: new Map([...toAddress].map(([address, times]) => [address, { lastHour: times.filter(at => at > now - HOUR_MS).length, lastDay: times.length }])),
  }
}

/** The addresses of users of forums whom agents have joined to one, by source and handle. */
export async function addressesOfHandles(db: Db, users: readonly { sourceId: number, handle: string }[]): Promise<Map<string, string>> {
  const addresses = new Map<string, string>()
  for (const some of slices(users)) {
    const found = await db('identities').whereIn('handle', some.map(({ handle }) => handle)).whereIn('source_id', some.map(({ sourceId }) => sourceId)).select<{ sourceId: number, handle: string, address: string }[]>('source_id as sourceId', 'handle', 'address')
    for (const { sourceId, handle, address } of found) addresses.set(`${sourceId} ${handle}`, address)
  }
  return addresses
}

/** What is new in each of these messages. */
export async function wordsOf(db: Db, messageIds: readonly number[]): Promise<Map<number, string>> {
  const words = new Map<number, string>()
  for (const some of slices(messageIds)) {
    const found = await db('messages').whereIn('id', some).select<{ id: number, words: string }[]>('id', db.raw('coalesce(visible_reply, text) as words'))
    for (const { id, words: said } of found) words.set(id, said)
  }
  return words
}
