import { z } from 'zod'

/** Another ticket of the same person, or one that may be. */
export const OtherTicket = z.object({
  id: z.number().int(),
  reference: z.string(),
  subject: z.string(),
  status: z.enum(['new', 'open', 'waiting', 'on-hold', 'solved', 'closed']),
  channel: z.enum(['mail', 'form', 'list', 'forum', 'phone']),
  /** The mailbox it came by, when that is not where this one came by. */
  mailbox: z.string().nullable(),
  requester: z.string(),
  createdAt: z.number().int(),
})
export type OtherTicket = z.infer<typeof OtherTicket>

/** One that seems to be the same question; `intoId` is which of the two goes on when they become one. */
export const Double = OtherTicket.extend({ intoId: z.number().int() })
export type Double = z.infer<typeof Double>

/** POST /api/tickets/:id/not-double: these are two questions. Answers the ticket. */
export const NotDoubleRequest = z.object({ otherId: z.number().int().positive() })
export type NotDoubleRequest = z.infer<typeof NotDoubleRequest>
