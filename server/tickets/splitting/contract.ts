import { z } from 'zod'

/** POST /api/tickets/:id/split: these messages become a ticket of their own. Answers it. */
export const SplitRequest = z.object({
  messageIds: z.array(z.number().int().positive()).min(1).max(200),
  subject: z.string().trim().min(1).max(300),
})
export type SplitRequest = z.infer<typeof SplitRequest>

/** What became a ticket of its own, as told on both. POST /api/splits/:id/undo puts it back, and answers the ticket it came from. */
export const Split = z.object({
  id: z.number().int(),
  /** `off`: the other ticket was split off this one; `from`: this one was split off the other. */
  way: z.enum(['off', 'from']),
  reference: z.string(),
  subject: z.string(),
  ticketId: z.number().int(),
  agent: z.string().nullable(),
  /** Undone while nothing that builds on it stands. */
  undoable: z.boolean(),
  at: z.number().int(),
})
export type Split = z.infer<typeof Split>
