import { z } from 'zod'

/** An address at which a mail of ours was refused for good: when, and in which words of its server. */
export const FailingAddress = z.object({ address: z.string(), words: z.string(), at: z.number().int() })
export type FailingAddress = z.infer<typeof FailingAddress>

/** POST /api/outbox/failing: which of these addresses are known to take no mail of ours. They stand in no address of a page: those are written into logs. */
export const FailingQuestion = z.object({ addresses: z.array(z.string().max(320)).max(100) })
export type FailingQuestion = z.infer<typeof FailingQuestion>
export const FailingFound = z.object({ failing: z.array(FailingAddress) })
export type FailingFound = z.infer<typeof FailingFound>
