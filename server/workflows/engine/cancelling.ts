import { isUndoable } from './may.ts'
import { undo } from './decisions.ts'
import { put, type Move } from './move.ts'
import { stepAt } from './places.ts'
import type { Path, StepState } from './progress.ts'

/** The run goes no further: whoever is asked or waits is let go. What a port is doing is waited for, since nobody could say otherwise whether it was done. */
export function cancel(move: Move, takingBack: boolean) {
  move.state = takingBack ? 'undoing' : 'cancelling'
  for (const [path, step] of Object.entries(move.steps)) {
    if (!KEPT.has(step.state)) put(move, path, { state: 'pending' })
  }
}

const KEPT: ReadonlySet<StepState> = new Set(['acting', 'undoing', 'done', 'skipped', 'undone', 'failed', 'open'])
const AT_WORK: ReadonlySet<StepState> = new Set(['acting', 'undoing'])

/** Takes back the next step, or ends the run when there is nothing more to wait for. */
export function goOnCancelling(move: Move) {
  const stands = Object.entries(move.steps)
  if (stands.some(([, { state }]) => AT_WORK.has(state))) return
  if (move.state === 'undoing') {
    if (stands.some(([, { state, backwards }]) => state === 'failed' && backwards)) return
    const last = lastUndoable(move)
    if (last !== undefined) return undo(move, last)
  }
  move.state = 'cancelled'
  move.effects.push({ do: 'end', at: move.at })
}

/** Of what a port can take back, the step that was done last; what failed may be half done. */
function lastUndoable(move: Move): Path | undefined {
  const done = Object.entries(move.steps).filter(([path, { state, backwards, reason }]) => {
    const step = (state === 'done' || (state === 'failed' && backwards !== true)) && reason === undefined ? stepAt(move.definition, path) : undefined
    return step?.kind === 'action' && isUndoable(step)
  })
  return done.sort(([, one], [, other]) => one.since - other.since).at(-1)?.[0]
}
