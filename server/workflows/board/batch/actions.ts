import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/errors.ts'
import { cancelRun, handOver } from '../../runs/actions/conduct.ts'
import { agree, decline, retry, skip, type At, type Decider } from '../../runs/actions/decide.ts'
import type { BatchAnswer, RunBatch } from '../contract.ts'

type Outcome = BatchAnswer['outcomes'][number]
type One = { runId: number, path: string | null, doIt: (context: Context) => Promise<unknown> }

/** The acts of a batch, one by one: each is what its own route does. */
function oneByOne(batch: RunBatch, decider: Decider): One[] {
  const onSteps = (runs: readonly { id: number, path: string, round: number }[], doIt: (context: Context, at: At) => Promise<unknown>) =>
    runs.map(({ id, path, round }): One => ({ runId: id, path, doIt: context => doIt(context, { runId: id, path, round }) }))
  const onRuns = (runs: readonly { id: number }[], doIt: (context: Context, runId: number) => Promise<unknown>) =>
    runs.map(({ id }): One => ({ runId: id, path: null, doIt: context => doIt(context, id) }))
  switch (batch.act) {
    case 'agree': return onSteps(batch.runs, (context, at) => agree(context, at, decider))
    case 'decline': return onSteps(batch.runs, (context, at) => decline(context, { ...at, reason: batch.reason }, decider))
    case 'retry': return onSteps(batch.runs, retry)
    case 'skip': return onSteps(batch.runs, (context, at) => skip(context, { ...at, reason: batch.reason }))
    case 'hand-over': return onRuns(batch.runs, (context, runId) => handOver(context, runId, batch.agentId ?? 0))
    case 'cancel': return onRuns(batch.runs, (context, runId) => cancelRun(context, runId, { reason: batch.reason, undo: batch.undo }))
  }
}

type World = { decider: Decider, inTransaction: (action: (context: Context) => Promise<unknown>) => Promise<unknown>, onBroken: (error: unknown, runId: number) => void }

/** Does the same with many runs, each in a transaction of its own: what is refused, or breaks, in one holds up none of the others. */
export async function actOnMany(batch: RunBatch, { decider, inTransaction, onBroken }: World): Promise<BatchAnswer> {
  const outcomes: Outcome[] = []
  for (const { runId, path, doIt } of oneByOne(batch, decider)) {
    outcomes.push(await inTransaction(doIt).then((): Outcome => ({ id: runId, path, outcome: 'done', says: null }), (error: unknown): Outcome => {
      if (error instanceof Refusal) return { id: runId, path, outcome: wordOf(error), says: error.message }
      onBroken(error, runId)
      return { id: runId, path, outcome: 'unexpected', says: null }
    }))
  }
  return { outcomes }
}

const WORDS = ['not-found', 'forbidden', 'conflict', 'invalid'] as const satisfies readonly Outcome['outcome'][]
const wordOf = ({ code }: Refusal): Outcome['outcome'] => WORDS.find(word => word === code) ?? 'conflict'
