import { msOf } from '../definition/durations.ts'
import type { Definition, Step } from '../definition/schema.ts'
import type { Effect } from './event.ts'
import { stepAt } from './places.ts'
import type { Cause, Instant, Item, Path, Progress, Result, RunState, StepProgress } from './progress.ts'

/** One event being worked out: a copy of the progress that may be changed until it is handed back. */
export type Move = {
  readonly definition: Definition
  readonly at: Instant
  readonly startedAt: Instant
  readonly dueAt?: Instant
  readonly effects: Effect[]
  readonly steps: Record<Path, StepProgress>
  readonly items: Record<string, readonly Item[]>
  state: RunState
  start: Result
}

/** A move from `progress` at `at`, or later when an event has told a later instant already. */
export function moveOf(definition: Definition, progress: Progress, at: Instant): Move {
  const now = Math.max(at, progress.at)
  const startedAt = progress.startedAt || now
  return {
    definition, at: now, startedAt,
    ...definition.due === undefined ? {} : { dueAt: startedAt + msOf(definition.due) },
    effects: [],
    steps: { ...progress.steps }, items: { ...progress.items },
    state: progress.state, start: progress.start,
  }
}

/** A step of this run that has begun, with its definition. */
export type Begun = { path: Path, step: Step, now: StepProgress }

/** The step at this path, if the run has it and it has begun. */
export function begunAt(move: Pick<Move, 'definition' | 'steps'>, path: Path): Begun | undefined {
  const now = Object.hasOwn(move.steps, path) ? move.steps[path] : undefined
  const step = now && stepAt(move.definition, path)
  return now && step ? { path, step, now } : undefined
}

/** Puts a step into another state from this moment on; what belonged to the former one is left behind. */
export function put(move: Move, path: Path, next: Partial<StepProgress> & Pick<StepProgress, 'state'>) {
  const before = move.steps[path]
  move.steps[path] = { round: before?.round ?? 1, since: move.at, tries: 0, reminded: 0, ...next }
}

/** Changes what is known of a step without putting it into another state. */
export function note(move: Move, path: Path, change: Partial<StepProgress>) {
  const before = move.steps[path]
  if (before) move.steps[path] = { ...before, ...change }
}

/** It is done, and this came of it. */
export const finish = (move: Move, path: Path, result: Result = {}) => put(move, path, { state: 'done', result })

/** It cannot go on by itself: somebody must decide. What was seen last stays. */
export function fail(move: Move, path: Path, cause: Cause) {
  const { seen, going } = move.steps[path] ?? {}
  put(move, path, { state: 'failed', cause, ...seen && { seen }, ...going && { going } })
}

/** A port is asked to do it; the same round means the same act, however often it is tried. */
export function act(move: Move, path: Path, { at = move.at, ...again }: Partial<Pick<StepProgress, 'tries' | 'at' | 'cause' | 'deadline'>> = {}) {
  const { going } = move.steps[path] ?? {}
  put(move, path, { state: 'acting', at, ...again, ...going && { going } })
  move.effects.push({ do: 'act', path, round: move.steps[path]?.round ?? 1, at })
}

/** A probe is asked to look at this instant. */
export function look(move: Move, path: Path, at: Instant) {
  note(move, path, { at })
  move.effects.push({ do: 'look', path, round: move.steps[path]?.round ?? 1, at })
}
