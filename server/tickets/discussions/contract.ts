import { z } from 'zod'

/** A thread of a list or a topic of a forum that a ticket is about. Instants are UTC milliseconds. */
export const Discussion = z.object({
  id: z.number().int(),
  source: z.object({
    id: z.number().int(),
    kind: z.enum(['list', 'forum']),
    name: z.string(),
    /** How an answer gets there; `hand`: an agent carries it. */
    answersBy: z.enum(['mail', 'api', 'reply-address', 'hand']),
    /** Who reads an answer unless the agent says otherwise. */
    answersTo: z.enum(['public', 'private']),
    active: z.boolean(),
  }),
  title: z.string(),
  /** Where everybody reads it; of a list, in its archive. */
  url: z.string().nullable(),
  category: z.string().nullable(),
  /** Only its author and we can read it there. */
  isPrivate: z.boolean(),
  /** How many have spoken there, us apart. */
  people: z.number().int(),
  /** When somebody else answered first, and when an answer was declared the solution. */
  answeredAt: z.number().int().nullable(),
  solvedAt: z.number().int().nullable(),
})
export type Discussion = z.infer<typeof Discussion>
