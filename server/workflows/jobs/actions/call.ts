import { Refusal } from '../../../platform/errors.ts'
import type { Step } from '../../definition/schema.ts'
import { knownAt } from '../../engine/known.ts'
import { stepAt } from '../../engine/places.ts'
import type { SecretMark } from '../../engine/progress.ts'
import { definitionOf } from '../../publishing/queries.ts'
import type { Call } from '../../ports.ts'
import { given } from '../given.ts'
import { sealedSecret, type JobRun } from '../queries.ts'
import type { Job } from '../store.ts'
import type { JobWorld } from './world.ts'

type Calling = { job: Job, run: JobRun, signal: AbortSignal }

/** The call of the port that a step uses: its values worked out from what the run knows, and a key that is the same for each attempt. */
export async function callOf({ database, open, clock }: Pick<JobWorld, 'database' | 'open' | 'clock'>, { job, run, signal }: Calling): Promise<Call & { uses: string }> {
  const definition = await definitionOf(database.reader, run.versionId)
  const step = stepAt(definition, job.path)
  const uses = step && usesOf(step)
  if (!uses) throw new Refusal('invalid', 'This step asks nothing of the outside')
  return {
    uses: uses.uses,
    key: keyOf(job),
    with: given(uses.with, knownAt({ ...run.progress, definition }, job.path)),
    run: { id: run.id, ticketId: run.ticketId, subject: run.subject, rehearsal: run.rehearsal, example: uses.example ?? null },
    now: clock().getTime() + run.aheadMs,
    signal,
    secret: async (mark) => {
      const secretId = (mark as Partial<SecretMark> | null)?.secret
      const kept = typeof secretId === 'number' ? await sealedSecret(database.reader, { runId: run.id, secretId }) : undefined
      if (!kept) throw new Refusal('conflict', 'The secret that this step needs has been destroyed: ask for it again')
      return open(kept.sealed)
    },
  }
}

/** `run/path/round`: never the same for two acts, always the same for two attempts at one. */
export const keyOf = ({ runId, path, round }: Pick<Job, 'runId' | 'path' | 'round'>): string => `${runId}/${path}/${round}`

function usesOf(step: Step) {
  if (step.kind === 'action' || step.kind === 'probe') return step
  return step.kind === 'task' ? step.probe : undefined
}
