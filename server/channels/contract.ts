import { z } from 'zod'

/** GET /api/mailboxes: is our mail being read? */
export const MailboxList = z.object({
  mailboxes: z.array(z.object({
    id: z.number().int(),
    name: z.string(),
    address: z.string(),
    folder: z.string(),
    /** When it was last read to its end, in UTC milliseconds; null before the first time. */
    checkedAt: z.number().int().nullable(),
    /** What is wrong, in a sentence; null when all is well. */
    failure: z.string().nullable(),
  })),
})
export type MailboxList = z.infer<typeof MailboxList>
