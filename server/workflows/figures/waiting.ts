import type { Definition } from '../definition/schema.ts'
import type { Progress } from '../engine/progress.ts'
import { openSteps } from '../runs/summary.ts'
import type { Waits } from './contract.ts'

/**
 * Whom or what a run waits for as it stands: as the board says it, whoever could do something comes before what nobody can hasten. What has
 * stopped waits for the team. The machine is at work unless all it does is look, or wait for another attempt: then it is the outside.
 */
export function waitsFor(definition: Definition, progress: Progress): Waits {
  const open = openSteps(definition, progress)
  const [first] = open
  if (!first) return 'machine'
  if (first.mover === 'agent') return 'team'
  if (first.mover !== 'machine') return first.mover
  const isAtWork = ({ path }: { path: string }) => {
    const step = progress.steps[path]
    return step?.state === 'undoing' || (step?.state === 'acting' && step.tries === 0)
  }
  return open.some(isAtWork) ? 'machine' : 'outside'
}
