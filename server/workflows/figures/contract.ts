import { z } from 'zod'
import { Said } from '../contract.ts'

/** Whom or what a run waits for. `outside`: until something is seen, or another attempt may succeed; `machine`: we are at work ourselves. */
export const Waits = z.enum(['member', 'team', 'date', 'outside', 'machine'])
export type Waits = z.infer<typeof Waits>

/** What agents do in a run; looking at secrets and handing over moves nothing, and does not count. */
export const Deed = z.enum(['filled', 'ticked', 'agreed', 'declined', 'retried', 'skipped', 'undo-asked', 'cancelled'])
export type Deed = z.infer<typeof Deed>

const Count = z.number().int()
/** Milliseconds. */
const Duration = z.number()
const Day = z.iso.date()
/** Of days far from ours no calendar of the world is sure. */
const AskedDay = Day.refine(day => day >= '1990-01-01' && day < '2200-01-01', 'a day from 1990 to 2199')

const MOST_YEARS = 10

/** GET /api/runs/figures, and its table /api/runs/figures.csv. Both days belong to it; without them, this year. Without a workflow, the one with the most runs. */
export const FiguresQuery = z.object({
  workflow: z.string().max(60).optional(),
  from: AskedDay.optional(),
  to: AskedDay.optional(),
  zone: z.string().max(60).default('Europe/Paris'),
}).refine(({ from, to }) => (from === undefined) === (to === undefined), 'both days, or neither')
  .refine(({ from = '', to = '' }) => from <= to, 'the first day comes before the last')
  .refine(({ from = '', to = '' }) => Number(to.slice(0, 4)) - Number(from.slice(0, 4)) < MOST_YEARS, `at most ${MOST_YEARS} years`)
export type FiguresQuery = z.infer<typeof FiguresQuery>

/** The middle one of many durations, and what nine in ten of them did not exceed. */
const Spread = z.object({ runs: Count, median: Duration, slow: Duration })
export type Spread = z.infer<typeof Spread>

const Waited = z.record(Waits, Duration)
export type Waited = z.infer<typeof Waited>

/** `again`: tried again by itself; `anew`: asked anew of whoever had given it; `stopped`: somebody had to decide, `stood` being how long that took in all. */
const Stumbles = { again: Count, anew: Count, stopped: Count, runs: Count, stood: Duration }

/** What the runs of a workflow came to between two days. Rehearsals are never among them. */
export const Figures = z.object({
  workflow: z.object({ name: z.string(), title: Said }),
  from: Day,
  to: Day,
  /** Up to when it was counted, in UTC milliseconds: the end of the last day, or now. */
  until: z.number().int(),
  counts: z.object({ began: Count, finished: Count, givenUp: Count, goingOn: Count }),
  /** `2026-11`, from the first to the last, or this one. */
  months: z.array(z.object({ month: z.string(), began: Count, finished: Count, givenUp: Count })),
  /** Of the runs that ended well in these days, from here on: how long they took. */
  took: Spread.nullable(),
  /** For how long they waited for whom, all together. */
  waited: Waited,
  phases: z.array(z.object({ id: z.string(), title: Said, took: Spread, waited: Waited })),
  deeds: z.object({ total: Count, median: z.number(), most: Count, kinds: z.array(z.object({ kind: Deed, count: Count })) }),
  /** How their domains end, most frequent first; none where a workflow asks for no domain. */
  endings: z.array(z.object({ ending: z.string(), runs: Count })),
  /** The mail that they copied. */
  copied: z.object({ mailboxes: Count, messages: Count, bytes: Count }).nullable(),
  /** What happened in these days in whatever run: where, and why. */
  steps: z.array(z.object({ step: z.string(), title: Said, ...Stumbles })),
  causes: z.array(z.object({ id: z.string(), title: Said, ...Stumbles })),
})
export type Figures = z.infer<typeof Figures>

/** What can be chosen: the workflows that have runs, the busiest first, and the year of the first of them. */
export const FiguresAnswer = z.object({
  workflows: z.array(z.object({ name: z.string(), title: Said, runs: Count })),
  since: z.number().int().nullable(),
  /** Null where nothing was ever run. */
  figures: Figures.nullable(),
})
export type FiguresAnswer = z.infer<typeof FiguresAnswer>

/** GET /api/runs/figures.csv: in whose language it is read. */
export const FiguresSheet = FiguresQuery.safeExtend({ lang: z.enum(['fr', 'en']).default('fr') })
export type FiguresSheet = z.infer<typeof FiguresSheet>
