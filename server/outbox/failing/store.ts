import type { Transaction } from '../../platform/db.ts'
import type { FailingAddress } from './contract.ts'
import { failingKey } from './failing.ts'

/** The last words about an address count. */
export async function saveFailing(db: Transaction, { address, words, at }: FailingAddress) {
  await db('failing_addresses').insert({ key: failingKey(address), address: address.toLowerCase().slice(0, 320), words: words.slice(0, 500).toWellFormed(), at }).onConflict('key').merge(['words', 'at'])
}

/** They work again. Answers how many of them did not. */
export async function deleteFailing(db: Transaction, addresses: readonly string[]): Promise<number> {
  return db('failing_addresses').whereIn('key', addresses.map(failingKey)).delete()
}

/** Whether a mail about this ticket has come back from this address before. */
export async function hasComeBack(db: Transaction, { ticketId, address }: { ticketId: number, address: string }): Promise<boolean> {
  return await db('deliveries').join('outbox', 'outbox.id', 'deliveries.outbox_id').where({ 'outbox.ticket_id': ticketId, 'deliveries.address': address }).whereIn('deliveries.state', ['bounced', 'failed']).first('deliveries.id') !== undefined
}
