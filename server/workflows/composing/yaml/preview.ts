import type { Definition } from '../../definition/schema.ts'
import type { Progress } from '../../engine/progress.ts'
import { askedField, stepViews } from '../../runs/view.ts'
import type { WorkflowPreview } from './contract.ts'

const NOT_BEGUN: Progress = { state: 'running', at: 0, startedAt: 0, start: {}, steps: {}, items: {} }
const NOTHING = { destroyed: new Map<number, number | null>(), by: new Map() }

/** What a workflow looks like to whoever reads it before it is started. */
export function previewOf(definition: Definition): WorkflowPreview {
  const { workflow, title, about, phases, start, steps } = definition
  return {
    name: workflow, title, about: about ?? null, phases, start: start.map(field => askedField(field, {})),
    steps: stepViews(definition, NOT_BEGUN, NOTHING), hidden: steps.filter(({ shown }) => !shown).map(({ id }) => id),
  }
}
