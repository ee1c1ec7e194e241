import { msOf } from '../definition/durations.ts'
import type { Step } from '../definition/schema.ts'
import type { WorkflowEvent } from './event.ts'
import { askAnew } from './asking-anew.ts'
import { backoff } from './backoff.ts'
import type { Decision } from './decisions.ts'
import { act, begunAt, fail, finish, look, note, put, type Begun, type Move } from './move.ts'
import type { Words } from './progress.ts'

/** What a port or a probe tells. */
export type Answer = Exclude<WorkflowEvent, Decision | { type: 'started' | 'woke' | 'cancelled' }>

type Round = { round: number }

/** A port or a probe has answered. An answer to a beginning that is over is too late, and changes nothing. */
export function answer(move: Move, event: Answer) {
  const begun = begunAt(move, event.path)
  if (!begun || begun.now.round !== event.round) return
  const answered = answers[event.type] as (move: Move, begun: Begun, event: Answer) => void
  answered(move, begun, event)
}

type Answers = { [T in Answer['type']]: (move: Move, begun: Begun, event: Extract<Answer, { type: T }> & Round) => void }

const answers: Answers = {
  acted(move, { path, now }, { result }) {
    // What was given up, and was done all the same, is done.
    const wasGivenUp = now.state === 'failed' && now.cause?.why === 'remote' && !now.backwards
    if (now.state === 'acting' || wasGivenUp) finish(move, path, result)
  },
  going(move, { path, now }, { done, of, says, leftMs, againInMs }) {
    if (now.state !== 'acting') return
    // A run that is cancelled stops where it may stop.
    if (move.state !== 'running') return fail(move, path, { why: 'remote', says })
    put(move, path, { state: 'acting', since: now.since, going: { done, of, says, ...endOf(move.at, leftMs) }, at: move.at + againInMs })
    move.effects.push({ do: 'act', path, round: now.round, at: move.at + againInMs })
  },
  failed(move, begun, { says, retry, wrong, words }) {
    if (begun.now.state !== 'acting' || (wrong === true && askAnew(move, begun, said(says, words)))) return
    const [tries, cause] = [begun.now.tries + 1, { why: 'remote', ...said(says, words) } as const]
    const deadline = begun.now.deadline ?? insistsUntil(begun.step, move.at)
    const mayHelp = deadline === undefined ? retry && tries < mostTries(begun.step) : move.at < deadline
    const again = { tries, cause, at: move.at + backoff(tries), ...deadline !== undefined && { deadline } }
    if (mayHelp && move.state === 'running') act(move, begun.path, again)
    else fail(move, begun.path, cause)
  },
  seen(move, { path, step, now }, { passed, says, result }) {
    if (!isLooked(step, now)) return
    if (passed) return finish(move, path, step.kind === 'task' ? { ...result, evidence: says } : result)
    lookAgain(move, { path, step, now }, { at: move.at, passed, says })
  },
  unseen(move, { path, step, now }, { says }) {
    if (isLooked(step, now)) lookAgain(move, { path, step, now }, { at: move.at, passed: false, says })
  },
  undone(move, { path, now }) {
    if (now.state === 'undoing') put(move, path, { state: 'undone', ...now.reason === undefined ? {} : { reason: now.reason } })
  },
  'undo-failed'(move, { path, now }, { says, words }) {
    if (now.state === 'undoing') put(move, path, { state: 'failed', backwards: true, cause: { why: 'remote', ...said(says, words) }, ...now.result && { result: now.result } })
  },
}

const said = (says: string, words: Words | undefined) => ({ says, ...words && { words } })

const endOf = (at: number, leftMs: number | null | undefined) => typeof leftMs === 'number' ? { endsAt: at + leftMs } : {}

const MESSAGE_TRIES = 5

const mostTries = (step: Step) => step.kind === 'action' ? step.tries : MESSAGE_TRIES

const insistsUntil = (step: Step, from: number) => step.kind === 'action' && step.insists !== undefined ? from + msOf(step.insists) : undefined

/** Whether a probe looks for this step now: also for a task that somebody is asked to do. */
const isLooked = (step: Step, { state }: Begun['now']) => step.kind === 'probe' ? state === 'looking' : step.kind === 'task' && step.probe !== undefined && state === 'asked'

/** The next look comes in time, the last one at the deadline itself: a clock that jumped over both still looks once more. */
function lookAgain(move: Move, { path, step, now }: Begun, seen: { at: number, passed: boolean, says: string }) {
  note(move, path, { seen })
  if (now.deadline !== undefined && move.at >= now.deadline) return fail(move, path, { why: 'deadline', says: seen.says })
  const every = step.kind === 'probe' ? step.every : step.kind === 'task' ? step.probe?.every : undefined
  if (every === undefined) return
  const next = move.at + msOf(every)
  look(move, path, now.deadline === undefined ? next : Math.min(next, now.deadline))
}
