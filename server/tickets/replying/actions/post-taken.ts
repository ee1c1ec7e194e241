import type { Context } from '../../../platform/context.ts'
import { record } from '../../../platform/record.ts'
import { saveTaken } from '../../discussions/store.ts'
import { claimId, messageById } from '../store.ts'

/** A forum has taken an answer of ours; `name` is what it is known by when it comes back. */
export async function postTaken({ db, now }: Pick<Context, 'db' | 'now'>, { messageId, postKey, postUrl, name }: { messageId: number, postKey: string, postUrl: string | null, name: string }) {
  const message = await messageById(db, messageId)
  if (!message) return
  await saveTaken(db, { messageId, postKey, postUrl })
  await claimId(db, { ticketId: message.ticketId, sideId: null }, { messageId, rfcId: name })
  await record({ db, now }, { type: 'ticket.message-changed', ticketId: message.ticketId, messageId })
}
