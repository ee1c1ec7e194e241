import { z } from 'zod'
import { RunRow, Said, Standing, StepView } from '../contract.ts'

const Instant = z.number().int()
const Id = z.number().int().positive()
const list = <T extends z.ZodType<string, string>>(item: T) => z.string().transform(text => text.split(',').filter(Boolean)).pipe(z.array(item)).optional()

/** Which runs: query parameters of GET /api/runs, /api/runs/board and /api/runs.csv. */
export const RunFilter = z.object({
  workflow: z.string().max(60).optional(),
  phase: z.string().max(40).optional(),
  /** Several, with commas between them. */
  standing: list(Standing),
  /** Who follows it: oneself, nobody, or the agent of that number. */
  owner: z.union([z.enum(['me', 'none']), z.coerce.number().int().positive()]).optional(),
  /** Whose next step asks the role of whoever looks. */
  role: z.literal('mine').optional(),
  rehearsal: z.enum(['without', 'with', 'only']).default('without'),
  /** A date of it has passed. */
  overdue: z.literal('yes').optional(),
  /** Something of it falls before then, in UTC milliseconds: a date of somebody who is asked, of a wait, or of the run. */
  dueBefore: z.coerce.number().int().nonnegative().optional(),
  /** In its subject, the reference of its ticket, or the member's address or name. */
  text: z.string().trim().max(200).optional(),
  ended: z.enum(['without', 'with', 'only']).default('without'),
  /** Of those that are over: since when, in UTC milliseconds. */
  since: z.coerce.number().int().nonnegative().optional(),
})
export type RunFilter = z.infer<typeof RunFilter>

/** `waiting`: what is blocked first, then what has stood still longest; `due`: the next date first; `started`: the latest first. */
export const RunSort = z.enum(['waiting', 'due', 'started'])
export type RunSort = z.infer<typeof RunSort>

/** GET /api/runs. `cursor` is the `next` of the page before. Whatever the order, what is over comes last, the latest first. */
export const RunQuery = RunFilter.extend({ sort: RunSort.default('waiting'), cursor: z.string().max(200).optional(), limit: z.coerce.number().int().min(1).max(300).default(100) })
export type RunQuery = z.infer<typeof RunQuery>

/** GET /api/runs: a page of lines. */
export const RunPage = z.object({ runs: z.array(RunRow), next: z.string().nullable() })
export type RunPage = z.infer<typeof RunPage>

/** GET /api/runs/board: how many runs of one workflow stand where. Without a workflow in the filter, the one with the most runs. */
export const RunBoard = z.object({
  /** Those that have runs, the busiest first; counted among the open ones, rehearsals or not as the filter has it. */
  workflows: z.array(z.object({ name: z.string(), title: Said, open: z.number().int(), blocked: z.number().int() })),
  board: z.object({
    workflow: z.string(),
    phases: z.array(z.object({ id: z.string(), title: Said })),
    /** `oldest`: since when the one has stood like this that has longest. */
    cells: z.array(z.object({ phase: z.string().nullable(), standing: Standing, runs: z.number().int(), oldest: Instant, overdue: z.number().int() })),
  }).nullable(),
})
export type RunBoard = z.infer<typeof RunBoard>

/** GET /api/runs.csv: in whose language and clock it is read. */
export const RunSheet = RunFilter.extend({
  sort: RunSort.default('waiting'),
  lang: z.enum(['fr', 'en']).default('fr'),
  zone: z.string().max(60).default('UTC'),
})
export type RunSheet = z.infer<typeof RunSheet>

/** GET /api/runs/mine: the runs with steps that ask whoever looks, and why: they follow it, it asks their role, or nobody follows it. */
export const MyRuns = z.object({
  runs: z.array(z.object({
    run: RunRow,
    why: z.enum(['followed', 'role', 'nobody']),
    /** The one that waits longest, what has failed first; and how many there are. */
    step: z.object({ path: z.string(), title: Said, state: StepView.shape.state, since: Instant, dueAt: Instant.nullable() }),
    steps: z.number().int(),
  })),
})
export type MyRuns = z.infer<typeof MyRuns>
/** GET /api/runs/mine/count */
export const MyRunCount = z.object({ runs: z.number().int() })
export type MyRunCount = z.infer<typeof MyRunCount>

const MOST_AT_ONCE = 100
const words = z.string().trim().min(1).max(4000)
const steps = z.array(z.object({ id: Id, path: z.string().max(300), round: z.number().int().min(0) })).min(1).max(MOST_AT_ONCE)
const runs = z.array(z.object({ id: Id })).min(1).max(MOST_AT_ONCE)

/** POST /api/runs/batch: the same act on many runs, each as if it were done alone. */
export const RunBatch = z.discriminatedUnion('act', [
  z.object({ act: z.literal('agree'), runs: steps }),
  z.object({ act: z.literal('decline'), runs: steps, reason: words }),
  z.object({ act: z.literal('retry'), runs: steps }),
  z.object({ act: z.literal('skip'), runs: steps, reason: words }),
  z.object({ act: z.literal('hand-over'), runs, agentId: Id.nullable() }),
  z.object({ act: z.literal('cancel'), runs, reason: words, undo: z.boolean().default(false) }),
])
export type RunBatch = z.infer<typeof RunBatch>
export type BatchAct = RunBatch['act']

/** What became of each, in the order asked: done, or why not. */
export const BatchAnswer = z.object({
  outcomes: z.array(z.object({
    id: z.number().int(),
    path: z.string().nullable(),
    /** `unexpected`: something broke, and it is not known whether it was done. */
    outcome: z.enum(['done', 'not-found', 'forbidden', 'conflict', 'invalid', 'unexpected']),
    /** The refusal's own sentence. */
    says: z.string().nullable(),
  })),
})
export type BatchAnswer = z.infer<typeof BatchAnswer>

/** GET /api/runs/batch?act=…&ids=1,2,3: what an act would be about, before it is asked for. */
export const ProspectQuery = z.object({
  act: z.enum(['agree', 'decline', 'retry', 'skip', 'hand-over', 'cancel']),
  ids: z.string().max(2500).transform(text => text.split(',').filter(Boolean).map(Number)).pipe(z.array(Id).min(1).max(MOST_AT_ONCE)),
})
export type ProspectQuery = z.infer<typeof ProspectQuery>
/** Each run that there is, with the steps that this act can be asked of now; none for acts on whole runs. */
export const Prospects = z.object({
  runs: z.array(z.object({
    run: RunRow,
    /** Of an act on whole runs: whether it can be asked. */
    open: z.boolean(),
    steps: z.array(z.object({
      path: z.string(), round: z.number().int(), title: Said, how: Said.nullable(), item: z.string().nullable(),
      /** Of a gate: whether whoever looks has the permission that it names. */
      allowed: z.boolean(),
      plan: StepView.shape.plan,
      cause: StepView.shape.cause,
    })),
  })),
})
export type Prospects = z.infer<typeof Prospects>
