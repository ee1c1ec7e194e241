import { log } from '../../../audit/store.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/errors.ts'
import type { Step } from '../../definition/schema.ts'
import type { WorkflowEvent } from '../../engine/event.ts'
import { may, type Deed } from '../../engine/may.ts'
import { begunAt, type Begun } from '../../engine/move.ts'
import { definitionOf } from '../../publishing/queries.ts'
import { lockRun, type Run } from '../store.ts'
import { keepSecrets, type Keeping } from './keep-secrets.ts'
import { checked } from './start.ts'
import { byOf, tell, type By } from './tell.ts'

/** The step that somebody decides about, as they saw it: `round` says which beginning of it. */
export type At = { runId: number, path: string, round: number }

/** Who decides: an agent with their permissions, or the member of the run, who answers what the member is asked and nothing else. */
export type Decider = { by?: By, isMember?: boolean, mayApprove?: (permission: string) => boolean }

type Decided = { run: Run, begun: Begun }

/** The run, locked, and the step, if this may be done with it now. What somebody else has done meanwhile is said, and not done twice. */
async function decided({ db }: Context, { runId, path, round }: At, { deed, isMember = false }: { deed: Deed } & Pick<Decider, 'isMember'>): Promise<Decided> {
  const run = await lockRun(db, runId)
  if (!run) throw new Refusal('not-found', 'There is no such run')
  const { steps, state } = run.progress
  const stands = { definition: await definitionOf(db, run.versionId), steps, state }
  const begun = begunAt(stands, path)
  if (!begun) throw new Refusal('not-found', 'There is no such step in this run')
  if (isMember && !isForMember(begun.step)) throw new Refusal('forbidden', 'This step is not asked of you')
  if (begun.now.round !== round || !may(stands, begun).includes(deed)) {
    throw new Refusal('conflict', 'This step stands differently by now: somebody was faster, or it went on by itself')
  }
  return { run, begun }
}

const isForMember = (step: Step) => 'who' in step && step.who === 'member'

/** Fills in a form. Its secrets are sealed before anything else is done with them. */
export async function fill(context: Context, { values, ...at }: At & { values: Readonly<Record<string, unknown>> }, { seal, ...decider }: Keeping & Decider) {
  const { run, begun } = await decided(context, at, { deed: 'fill', ...decider })
  const fields = begun.step.kind === 'form' ? begun.step.fields : []
  const kept = await keepSecrets(context, { runId: run.id, path: at.path, fields, values: checked(fields, values) }, { seal })
  await say(context, run, { type: 'filled', path: at.path, values: kept, by: decider.by })
}

/** Says that a task is done, or that what a probe waits for is so. */
export async function tick(context: Context, { evidence, ...at }: At & { evidence: string }, decider: Decider = {}) {
  const { run, begun } = await decided(context, at, { deed: 'tick', ...decider })
  const isDemanded = begun.step.kind !== 'task' || begun.step.evidence === 'needed' || begun.now.backwards === true
  if (isDemanded && evidence === '') throw new Refusal('invalid', 'Say how you know: this step wants evidence')
  await say(context, run, { type: 'ticked', path: at.path, evidence, by: decider.by })
}

/** Says yes at a gate: whoever has the permission that it names. */
export async function agree(context: Context, at: At, decider: Decider) {
  const { run, begun } = await decided(context, at, { deed: 'agree', ...decider })
  refuseAtGate(begun.step, decider)
  await say(context, run, { type: 'agreed', path: at.path, by: decider.by })
}

/** Says no at a gate: the run stops here until somebody asks again. */
export async function decline(context: Context, { reason, ...at }: At & { reason: string }, decider: Decider) {
  const { run, begun } = await decided(context, at, { deed: 'decline', ...decider })
  refuseAtGate(begun.step, decider)
  await say(context, run, { type: 'declined', path: at.path, reason, by: decider.by })
}

function refuseAtGate(step: Step, { mayApprove, isMember }: Decider) {
  if (isMember || step.kind !== 'gate' || mayApprove?.(step.permission)) return
  throw new Refusal('forbidden', `This gate asks for the permission ${step.permission}, which your role does not have`)
}

/** Tries again what failed, or begins anew what was taken back. */
export const retry = (context: Context, at: At) => decideOn(context, at, { deed: 'retry', event: { type: 'retried', path: at.path } })

/** Goes on without this step. */
export const skip = (context: Context, { reason, ...at }: At & { reason: string }) => decideOn(context, at, { deed: 'skip', event: { type: 'skipped', path: at.path, reason } })

/** Takes a step back. */
export const undo = (context: Context, { reason, ...at }: At & { reason: string }) => decideOn(context, at, { deed: 'undo', event: { type: 'undo-asked', path: at.path, reason } })

async function decideOn(context: Context, at: At, { deed, event }: { deed: Deed, event: WorkflowEvent & { path: string } }) {
  const { run } = await decided(context, at, { deed })
  await say(context, run, event)
}

async function say(context: Context, run: Run, { by = byOf(context), ...event }: WorkflowEvent & { path: string, by?: By | undefined }) {
  if (!await tell(context, run, { ...event, by })) throw new Error(`The run ${run.id} did not take ${event.type}`)
  await log(context, { did: `run.${event.type}`, runId: run.id, path: event.path, by, ...run.ticketId === null ? {} : { ticketId: run.ticketId } })
}
