import { z } from 'zod'
import { Channel } from '../../tickets/contract.ts'

/** What a new ticket must be like, all of it. Null, and no words: it does not matter. */
export const TriggerConditions = z.object({
  channel: Channel.nullable().default(null),
  /** One list or forum. */
  sourceId: z.number().int().positive().nullable().default(null),
  /** At least one of them stands in its subject or its first message, in whatever case and with whatever accents. */
  words: z.array(z.string().trim().min(2).max(100)).max(50).default([]),
}).refine(({ channel, sourceId, words }) => channel !== null || sourceId !== null || words.length > 0, 'A rule needs a condition: it would be true of every ticket')
export type TriggerConditions = z.infer<typeof TriggerConditions>

/** POST /api/workflow-triggers; PATCH /api/workflow-triggers/:id takes parts of it. Both answer the trigger. */
export const TriggerRequest = z.object({
  workflow: z.string().min(1).max(60),
  active: z.boolean().default(true),
  conditions: TriggerConditions,
  /** The fields of the start, each by an expression over `ticket`: its `subject`, `requester` ({ address, name }), `channel`, `reference`. */
  start: z.record(z.string().max(40), z.string().min(1).max(4000)).default({}),
})
export type TriggerRequest = z.infer<typeof TriggerRequest>
export const TriggerChange = z.object({ active: z.boolean(), conditions: TriggerConditions, start: z.record(z.string().max(40), z.string().min(1).max(4000)) }).partial()
export type TriggerChange = z.infer<typeof TriggerChange>

export const Trigger = z.object({ id: z.number().int(), workflow: z.string(), active: z.boolean(), conditions: TriggerConditions, start: z.record(z.string(), z.string()), createdAt: z.number().int() })
export type Trigger = z.infer<typeof Trigger>

/** GET /api/workflow-triggers */
export const TriggerList = z.object({ triggers: z.array(Trigger) })
export type TriggerList = z.infer<typeof TriggerList>
export type TriggerAnswer = { trigger: Trigger }
