import { z } from 'zod'

/** What is being refused since too much of it came: who sends it, by which limit, how much, since when. Instants are UTC milliseconds. */
export const Refusals = z.object({
  refusals: z.array(z.object({
    reason: z.string(),
    /** Null when it comes from many senders. */
    from: z.object({ address: z.string(), name: z.string() }).nullable(),
    senders: z.number().int(),
    messages: z.number().int(),
    since: z.number().int(),
    last: z.number().int(),
  })),
})
/** GET /api/intakes/refusals: the last day's, as long as nobody has dismissed them; the largest first. POST /api/intakes/refusals/dismiss answers the same. */
export type Refusals = z.infer<typeof Refusals>

/** POST /api/intakes/refusals/dismiss: nothing comes of what is refused for this reason, of this sender alone when one is named. */
export const DismissRefusals = z.object({
  reason: z.string().min(1).max(300),
  address: z.string().max(320).nullable(),
  why: z.string().trim().min(1).max(500),
})
export type DismissRefusals = z.infer<typeof DismissRefusals>
