import { z } from 'zod'
import { AgentName } from '../../accounts/contract.ts'
import { Said } from '../contract.ts'
import { FieldType } from '../definition/fields/contract.ts'

/** UTC milliseconds. */
const Instant = z.number().int()

/** The name of a workflow, in its address. */
export const WorkflowName = z.string().regex(/^[a-z][a-z0-9-]{1,59}$/, 'the name of a workflow is lower-case letters, digits and hyphens')

const text = (longest: number) => z.object({ fr: z.string().trim().max(longest).default(''), en: z.string().trim().max(longest).default('') })
/** Without English words, those in French are shown. */
const Short = text(200).prefault({})
const Long = text(4000).prefault({})
const Days = z.number().int().min(1).max(365).nullable().default(null)

/** One question. Its `name` is made from its label when it has none; the server answers with the name. */
export const DraftField = z.object({
  name: z.string().max(40).default(''),
  label: Short,
  help: Long,
  type: FieldType.default('text'),
  required: z.boolean().default(true),
  /** Of a choice. */
  options: z.array(Short).max(50).default([]),
})
export type DraftField = z.infer<typeof DraftField>

/**
 * One line of the list; each comes after the one before.
 * task: something is to be done · form: something is to be answered · gate: somebody must agree · wait: some days pass · message: words to the member.
 */
export const DraftStepKind = z.enum(['task', 'form', 'gate', 'wait', 'message'])
export type DraftStepKind = z.infer<typeof DraftStepKind>

export const DraftStep = z.object({
  /** Stays with the step when it is moved or reworded; made from its title when it has none. */
  id: z.string().max(40).default(''),
  kind: DraftStepKind.default('task'),
  title: Short,
  why: Long,
  /** What to do. */
  how: Long,
  /** Of task, form and gate: who does it. A gate is always an agent's. */
  who: z.enum(['agent', 'member']).default('agent'),
  /** The role whose agents are asked; null: whoever follows the run. */
  role: z.string().trim().max(40).nullable().default(null),
  dueDays: Days,
  /** When to remind who is asked, in days after they were. */
  remindDays: Days,
  /** Of a task: whether something is to be written down about it. */
  evidence: z.enum(['none', 'optional', 'needed']).default('optional'),
  /** Of a form. */
  fields: z.array(DraftField).max(40).default([]),
  /** Whether the member's page tells of it. */
  shown: z.boolean().default(true),
  /** Of a wait. */
  days: z.number().int().min(1).max(365).default(1),
  /** Of a message. */
  text: Long,
})
export type DraftStep = z.infer<typeof DraftStep>

/** A workflow as somebody composes it: a list. It may be saved however unfinished. */
export const Draft = z.object({
  title: Short,
  about: Long,
  /** How long the whole may take. */
  dueDays: Days,
  /** What is asked when it is started. */
  start: z.array(DraftField).max(40).default([]),
  steps: z.array(DraftStep).max(60).default([]),
})
export type Draft = z.infer<typeof Draft>

/** What is to be said of a draft. With an error it is not published. `step` is the id of one, or null. */
export const DraftProblem = z.object({
  level: z.enum(['error', 'warning']),
  step: z.string().nullable(),
  /** A stable word that the client says; `says` is the sentence of what it does not know. */
  why: z.enum(['no-title', 'no-steps', 'no-step-title', 'no-text', 'no-fields', 'no-label', 'no-options', 'no-english', 'no-why', 'other']),
  says: z.string(),
})
export type DraftProblem = z.infer<typeof DraftProblem>

/** GET /api/workflows/all: those that are published, those that are retired, and those that are only begun. */
export const WorkflowSettings = z.object({
  name: WorkflowName,
  title: Said,
  about: Said.nullable(),
  /** composed: in the console · file: a file of YAML · new: only a draft so far. */
  origin: z.enum(['composed', 'file', 'new']),
  /** It came with Permanence. */
  shipped: z.boolean(),
  /** The version that new runs are of. */
  version: z.number().int().nullable(),
  versions: z.number().int(),
  publishedAt: Instant.nullable(),
  publishedBy: AgentName.nullable(),
  retiredAt: Instant.nullable(),
  /** How many steps it has. */
  steps: z.number().int(),
  /** How many runs of it are not over, of any version; rehearsals apart. */
  running: z.number().int(),
  draftSavedAt: Instant.nullable(),
  /** Whether it can be composed here: one with branches, probes or actions is changed in its YAML. */
  composable: z.boolean(),
})
export type WorkflowSettings = z.infer<typeof WorkflowSettings>
export const WorkflowSettingsList = z.object({ workflows: z.array(WorkflowSettings) })
export type WorkflowSettingsList = z.infer<typeof WorkflowSettingsList>

/** GET /api/workflows/:name/draft: what is saved, or else the current version as a draft. 409 when it does not fit into a list. */
export const DraftAnswer = z.object({
  name: WorkflowName,
  draft: Draft,
  /** null: nothing was saved since it was published. */
  savedAt: Instant.nullable(),
  savedBy: AgentName.nullable(),
  problems: z.array(DraftProblem),
})
export type DraftAnswer = z.infer<typeof DraftAnswer>

/** PUT /api/workflows/:name/draft; the name of a workflow that does not exist yet begins one. `seenAt`: the `savedAt` that one saw; another since then is a conflict. */
export const SaveDraft = z.object({ draft: Draft, seenAt: Instant.nullable() })
export type SaveDraft = z.infer<typeof SaveDraft>

/** POST /api/workflows/:name/publish publishes what is saved; 422 with `problems` in its details when it has errors. */
export const PublishDraft = z.object({ seenAt: Instant.nullable(), note: z.string().trim().max(300).default('') })
export type PublishDraft = z.infer<typeof PublishDraft>

/** POST /api/workflows/:name/roll-back: an earlier version is the current one again. Runs keep theirs. */
export const RollBack = z.object({ number: z.number().int().positive() })
export type RollBack = z.infer<typeof RollBack>

/** GET /api/workflows/:name/versions, the newest first. Every change of a workflow answers this too. POST …/retire and …/restore take no body. */
export const WorkflowVersions = z.object({
  workflow: WorkflowSettings,
  versions: z.array(z.object({
    number: z.number().int(),
    title: Said,
    steps: z.number().int(),
    note: z.string(),
    publishedAt: Instant,
    publishedBy: AgentName.nullable(),
    current: z.boolean(),
    /** How many runs of it are not over. */
    running: z.number().int(),
  })),
})
export type WorkflowVersions = z.infer<typeof WorkflowVersions>

/** GET /api/workflows/:name/versions/:number */
export const WorkflowYaml = z.object({ number: z.number().int(), yaml: z.string() })
export type WorkflowYaml = z.infer<typeof WorkflowYaml>
