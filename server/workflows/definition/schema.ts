import { z } from 'zod'
import { FieldType } from './fields/contract.ts'

/** What is said to people, in both languages. A `{{…}}` in it is an expression over what the run knows. */
export const Text = z.strictObject({ fr: z.string().trim().default(''), en: z.string().trim().default('') })
export type Text = z.infer<typeof Text>

/** Minutes, hours, days or weeks: `15m`, `2h`, `5d`, `1w`. */
export const Duration = z.string().regex(/^[1-9]\d{0,4}[mhdw]$/, 'a duration is a number and m, h, d or w: 15m, 2h, 5d')

/** The name of a step, a field or a phase; conditions use it as it stands. */
export const Name = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, 'a name is lower-case letters, digits and _, and begins with a letter')
/** What a port takes or gives, by the names that ports have for it. */
const Given = z.string().regex(/^[a-z][A-Za-z0-9_]{0,39}$/, 'a name of what a port takes is letters, digits and _, and begins with a lower-case letter')

/** An expression in CEL (https://cel.dev) over `start`, the results of earlier steps by their names and, within `each`, `item`. */
export const Expression = z.string().trim().min(1).max(2000)

/** One thing that a form asks for. */
export const Field = z.strictObject({
  name: Name,
  label: Text,
  help: Text.optional(),
  type: FieldType.default('text'),
  required: z.boolean().default(true),
  options: z.array(z.strictObject({ value: z.string().min(1).max(100), label: Text })).max(50).optional(),
  /** What the simulated people of a rehearsal answer; shown as an example to real ones unless it is secret. */
  example: z.union([z.string().max(500), z.number(), z.boolean()]).optional(),
  /** Answers that a simulation gives by chance: what the outside is like depends on them. */
  examples: z.array(z.union([z.string().max(500), z.number(), z.boolean()])).max(50).optional(),
})
export type Field = z.infer<typeof Field>

const about = {
  id: Name,
  title: Text,
  why: Text.optional(),
  how: Text.optional(),
  checked: Text.optional(),
  takes: Text.optional(),
  undone: Text.optional(),
  phase: Name.optional(),
  /** What must be settled before; without it, the step that stands before this one. */
  after: z.array(Name).max(50).optional(),
  /** Without it, always. When it says no, the step is skipped. */
  when: Expression.optional(),
  /** Whether the member's page tells of it. */
  shown: z.boolean().default(true),
}

const asked = {
  who: z.enum(['agent', 'member']).default('agent'),
  /** The role whose agents are asked; without it, whoever follows the run. */
  role: z.string().trim().min(1).max(40).optional(),
  due: Duration.optional(),
  remind: z.array(Duration).max(10).default([]),
  escalate: z.strictObject({ after: Duration, to: z.string().trim().min(1).max(40) }).optional(),
}

const call = {
  /** The port's name, as in `http.answers`. */
  uses: z.string().regex(/^[a-z][a-z0-9]*([.-][a-z0-9]+)*$/).max(80),
  with: z.record(Given, Expression).default({}),
  /** What it answers when the run is a rehearsal. */
  example: z.record(Given, z.unknown()).optional(),
}

const FormStep = z.strictObject({ kind: z.literal('form'), ...about, ...asked, fields: z.array(Field).min(1).max(40) })
const TaskStep = z.strictObject({
  kind: z.literal('task'), ...about, ...asked,
  evidence: z.enum(['none', 'optional', 'needed']).default('optional'),
  probe: z.strictObject({ ...call, every: Duration.default('15m') }).optional(),
})
const ProbeStep = z.strictObject({ kind: z.literal('probe'), ...about, ...call, every: Duration.default('15m'), for: Duration.default('7d') })
const ActionStep = z.strictObject({
  kind: z.literal('action'), ...about, ...call,
  irreversible: z.boolean().default(false),
  /** Whether the port can take it back. */
  undo: z.boolean().default(false),
  tries: z.number().int().min(1).max(20).default(5),
  /** Whatever the other side says, it is tried again by itself for this long: a lock is lifted by somebody else, money comes. */
  insists: Duration.optional(),
  /** The form right before it whose answers are asked for anew when the other side says that they are wrong. */
  asks: Name.optional(),
})
const GateStep = z.strictObject({
  kind: z.literal('gate'), ...about, ...asked,
  permission: z.string().max(40).default('runs:approve'),
  /** The steps whose plan is shown; without it, those that come next. */
  shows: z.array(Name).max(20).optional(),
})
const MessageStep = z.strictObject({ kind: z.literal('message'), ...about, text: Text })
const TimerStep = z.strictObject({ kind: z.literal('timer'), ...about, for: Duration.optional(), until: Expression.optional() })

/** A step within `each`; there is no `each` within `each`. */
export const InnerStep = z.discriminatedUnion('kind', [FormStep, TaskStep, ProbeStep, ActionStep, GateStep, MessageStep, TimerStep])
export type InnerStep = z.infer<typeof InnerStep>

const EachStep = z.strictObject({
  kind: z.literal('each'), ...about,
  /** A list; each of its items goes through the inner steps. */
  over: Expression,
  /** Names an item, with `item` for the item itself: two of the same name are one. */
  name: Expression.default('item'),
  steps: z.array(InnerStep).min(1).max(40),
})
export type EachStep = z.infer<typeof EachStep>

export const Step = z.discriminatedUnion('kind', [...InnerStep.options, EachStep])
export type Step = z.infer<typeof Step>
export type StepKind = Step['kind']
/** A step of one kind. */
export type StepOf<K extends StepKind> = Extract<Step, { kind: K }>

/** A workflow as its YAML says it. What the shapes cannot say is in `checking.ts`. */
export const Definition = z.strictObject({
  /** The workflow's own name. */
  workflow: z.string().regex(/^[a-z][a-z0-9-]{1,59}$/, 'the name of a workflow is lower-case letters, digits and hyphens'),
  title: Text,
  about: Text.optional(),
  /** What a run is called, by what it was started with: `{{start.domain}}`. */
  subject: Text.optional(),
  phases: z.array(z.strictObject({ id: Name, title: Text, says: Text.optional() })).max(20).default([]),
  /** How long the whole may take. */
  due: Duration.optional(),
  /** What is asked when it is started. */
  start: z.array(Field).max(40).default([]),
  steps: z.array(Step).min(1).max(100),
})
export type Definition = z.infer<typeof Definition>
