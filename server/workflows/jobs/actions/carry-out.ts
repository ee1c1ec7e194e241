import type { Context } from '../../../platform/context.ts'
import { isSystemFailure, Refusal, RemoteFailure } from '../../../platform/errors.ts'
import type { WorkflowEvent } from '../../engine/event.ts'
import { stepAt } from '../../engine/places.ts'
import { handToMember } from '../../handing/actions/hand-over.ts'
import { definitionOf } from '../../publishing/queries.ts'
import type { Acted, ActionPort, Call, Ports } from '../../ports.ts'
import { bringBack } from '../../runs/actions/bring-back.ts'
import { awaitMember } from '../../runs/actions/say.ts'
import { tellRun } from '../../runs/actions/tell.ts'
import { wordsIn } from '../refused.ts'
import { callOf } from './call.ts'
import { runForJob, type JobRun } from '../queries.ts'
import { claimJob, deleteJob, jobById, putBackJob, type Job } from '../store.ts'
import { message } from './message.ts'
import { giveUpReminding, remind } from './remind.ts'
import type { JobWorld } from './world.ts'

// Long enough for a slow answer; whoever took it and was killed is waited for no longer than this.
const LEASE_MS = 5 * 60_000
const PATIENCE_MS = 4 * 60_000
const AGAIN_MS = 60_000
// Why a port refuses what it was handed, rather than what it found.
const WRONG: ReadonlySet<Refusal['code']> = new Set(['invalid', 'forbidden'])

/**
 * Carries out one job, if nobody else is at it, and tells its run what came of it in the transaction that ends the job.
 * Killed in between, it is carried out again with the same key. Answers false when somebody else has it.
 */
export async function carryOut(world: JobWorld, jobId: number): Promise<boolean> {
  const { database, clock, holder } = world
  const now = clock().getTime()
  const job = await database.transaction(async db => await claimJob(db, jobId, { holder, now, until: now + LEASE_MS }) ? jobById(db, jobId) : undefined)
  if (!job) return false
  try {
    await work(world, job)
  }
  catch (error) {
    // Our own database or disk: the job waits until they are back, and nothing is told.
    if (!isSystemFailure(error)) throw error
    await database.transaction(db => putBackJob(db, job.id, clock().getTime() + AGAIN_MS))
    throw error
  }
  return true
}

async function work(world: JobWorld, job: Job) {
  const run = await runForJob(world.database.reader, job.runId)
  if (!run || !isWanted(job, run)) return end(world, job)
  if (isReminder(job)) return askAgain(world, job, run)
  if (job.does === 'act' && stepAt(await definitionOf(world.database.reader, run.versionId), job.path)?.kind === 'message') return say(world, job, run)
  const { secrets, handed, ...event } = await answerOf(world, job, run)
  await end(world, job, async (context) => {
    if (event.type === 'acted' && secrets) return bringBack(context, { ...event, runId: job.runId, secrets }, world.saying)
    const isTold = await tellRun(context, job.runId, event)
    if (isTold && handed) await handToMember(context, { runId: job.runId, path: job.path, handed }, world.saying)
  })
}

const STATES = { act: ['acting'], look: ['looking', 'asked'], undo: ['undoing'], invite: ['asked'], remind: ['asked'], escalate: ['asked'] } as const

const isReminder = ({ does }: Job) => does === 'invite' || does === 'remind' || does === 'escalate'

/** Whether the run still wants it: somebody may have skipped the step, or cancelled the run. */
function isWanted(job: Job, { progress }: JobRun): boolean {
  const step = progress.steps[job.path]
  if (!step || !(STATES[job.does] as readonly string[]).includes(step.state)) return false
  return isReminder(job) || step.round === job.round
}

/** A mail that cannot be written is told, and not tried for ever. */
async function askAgain(world: JobWorld, job: Job, run: JobRun) {
  const ids = await world.saying.newIds()
  try {
    await end(world, job, context => remind(context, { job, run, ids }, world.saying))
  }
  catch (error) {
    if (!(error instanceof Refusal)) throw error
    await end(world, job, context => giveUpReminding(context, job, error.message))
  }
}

