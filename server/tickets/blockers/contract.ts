import { z } from 'zod'

/** Why a ticket may not be closed yet: something on it is not over. */
export const Blocker = z.object({
  kind: z.enum(['run']),
  /** The id of what is not over. */
  refersTo: z.number().int(),
  /** What it is about, as it calls itself. */
  says: z.string(),
  since: z.number().int(),
})
export type Blocker = z.infer<typeof Blocker>

/** Why a ticket is solved or closed although something keeps it open. */
export const Overrule = z.string().trim().min(1).max(1000).optional()
