import type { Context } from '../../platform/context.ts'
import { record } from '../../platform/record.ts'
import { agentOf } from '../actions/change.ts'
import { PRESENCE_MS, type PresenceRequest } from './contract.ts'
import { presenceAt, prolongPresence, removeExpired, removePresence, savePresence } from './store.ts'

/** An agent has the ticket open, reading or writing. Told to the others only when it is news; no line in the audit. */
export async function bePresent(context: Context, ticketId: number, { doing }: PresenceRequest) {
  const { db, now } = context
  const place = { ticketId, agentId: agentOf(context) }
  const known = await presenceAt(db, place)
  const expiresAt = now.getTime() + PRESENCE_MS
  if (known?.doing === doing && known.expiresAt > now.getTime()) return prolongPresence(db, place, expiresAt)
  await savePresence(db, place, { doing, since: now.getTime(), expiresAt })
  await record(context, { type: 'ticket.presence', ticketId })
}

/** An agent has left the ticket. */
export async function leave(context: Context, ticketId: number) {
  if (await removePresence(context.db, { ticketId, agentId: agentOf(context) })) await record(context, { type: 'ticket.presence', ticketId })
}

/** Forgets those who went without saying so. */
export async function forgetPresence({ db, now }: Pick<Context, 'db' | 'now'>) {
  await removeExpired(db, now.getTime())
}
