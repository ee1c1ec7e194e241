import { Refusal } from '../../platform/errors.ts'
import { put, type Case, type Outcome } from './case.ts'
import { newestOf } from './finding.ts'
import { inviteAuthor } from './inviting.ts'
import { opening } from './opening.ts'
import type { Wish } from './wish.ts'

const REASON = 'by-agent'

/** Does as the agent wishes. */
export function wished(one: Case, wish: Wish): Outcome {
  if ('open' in wish) return { ...opening(one), reason: REASON }
  const referred = one.desk.referred(wish.reference)
  if (!referred) throw new Refusal('not-found', 'There is no ticket of this reference')
  const ticket = newestOf(one.desk, referred)
  if (ticket.status === 'closed') throw new Refusal('conflict', 'This ticket is closed for good: make a new one of the message')
  const at = { ticketId: ticket.id, sideId: null }
  // Whoever is forged is not let in by mistake: their message is shown, and they remain outside.
  inviteAuthor(one, one.mail.from, { ...at, pending: wish.pending || one.authentication === 'failed' })
  const messageId = put(one, { ...at, automatic: null, pending: wish.pending })
  return { state: 'joined', reason: REASON, ticketId: ticket.id, messageId }
}
