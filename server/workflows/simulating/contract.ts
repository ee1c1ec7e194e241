import { z } from 'zod'

/** What `permanence workflow simulate --json` prints in the end. */
export const SimulationResult = z.object({
  runs: z.number().int(),
  /** Came to their end. */
  finished: z.number().int(),
  /** Neither ended nor waiting for anybody: must be none. */
  failed: z.number().int(),
  /** Wait for a decision, because the other side refuses for good. */
  blocked: z.number().int(),
  /** Every act of the cooperative's people, of all runs. */
  humanActions: z.number().int(),
  /** Of the run that needed most. */
  mostHumanActions: z.number().int(),
  /** Acts that cannot be undone and were done more than once. */
  irreversibleTwice: z.number().int(),
  /** Steps that were done and not noted, or noted and not done, or forgotten. */
  lostSteps: z.number().int(),
  /** How long the clock of the simulation went, in days. */
  days: z.number(),
  /** How long the engine took for an event on average, in milliseconds, and how many there were. */
  stepMs: z.number(),
  events: z.number().int(),
  seconds: z.number(),
})
export type SimulationResult = z.infer<typeof SimulationResult>
