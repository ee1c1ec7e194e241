import { z } from 'zod'

/** POST /api/tickets/:id/merge: this ticket goes into the other. Answers the other. */
export const MergeRequest = z.object({ intoId: z.number().int().positive() })
export type MergeRequest = z.infer<typeof MergeRequest>

/** POST /api/merges/:id/undo: the merged ticket stands alone again. Answers it. */
export const Merge = z.object({ id: z.number().int(), ticketId: z.number().int(), reference: z.string(), subject: z.string(), at: z.number().int() })
export type Merge = z.infer<typeof Merge>
