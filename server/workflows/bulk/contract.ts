import { z } from 'zod'
import { Said } from '../contract.ts'

/** How many runs one table may start. */
export const MOST_LINES = 1000

/**
 * POST /api/runs/bulk. The first line of `csv` names the fields of the start; `ticket` (a reference) says on which ticket a run stands, `email` and
 * `name` open one for that member. Without `start` only what would happen is told. `batch` names the table: posted again, nothing is started twice.
 */
export const BulkRequest = z.object({
  workflow: z.string().min(1).max(60),
  csv: z.string().max(900_000),
  batch: z.uuid(),
  rehearsal: z.boolean().default(false),
  start: z.boolean().default(false),
  /** Starts what is good, although some lines are not. */
  skipBad: z.boolean().default(false),
})
export type BulkRequest = z.infer<typeof BulkRequest>

/** What is wrong with a line; `name` is the column, null for the whole line. */
export const BulkProblem = z.object({ line: z.number().int(), name: z.string().nullable(), says: Said })
export type BulkProblem = z.infer<typeof BulkProblem>

/** How many lines there are, what is wrong with which, and what was started now or with the same batch before. */
export const BulkAnswer = z.object({
  lines: z.number().int(),
  good: z.number().int(),
  problems: z.array(BulkProblem),
  started: z.array(z.object({ line: z.number().int(), runId: z.number().int() })),
})
export type BulkAnswer = z.infer<typeof BulkAnswer>
