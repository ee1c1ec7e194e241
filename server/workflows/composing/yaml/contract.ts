import { z } from 'zod'
import { AskedField, Said, StepView } from '../../contract.ts'
import { WorkflowName } from '../contract.ts'

const Yaml = z.string().max(300_000)

/** One thing to say about a text of YAML; `step` is the id of one, `line` the place in the text, where either is known. */
export const YamlFinding = z.object({ level: z.enum(['error', 'warning']), step: z.string().nullable(), line: z.number().int().nullable(), column: z.number().int().nullable(), says: z.string() })
export type YamlFinding = z.infer<typeof YamlFinding>

/** A workflow as a run of it looks before it has begun; `hidden`: the steps that the member's page does not tell of. */
export const WorkflowPreview = z.object({
  name: z.string(),
  title: Said,
  about: Said.nullable(),
  phases: z.array(z.object({ id: z.string(), title: Said })),
  start: z.array(AskedField),
  steps: z.array(StepView),
  hidden: z.array(z.string()),
})
export type WorkflowPreview = z.infer<typeof WorkflowPreview>

/** POST /api/workflows/yaml/check: what is to be said about a text, and what it would look like when it can be read. Nothing is kept. */
export const CheckYaml = z.object({ yaml: Yaml })
export type CheckYaml = z.infer<typeof CheckYaml>
export const YamlChecked = z.object({ findings: z.array(YamlFinding), workflow: WorkflowPreview.nullable() })
export type YamlChecked = z.infer<typeof YamlChecked>

/**
 * POST /api/workflows/yaml publishes a text, and answers the versions of its workflow; 422 when it has errors.
 * `replaces`: the workflow that it is a new version of, and its current version as one saw it; null: one that does not exist yet.
 */
export const PublishYaml = z.object({ yaml: Yaml, note: z.string().trim().max(300).default(''), replaces: z.object({ name: WorkflowName, version: z.number().int().nullable() }).nullable().default(null) })
export type PublishYaml = z.infer<typeof PublishYaml>