/** A message is put on the ticket in the transaction that tells the run: it is said once or not at all. */
async function say(world: JobWorld, job: Job, run: JobRun) {
  const ids = await world.saying.newIds()
  try {
    await end(world, job, async (context) => {
      const result = await message(context, { job, run, ids }, world.saying)
      await tellRun(context, job.runId, { type: 'acted', path: job.path, round: job.round, result })
      if (run.ticketId !== null && !run.rehearsal) await awaitMember(context, { ticketId: run.ticketId, runId: job.runId })
    })
  }
  catch (error) {
    if (!(error instanceof Refusal)) throw error
    await end(world, job, async context => void await tellRun(context, job.runId, { type: 'failed', path: job.path, round: job.round, says: error.message, retry: false }))
  }
}

async function end({ database, clock }: JobWorld, job: Job, tell: (context: Context) => Promise<void> = () => Promise.resolve()) {
  await database.transaction(async (db) => {
    await deleteJob(db, job.id)
    await tell({ db, now: clock(), actor: { kind: 'system', name: 'workflows' } })
  })
}

/** An event, and what of it is to be sealed: for the run, for its member. */
type Answer = WorkflowEvent & Pick<Extract<Acted, { done: unknown }>, 'secrets' | 'handed'>

/** What a port answers, as an event. Whatever it throws is an answer too; only our own ground giving way is none. */
async function answerOf(world: JobWorld, job: Job, run: JobRun): Promise<Answer> {
  const { path, round } = job
  try {
    const call = await callOf(world, { job, run, signal: AbortSignal.timeout(world.patienceMs ?? PATIENCE_MS) })
    const asked = ask(run.rehearsal ? world.rehearsalPorts : world.ports, { job, run, call })
    return { path, round, ...await answerIn(call, asked) } as Answer
  }
  catch (error) {
    return failureOf(world, job, error)
  }
}

const isWrong = (error: unknown) => error instanceof Refusal && WRONG.has(error.code)

function failureOf({ log }: JobWorld, { does, path, round, runId }: Job, error: unknown): WorkflowEvent {
  const isForeseen = error instanceof RemoteFailure || error instanceof Refusal
  // Not the port's: what it is asked with could not be read from our own database.
  if (!isForeseen && isSystemFailure(error)) throw error
  if (!isForeseen) log.error({ err: error, runId, path }, 'A step of a workflow failed in a way nobody foresaw')
  const says = isForeseen ? error.message : 'unexpected'
  if (does === 'look') return { type: 'unseen', path, round, says }
  const words = wordsIn(error)
  if (does === 'undo') return { type: 'undo-failed', path, round, says, ...words }
  return { type: 'failed', path, round, says, retry: error instanceof RemoteFailure && error.retry, ...isWrong(error) && { wrong: true }, ...words }
}

/** The answer, as long as it is waited for. An adapter that never answers is given up; a failure of the network that it let through is one of the other side. */
async function answerIn<T>({ uses, signal }: Call & { uses: string }, asked: Promise<T>): Promise<T> {
  const silence = new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(new RemoteFailure(uses, true, 'no answer within the time')), { once: true }))
  try {
    return await Promise.race([asked, silence])
  }
  catch (error) {
    throw isSystemFailure(error) ? new RemoteFailure(uses, true, error) : error
  }
}

type Asking = { job: Job, run: JobRun, call: Call & { uses: string } }

async function ask(ports: Ports, { job, run, call: { uses, ...call } }: Asking) {
  if (job.does === 'look') {
    const probe = ports.probes[uses]
    if (!probe) throw new Refusal('invalid', `There is no probe “${uses}” in this installation: tick the step by hand, or skip it`)
    return { type: 'seen', ...await probe.look(call) }
  }
  const action = ports.actions[uses]
  if (!action) throw new Refusal('invalid', `There is no action “${uses}” in this installation: do it by hand, and skip the step with a word about it`)
  return job.does === 'undo' ? takeBack(action, call, run.progress.steps[job.path]?.result ?? {}) : act(action, call)
}

async function act(action: ActionPort, call: Call) {
  const acted = await action.ensure(call)
  return 'done' in acted ? { type: 'acted', result: acted.done, ...acted.secrets && { secrets: acted.secrets }, ...acted.handed && { handed: acted.handed } } : { type: 'going', ...acted.going }
}

async function takeBack(action: ActionPort, call: Call, result: Readonly<Record<string, unknown>>) {
  if (!action.undo) throw new Refusal('invalid', 'This cannot be taken back by itself: do it by hand, and tick the step')
  await action.undo({ ...call, result })
  return { type: 'undone' }
}
