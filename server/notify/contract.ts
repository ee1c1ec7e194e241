import { z } from 'zod'

/**
 * Socket.IO, default path, same origin, signed in by the session cookie. The server sends `changes` with a list of these;
 * ids only: whoever shows the ticket fetches it again. A refused connection has the error message `unauthenticated`.
 */
export const Change = z.discriminatedUnion('about', [
  z.object({ about: z.literal('ticket'), ticketId: z.number().int(), isNew: z.boolean() }),
  z.object({ about: z.literal('presence'), ticketId: z.number().int() }),
  z.object({ about: z.literal('outbox') }),
  z.object({ about: z.literal('intake') }),
  z.object({ about: z.literal('mailbox'), mailboxId: z.number().int() }),
  z.object({ about: z.literal('source') }),
  z.object({ about: z.literal('run'), runId: z.number().int(), ticketId: z.number().int().nullable() }),
  z.object({ about: z.literal('workflow') }),
  z.object({ about: z.literal('survey'), surveyId: z.number().int() }),
])
export type Change = z.infer<typeof Change>
export const Changes = z.array(Change)
