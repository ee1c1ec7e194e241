import { z } from 'zod'
import { AgentName } from '../accounts/contract.ts'
import { MailAddress } from '../outbox/contract.ts'
import { FieldType } from './definition/fields/contract.ts'

/** UTC milliseconds. */
const Instant = z.number().int()

/** What is said in both languages, its expressions filled in. */
export const Said = z.object({ fr: z.string(), en: z.string() })
export type Said = z.infer<typeof Said>

/** One thing that a form asks for. */
export const AskedField = z.object({
  name: z.string(),
  label: Said,
  help: Said.nullable(),
  type: FieldType,
  required: z.boolean(),
  options: z.array(z.object({ value: z.string(), label: Said })),
  example: z.string().nullable(),
})
export type AskedField = z.infer<typeof AskedField>

/** How a run stands, by who is at the next move. `blocked`: a step has failed, and somebody must decide. */
export const Standing = z.enum(['blocked', 'agent', 'member', 'machine', 'date', 'cancelling', 'finished', 'cancelled'])
export type Standing = z.infer<typeof Standing>

/** How far a long act is, of how much where that is known, and when it may be over. */
const Going = z.object({ done: z.number(), of: z.number().nullable(), endsAt: Instant.nullable() })

const Why = z.enum(['refused', 'remote', 'deadline', 'condition', 'items'])

/** A run as one line: on the board, on a ticket, in a view. */
export const RunRow = z.object({
  id: z.number().int(),
  workflow: z.object({ name: z.string(), title: Said, version: z.number().int() }),
  subject: z.string(),
  standing: Standing,
  /** Where it is: of the phases of its workflow, the one of its first step that is not settled. */
  phase: z.object({ id: z.string(), title: Said }).nullable(),
  /** What is to be done or waited for next. */
  next: z.object({ path: z.string(), title: Said }).nullable(),
  /** Since when it stands like this; and when the next thing happens by itself, or is due. */
  since: Instant,
  dueAt: Instant.nullable(),
  wakeAt: Instant.nullable(),
  /** How many of its steps are settled. */
  done: z.number().int(),
  of: z.number().int(),
  /** Its long acts that are under way, all together. */
  going: Going.nullable(),
  /** The next date of anything in it, and what falls then: a step, or without a title the run as a whole. `date`: a wait that ends. */
  falls: z.object({ at: Instant, title: Said.nullable(), of: z.enum(['agent', 'member', 'machine', 'date', 'run']) }).nullable(),
  /** Why it is blocked. */
  cause: z.object({ why: Why, words: Said }).nullable(),
  owner: AgentName.nullable(),
  /** The role that is asked, when the next step asks one. */
  role: z.string().nullable(),
  ticket: z.object({ id: z.number().int(), reference: z.string() }).nullable(),
  /** On simulators: nothing of it is real. */
  rehearsal: z.boolean(),
  /** How far the clock of a rehearsal is ahead of ours, in milliseconds: its instants are by that clock. */
  aheadMs: z.number().int(),
  startedAt: Instant,
  endedAt: Instant.nullable(),
})
export type RunRow = z.infer<typeof RunRow>

export const StepKind = z.enum(['form', 'task', 'probe', 'action', 'gate', 'message', 'timer', 'each'])

/** A step as people see it. */
export const StepView = z.object({
  path: z.string(),
  kind: StepKind,
  /** The path of the `each` that it belongs to, and the name of its item. */
  within: z.string().nullable(),
  item: z.string().nullable(),
  title: Said,
  why: Said.nullable(),
  how: Said.nullable(),
  checked: Said.nullable(),
  takes: Said.nullable(),
  undone: Said.nullable(),
  phase: z.string().nullable(),
  /** Who moves it. */
  mover: z.enum(['agent', 'member', 'machine', 'date']),
  role: z.string().nullable(),
  state: z.enum(['pending', 'asked', 'acting', 'looking', 'waiting', 'open', 'failed', 'undoing', 'done', 'skipped', 'undone']),
  round: z.number().int(),
  since: Instant.nullable(),
  /** When it goes on by itself. */
  at: Instant.nullable(),
  deadline: Instant.nullable(),
  dueAt: Instant.nullable(),
  /** Of what looks again and again: how often, in milliseconds. */
  every: z.number().int().nullable(),
  /** Who settled it, when it was a person. */
  by: z.object({ kind: z.enum(['agent', 'member']), name: z.string() }).nullable(),
  tries: z.number().int(),
  escalatedTo: z.string().nullable(),
  /** What came out of it, as words. */
  results: z.array(z.object({ name: z.string(), label: Said.nullable(), value: Said })),
  /** What it has handed to the member, and whether and by which way that was seen; never the secret. POST /api/runs/:id/hand-overs hands it over anew. */
  handed: z.object({ label: z.string(), until: Instant, seenAt: Instant.nullable(), seenBy: z.enum(['page', 'link']).nullable() }).nullable(),
  /** What is kept sealed; POST /api/runs/:id/secrets/:secretId shows one. */
  secrets: z.array(z.object({ id: z.number().int(), label: Said, destroyedAt: Instant.nullable() })),
  seen: z.object({ at: Instant, passed: z.boolean(), says: z.string() }).nullable(),
  going: Going.extend({ says: z.string() }).nullable(),
  /** `words`: the same for people, where they are known. */
  cause: z.object({ why: Why, says: z.string(), words: Said.nullable() }).nullable(),
  reason: z.string().nullable(),
  /** Of a form. */
  fields: z.array(AskedField),
  /** Of a task. */
  evidence: z.enum(['none', 'optional', 'needed']),
  /** Of a gate: what is about to happen, and the permission that it asks for. */
  plan: z.array(z.object({ path: z.string(), title: Said, irreversible: z.boolean(), lines: z.array(z.object({ name: z.string(), value: Said })) })),
  permission: z.string().nullable(),
  irreversible: z.boolean(),
  /** What may be asked of it now. */
  may: z.array(z.enum(['fill', 'tick', 'agree', 'decline', 'retry', 'skip', 'undo'])),
})
export type StepView = z.infer<typeof StepView>

