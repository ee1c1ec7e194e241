import { isMade } from '../mail/threading.ts'
import type { Described } from '../mailboxes/mailbox.ts'

/** A message we hold, as it was numbered before. */
export type Numbered = { id: number, messageId: string | null, size: number, deliveredAt: number }

const SECOND = 1000
const keyOf = (messageId: string | null, size: number, deliveredAt: number) => `${messageId?.trim() ?? ''} ${size} ${Math.floor(deliveredAt / SECOND)}`

/**
 * After the server has numbered its messages anew (another UIDVALIDITY, RFC 9051 §2.3.1.1): which of those that stand there now we hold
 * already. A message is recognised by its Message-ID, size and day of arrival together; several alike are matched in order.
 */
export function matchRenumbered(held: readonly Numbered[], standing: readonly Described[]): { matched: { id: number, uid: number }[], unknown: Described[] } {
  const byKey = Map.groupBy(held, ({ messageId, size, deliveredAt }) => keyOf(messageId !== null && isMade(messageId) ? null : messageId, size, deliveredAt))
  const matched: { id: number, uid: number }[] = []
  const unknown: Described[] = []
  for (const one of standing) {
    const { uid, messageId, size, deliveredAt } = one
    const id = byKey.get(keyOf(messageId, size, deliveredAt))?.shift()?.id
    if (id === undefined) unknown.push(one)
    else matched.push({ id, uid })
  }
  return { matched, unknown }
}
