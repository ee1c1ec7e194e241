import type { BatchAct, Prospects, RunBatch } from '../../../../server/workflows/board/contract.ts'
import type { RunChanges } from '../../../../server/transfer/changes/contract.ts'
import { isUnusual } from '../changes/unusual.ts'

type Prospect = Prospects['runs'][number]
type Step = Prospect['steps'][number]
/** What the reader says beside the choice of runs; which of it an act needs is its own matter. */
export type Said = { reason: string, undo: boolean, agentId: number | null }

/** The name of a step of a run, or of a run as a whole. */
export const keyOf = ({ run }: Prospect, step?: Step): string => `${run.id} ${step?.path ?? ''}`

/** The names of all steps of a run that an act is about. */
export const keysOf = (prospect: Prospect): string[] => prospect.steps.map(step => keyOf(prospect, step))

/** Those first that want a look before they are agreed to with others. */
export function unusualFirst(prospects: readonly Prospect[], changes: ReadonlyMap<number, RunChanges> | undefined): Prospect[] {
  const weight = ({ run, steps }: Prospect) => steps.length > 0 && isUnusual(changes?.get(run.id)) ? 0 : 1
  return [...prospects].sort((one, other) => weight(one) - weight(other))
}

/** Whether an act is about a run as a whole, not about its steps. */
export const isWhole = (act: BatchAct): act is 'cancel' | 'hand-over' => act === 'cancel' || act === 'hand-over'

/** What is asked of the server: what lends itself to the act, without what is left out. undefined where that is nothing. */
export function batchOf(act: BatchAct, prospects: readonly Prospect[], { left, said }: { left: ReadonlySet<string>, said: Said }): RunBatch | undefined {
  if (isWhole(act)) {
    const runs = prospects.filter(prospect => prospect.open && !left.has(keyOf(prospect))).map(({ run }) => ({ id: run.id }))
    if (runs.length === 0) return undefined
    return act === 'cancel' ? { act, runs, reason: said.reason, undo: said.undo } : { act, runs, agentId: said.agentId }
  }
  const runs = prospects.flatMap(prospect => prospect.steps.filter(step => step.allowed && !left.has(keyOf(prospect, step))).map(({ path, round }) => ({ id: prospect.run.id, path, round })))
  if (runs.length === 0) return undefined
  return act === 'skip' || act === 'decline' ? { act, runs, reason: said.reason } : { act, runs }
}

/** Whether this act must be given a reason. */
export const wantsReason = (act: BatchAct): boolean => act === 'skip' || act === 'decline' || act === 'cancel'

/** Whether something of it cannot be taken back. */
export const isForGood = (prospects: readonly Prospect[], batch: RunBatch | undefined): boolean =>
  batch?.act === 'agree' && batch.runs.some(({ id, path }) => prospects.some(({ run, steps }) => run.id === id && steps.some(step => step.path === path && step.plan.some(({ irreversible }) => irreversible))))
