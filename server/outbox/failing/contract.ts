import { z } from 'zod'

/** An address at which a mail of ours was refused for good: when, and in which words of its server. */
export const FailingAddress = z.object({ address: z.string(), words: z.string(), at: z.number().int() })
export type FailingAddress = z.infer<typeof FailingAddress>
