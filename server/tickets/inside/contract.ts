import { z } from 'zod'
import { MailAddress } from '../../outbox/contract.ts'

/** UTC milliseconds. */
const Instant = z.number().int()

/** A moment as a calendar writes it: `2026-11-23` is a whole day, `2026-11-23T10:00` an hour. `at` is the instant, where its zone is known; `zone` the one it was written in. */
export const Moment = z.object({ written: z.string(), at: Instant.nullable(), zone: z.string().nullable() })
export type Moment = z.infer<typeof Moment>

export const Weekday = z.enum(['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'])
export type Weekday = z.infer<typeof Weekday>

/** How an event repeats, as far as it can be said in a sentence. */
export const Repeat = z.object({
  every: z.enum(['day', 'week', 'month', 'year']),
  interval: z.number().int().positive(),
  days: z.array(Weekday),
  count: z.number().int().positive().nullable(),
  until: Moment.nullable(),
})
export type Repeat = z.infer<typeof Repeat>

/** GET /api/messages/:id/attachments/:attachmentId/invitation: what an iCalendar attachment (RFC 5545, 5546) asks or says. */
export const Invitation = z.object({
  method: z.enum(['request', 'cancel', 'reply', 'counter', 'publish']),
  summary: z.string(),
  starts: Moment.nullable(),
  /** Of whole days the last one. */
  ends: Moment.nullable(),
  where: z.string().nullable(),
  organiser: MailAddress.nullable(),
  /** How many are invited. */
  attendees: z.number().int(),
  /** Of a reply: who says what. */
  answer: z.object({ who: MailAddress, says: z.enum(['accepted', 'declined', 'tentative', 'delegated']) }).nullable(),
  repeats: Repeat.nullable(),
})
export type Invitation = z.infer<typeof Invitation>

/** GET /api/messages/:id/attachments/:attachmentId/message: what a message that was attached says. */
export const AttachedMessage = z.object({
  from: MailAddress.nullable(),
  to: z.array(MailAddress),
  subject: z.string(),
  at: Instant.nullable(),
  /** Its words, cut when they are long. */
  text: z.string(),
  isCut: z.boolean(),
})
export type AttachedMessage = z.infer<typeof AttachedMessage>
