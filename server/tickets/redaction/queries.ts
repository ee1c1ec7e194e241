import type { Db } from '../../platform/db.ts'
import { Refusal } from '../../platform/errors.ts'
import type { Passage, Redaction } from './contract.ts'
import { noticedIn } from './noticed.ts'

/** What seems to be a secret in this message. */
export async function noticedOf(db: Db, messageId: number): Promise<Passage[]> {
  const message = await db('messages').where({ id: messageId }).first<{ subject: string, text: string } | undefined>('subject', 'text')
  if (!message) throw new Refusal('not-found', 'There is no such message')
  return noticedIn([message.subject, message.text])
}

/** What was taken out of each of these messages, in the order it was done. */
export async function redactionsOf(db: Db, messageIds: readonly number[]): Promise<Map<number, Redaction[]>> {
  type Found = { messageId: number, by: string | null, at: number, kinds: string }
  const found = messageIds.length === 0 ? [] : await db('redactions').leftJoin('agents', 'agents.id', 'redactions.agent_id').whereIn('message_id', messageIds).orderBy('redactions.id')
    .select<Found[]>({ messageId: 'message_id', by: 'agents.name', at: 'redactions.at', kinds: 'kinds' })
  const byMessage = Map.groupBy(found, ({ messageId }) => messageId)
  return new Map([...byMessage].map(([messageId, some]) => [messageId, some.map(({ by, at, kinds }) => ({ by, at, kinds: kinds.split(',') }))]))
}

const MOST_TICKETS = 50

/** The ticket with all that quotations may have gone to: tickets that were merged into it, split off it, or go on from it. */
export async function familyOf(db: Db, ticketId: number): Promise<number[]> {
  const family = new Set([ticketId])
  for (let fresh = [ticketId]; fresh.length > 0 && family.size < MOST_TICKETS;) {
    const [rows, merges, splits] = [
      await db('tickets').whereIn('id', fresh).select<Record<string, number | null>[]>('merged_into_id', 'continues_id', 'continued_by_id', 'split_from_id'),
      await db('merges').whereIn('into_id', fresh).select<Record<string, number | null>[]>('from_id'),
      await db('splits').whereIn('from_id', fresh).select<Record<string, number | null>[]>('into_id'),
    ]
    fresh = [...rows, ...merges, ...splits].flatMap(row => Object.values(row)).filter(id => id !== null).filter(id => !family.has(id))
    for (const id of fresh) family.add(id)
  }
  return [...family].sort((one, other) => one - other)
}
