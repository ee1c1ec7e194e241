import type { Definition } from '../definition/schema.ts'
import { answer, type Answer } from './answers.ts'
import { cancel, goOnCancelling } from './cancelling.ts'
import { decide, type Decision } from './decisions.ts'
import type { Effect, WorkflowEvent } from './event.ts'
import { moveOf, type Move } from './move.ts'
import { isEnded, type Progress } from './progress.ts'
import { settle } from './settling.ts'
import { wake } from './waking.ts'

/** An event, and when it happened. */
export type Told = WorkflowEvent & { at: number }

/** How the run stands after an event, and what is to be carried out because of it. */
export type Advanced = { progress: Progress, effects: readonly Effect[] }

const NOT_BEGUN: Progress = { state: 'running', at: 0, startedAt: 0, start: {}, steps: {}, items: {} }

/**
 * Where a run goes when something happens to it; `progress` is undefined before it was started. Total and pure: what does not fit
 * (an answer that comes late, or twice, or for a beginning that is over) changes nothing and answers the same progress, and a clock set back moves nothing.
 */
export function advance(definition: Definition, progress: Progress | undefined, told: Told): Advanced {
  const before = progress ?? NOT_BEGUN
  if (isEnded(before) || (progress === undefined) !== (told.type === 'started')) return { progress: before, effects: [] }
  const move = moveOf(definition, before, told.at)
  happen(move, told)
  if (move.state === 'running') settle(move)
  else goOnCancelling(move)
  return hasMoved(before, move) ? { progress: progressOf(move), effects: move.effects } : { progress: before, effects: [] }
}

/** The state after all of these: what is stored is never more than this. */
export const replay = (definition: Definition, events: readonly Told[]): Progress | undefined =>
  events.reduce<Progress | undefined>((progress, told) => advance(definition, progress, told).progress, undefined)

function hasMoved({ state, steps }: Progress, move: Move): boolean {
  const paths = Object.keys(move.steps)
  return move.effects.length > 0 || state !== move.state || paths.length !== Object.keys(steps).length || paths.some(path => steps[path] !== move.steps[path])
}

const DECISIONS: ReadonlySet<string> = new Set<Decision['type']>(['filled', 'ticked', 'agreed', 'declined', 'retried', 'skipped', 'undo-asked'])
const isDecision = (event: WorkflowEvent): event is Decision => DECISIONS.has(event.type)

function happen(move: Move, event: WorkflowEvent) {
  if (event.type === 'started') move.start = event.start
  else if (event.type === 'woke') wake(move)
  else if (event.type === 'cancelled') cancel(move, event.undo)
  else if (isDecision(event)) decide(move, event)
  else answer(move, event satisfies Answer)
}

function progressOf({ state, at, startedAt, dueAt, start, steps, items }: Move): Progress {
  return { state, at, startedAt, ...dueAt === undefined ? {} : { dueAt }, start, steps, items }
}
