import type { Outgoing } from '../../outbox/outgoing.ts'
import { Refusal } from '../../platform/errors.ts'
import type { DraftContent } from '../drafts/contract.ts'
import type { Former, Ticket } from '../ticket.ts'

/** How long a mail can be taken back. */
export const UNDO_MS = 10_000
const LATEST_MS = 366 * 86_400_000

/** Until when a mail is held: ten seconds, or until its hour. Refuses one that lies behind us, or beyond a year. */
export function holdUntil(sendAt: number | null, now: Date): Extract<Outgoing['hold'], { until: Date }> {
  const soon = now.getTime() + UNDO_MS
  if (sendAt === null) return { why: 'undo', until: new Date(soon) }
  if (sendAt <= now.getTime()) throw new Refusal('invalid', 'The time to send it has passed already: choose a later one')
  if (sendAt > now.getTime() + LATEST_MS) throw new Refusal('invalid', 'A mail may wait for a year at most')
  return { why: 'scheduled', until: new Date(Math.max(sendAt, soon)) }
}

/** The ticket once the reply has been taken back: as it was, as far as nothing else has happened to it since. */
export function restored(ticket: Ticket, { status, waitingSince, solvedAt, closedAt, after, assigneeId }: Former, me: number): Ticket {
  const own = ticket.assigneeId === me && assigneeId === 0
  return { ...ticket, assigneeId: own ? 0 : ticket.assigneeId, ...ticket.status === after ? { status, waitingSince, solvedAt, closedAt } : {} }
}

/** What was taken back and what was written since, in one draft: for the member alone, unless all of it was meant for everybody in the same place. */
export function together(taken: DraftContent, since: DraftContent | undefined): DraftContent {
  if (!since || (since.text.trim() === '' && since.uploads.length === 0)) return taken
  const place = taken.place?.discussionId === since.place?.discussionId ? taken.place : { discussionId: null, alsoPrivate: false }
  return { ...taken, place, text: [taken.text, since.text].filter(text => text.trim() !== '').join('\n\n'), uploads: [...taken.uploads, ...since.uploads] }
}
