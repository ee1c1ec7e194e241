import type { Step, StepKind } from '../definition/schema.ts'
import type { Begun, Move } from './move.ts'
import { laterThan, stepAt } from './places.ts'
import type { StepProgress, StepState } from './progress.ts'

/** What may be asked of a step by a person. */
export type Deed = 'fill' | 'tick' | 'agree' | 'decline' | 'retry' | 'skip' | 'undo'

type Knowing = Pick<Move, 'definition' | 'steps' | 'state'>

/** What a person may do with this step now. A gate is never skipped: its yes is what it is for. */
export function may(run: Knowing, begun: Begun): Deed[] {
  const { step, now } = begun
  if (now.backwards) return run.state === 'running' || run.state === 'undoing' ? backwards(begun) : []
  if (run.state !== 'running') return []
  if (now.state === 'done') return isUndoable(step) && isFree(run, begun) ? ['undo'] : []
  return deeds[now.state]?.(step, now) ?? []
}

/** What could not be taken back by itself is taken back by hand, or left. */
function backwards({ step, now }: Begun): Deed[] {
  if (now.state === 'undone') return step.kind === 'gate' ? ['retry'] : ['retry', 'skip']
  if (now.state !== 'failed') return []
  return step.kind === 'action' ? ['retry', 'tick', 'skip'] : ['tick', 'skip']
}

const asked: Partial<Record<StepKind, Deed[]>> = { form: ['fill', 'skip'], task: ['tick', 'skip'], gate: ['agree', 'decline'] }

const deeds: Partial<Record<StepState, (step: Step, now: StepProgress) => Deed[]>> = {
  asked: ({ kind }) => asked[kind] ?? [],
  looking: () => ['tick', 'skip'],
  waiting: () => ['skip'],
  failed: failedDeeds,
  undone: ({ kind }) => kind === 'gate' ? ['retry'] : ['retry', 'skip'],
}

function failedDeeds({ kind }: Step, { cause }: StepProgress): Deed[] {
  if (kind === 'gate') return ['retry']
  return kind === 'probe' && cause?.why === 'deadline' ? ['retry', 'tick', 'skip'] : ['retry', 'skip']
}

/** Whether the definition says how it is taken back: by its port, or by hand. */
export function isUndoable(step: Step): boolean {
  if (step.kind === 'action') return step.undo && !step.irreversible
  return (step.kind === 'task' || step.kind === 'form') && step.undone !== undefined
}

const BEGUN: ReadonlySet<StepState> = new Set(['acting', 'done', 'failed', 'undoing', 'open'])
const OUTSIDE: ReadonlySet<StepKind> = new Set(['action', 'message', 'task', 'each'])

/** Whether nothing after it has changed anything outside: what is built on it must be taken back first. */
function isFree(run: Knowing, { path }: Begun): boolean {
  return !laterThan(run.definition, path).some((later) => {
    const [kind, stands] = [stepAt(run.definition, later)?.kind, run.steps[later]]
    return kind !== undefined && stands !== undefined && OUTSIDE.has(kind) && BEGUN.has(stands.state) && !stands.backwards
  })
}
