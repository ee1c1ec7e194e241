import { z } from 'zod'
import type { Db } from '../../platform/db.ts'
import { Refusal } from '../../platform/errors.ts'
import { senderKey, senderOf } from './sender.ts'

/** A message as far as its pictures go. `sender` is null when it does not prove whose it is. */
export type PicturedMessage = { ticketId: number, html: string | null, sender: string | null }

const Problems = z.array(z.string())

type Found = { ticketId: number, html: string | null, kind: string, address: string, pending: number, problems: string | null }

/** The message, or a refusal. */
export async function picturedMessage(db: Db, messageId: number): Promise<PicturedMessage> {
  const found = await db('messages').where({ id: messageId })
    .first<Found | undefined>({ ticketId: 'ticket_id', html: 'html', kind: 'kind', address: 'from_address', pending: 'pending', problems: 'problems' })
  if (!found) throw new Refusal('not-found', 'There is no such message')
  const problems = found.problems === null ? [] : Problems.parse(JSON.parse(found.problems))
  return { ticketId: found.ticketId, html: found.html, sender: senderOf({ ...found, pending: Boolean(found.pending), problems }) }
}

/** Whether an agent has said that this sender's pictures are always shown. */
export async function isAllowed(db: Db, sender: string): Promise<boolean> {
  const found = await db('picture_senders').where({ address_sha256: senderKey(sender) }).first<{ at: number } | undefined>({ at: 'created_at' })
  return found !== undefined
}
