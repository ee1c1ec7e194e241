import type { AskedField, Said } from '../../workflows/contract.ts'
import type { Step } from '../../workflows/definition/schema.ts'
import { knownAt } from '../../workflows/engine/known.ts'
import { innerOf, stepAt } from '../../workflows/engine/places.ts'
import type { Path, StepProgress } from '../../workflows/engine/progress.ts'
import { planOf } from '../../workflows/runs/plan.ts'
import { askedField } from '../../workflows/runs/view.ts'
import { maybeSaidAt, saidAt, type MemberRun } from './run.ts'

/** Something that the member is asked now. */
export type Ask = {
  path: Path
  /** Which beginning of the step it is: an answer to another one comes too late. */
  round: number
  kind: 'form' | 'task' | 'gate'
  /** Which of many it is for, within an `each`. */
  item: string | null
  title: Said
  why: Said | null
  how: Said | null
  takes: Said | null
  checked: Said | null
  dueAt: number | null
  /** What was answered before was wrong. */
  wrong: boolean
  fields: AskedField[]
  evidence: 'none' | 'optional' | 'needed'
  /** We also look ourselves whether it is done. */
  looked: boolean
  /** What a yes sets going. */
  plan: { title: Said, irreversible: boolean }[]
}

type Asking = Extract<Step, { kind: 'form' | 'task' | 'gate' }>

/** Whether the member is asked to answer this step, as it stands. */
export const isAskedOfMember = (step: Step | undefined, { state, backwards }: Pick<StepProgress, 'state' | 'backwards'>): step is Asking =>
  state === 'asked' && !backwards && step !== undefined && 'who' in step && step.who === 'member'

/** What the member is asked now, in the order of the workflow, whether its steps are shown on the path or not: nobody else answers. */
export function asksOf(run: MemberRun): Ask[] {
  const { definition, progress } = run
  if (progress.state !== 'running') return []
  const asked = Object.entries(progress.steps).flatMap(([path, now]) => {
    const step = stepAt(definition, path)
    return isAskedOfMember(step, now) ? [{ path, step, now, place: placeOf(run, path) }] : []
  })
  return asked.sort((one, other) => compare(one.place, other.place)).map(({ path, step, now }) => askOf(run, { path, step, now }))
}

/** Where it stands in the workflow: of the run, and within an `each` by item and step. */
function placeOf({ definition }: MemberRun, path: Path): number[] {
  const inner = innerOf(definition, path)
  const outer = definition.steps.findIndex(({ id }) => id === path.split('/')[0])
  return inner ? [outer, inner.index, inner.each.steps.indexOf(inner.step)] : [outer, 0, 0]
}

function compare(one: readonly number[], other: readonly number[]): number {
  for (const [i, place] of one.entries()) if (place !== other[i]) return place - (other[i] ?? 0)
  return 0
}

function askOf(run: MemberRun, { path, step, now }: { path: Path, step: Asking, now: StepProgress }): Ask {
  const { definition, progress } = run
  const known = knownAt({ ...progress, definition }, path)
  const inner = innerOf(definition, path)
  return {
    path, kind: step.kind, round: now.round, dueAt: now.dueAt ?? null, wrong: now.cause !== undefined,
    item: inner ? progress.items[inner.each.id]?.[inner.index]?.name ?? null : null,
    title: saidAt(run, path, step.title),
    why: maybeSaidAt(run, path, step.why),
    how: maybeSaidAt(run, path, step.how),
    takes: maybeSaidAt(run, path, step.takes),
    checked: maybeSaidAt(run, path, step.checked),
    fields: step.kind === 'form' ? step.fields.map(field => askedField(field, known)) : [],
    evidence: step.kind === 'task' ? step.evidence : 'none',
    looked: step.kind === 'task' && step.probe !== undefined,
    plan: step.kind === 'gate' ? planOf(definition, progress, { gate: step, path }).map(({ title, irreversible }) => ({ title, irreversible })) : [],
  }
}
