import type { Step, StepKind } from '../definition/schema.ts'
import type { Begun, Move } from './move.ts'
import { laterThan, stepAt } from './places.ts'
import type { StepProgress, StepState } from './progress.ts'

/** What may be asked of a step by a person. */
export type Deed = 'fill' | 'tick' | 'agree' | 'decline' | 'retry' | 'skip' | 'undo'

type Knowing = Pick<Move, 'definition' | 'steps' | 'state'>

/** What a person may do with this step now. A gate is never skipped: its yes is what it is for. */
export function may(run: Knowing, begun: Begun): Deed[] {
  if (run.state === 'undoing' && !begun.now.backwards) return []
  if (run.state !== 'running' && run.state !== 'undoing') return []
  const { step, now } = begun
  if (now.backwards) return now.state === 'failed' ? ['retry', 'tick', 'skip'].filter(deed => deed !== 'retry' || step.kind === 'action') as Deed[] : []
  switch (now.state) {
    case 'asked': return asked[step.kind] ?? []
    case 'looking': return ['tick', 'skip']
    case 'waiting': return ['skip']
    case 'failed': return failed(step, now)
    case 'undone': return step.kind === 'gate' ? ['retry'] : ['retry', 'skip']
    case 'done': return isUndoable(step) && isFree(run, begun) ? ['undo'] : []
    case 'pending': case 'acting': case 'open': case 'undoing': case 'skipped': return []
  }
}

const asked: Partial<Record<StepKind, Deed[]>> = { form: ['fill', 'skip'], task: ['tick', 'skip'], gate: ['agree', 'decline'] }

function failed({ kind }: Step, { cause }: StepProgress): Deed[] {
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