/** One line of what happened; `type` is a word that the client says, `says` what somebody or the other side said. */
export const RunEvent = z.object({
  number: z.number().int(),
  at: Instant,
  actor: z.object({ kind: z.enum(['agent', 'member', 'system']), name: z.string() }),
  type: z.string(),
  title: Said.nullable(),
  item: z.string().nullable(),
  says: z.string().nullable(),
})
export type RunEvent = z.infer<typeof RunEvent>

/** GET /api/runs/:id */
export const RunDetail = z.object({
  run: RunRow,
  about: Said.nullable(),
  member: MailAddress.nullable(),
  /** The member's private page. */
  memberUrl: z.string().nullable(),
  phases: z.array(z.object({ id: z.string(), title: Said })),
  /** What it was started with. */
  start: z.array(z.object({ name: z.string(), label: Said, value: Said })),
  steps: z.array(StepView),
  events: z.array(RunEvent),
})
export type RunDetail = z.infer<typeof RunDetail>

/** GET /api/tickets/:id/runs */
export const TicketRuns = z.object({ runs: z.array(RunRow) })
export type TicketRuns = z.infer<typeof TicketRuns>

/** POST /api/runs answers 201 and the run as it is now, like every act on one. */
export const StartRun = z.object({
  workflow: z.string().max(60),
  ticketId: z.number().int().positive().nullable().default(null),
  start: z.record(z.string(), z.unknown()).default({}),
  rehearsal: z.boolean().default(false),
})
export type StartRun = z.infer<typeof StartRun>
export const RunAnswer = z.object({ run: RunRow })
export type RunAnswer = z.infer<typeof RunAnswer>

const at = { path: z.string().max(300), round: z.number().int().min(0) }
const words = z.string().trim().max(4000)
/** POST /api/runs/:id/fill. Secrets are among the values; they are sealed before anything else is done with them. */
export const FillStep = z.object({ ...at, values: z.record(z.string().max(40), z.unknown()) })
export type FillStep = z.infer<typeof FillStep>
/** POST /api/runs/:id/tick */
export const TickStep = z.object({ ...at, evidence: words.default('') })
export type TickStep = z.infer<typeof TickStep>
/** POST /api/runs/:id/agree, …/retry */
export const AtStep = z.object(at)
export type AtStep = z.infer<typeof AtStep>
/** POST /api/runs/:id/decline, …/skip, …/undo */
export const WithReason = z.object({ ...at, reason: words.min(1) })
export type WithReason = z.infer<typeof WithReason>
/** POST /api/runs/:id/cancel. `undo`: what can be taken back is, the last first. */
export const CancelRun = z.object({ reason: words.min(1), undo: z.boolean().default(false) })
export type CancelRun = z.infer<typeof CancelRun>
/** POST /api/runs/:id/hand-over. null: nobody follows it any more. */
export const HandOverRun = z.object({ agentId: z.number().int().positive().nullable() })
export type HandOverRun = z.infer<typeof HandOverRun>
/** POST /api/runs/:id/hand-overs: what the step has handed to the member is handed to them anew. */
export const HandAnew = z.object({ path: z.string().max(300) })
export type HandAnew = z.infer<typeof HandAnew>
/** POST /api/runs/:id/leap: the clock of a rehearsal goes forward. */
export const LeapRun = z.object({ days: z.number().int().min(1).max(400) })
export type LeapRun = z.infer<typeof LeapRun>
/** POST /api/runs/:id/secrets/:secretId */
export const SecretAnswer = z.object({ value: z.string() })
export type SecretAnswer = z.infer<typeof SecretAnswer>

/** GET /api/workflows: those that a run can be started of. */
export const WorkflowList = z.object({
  workflows: z.array(z.object({ name: z.string(), version: z.number().int(), title: Said, about: Said.nullable(), start: z.array(AskedField), steps: z.number().int(), phases: z.array(z.object({ id: z.string(), title: Said })) })),
})
export type WorkflowList = z.infer<typeof WorkflowList>
