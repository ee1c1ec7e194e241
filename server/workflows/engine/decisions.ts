import { beginStep } from './beginning.ts'
import { act, begunAt, finish, put, type Begun, type Move } from './move.ts'
import type { WorkflowEvent } from './event.ts'
import { may, type Deed } from './may.ts'
import { laterThan } from './places.ts'

/** What a person decides. */
export type Decision = Extract<WorkflowEvent, { type: 'filled' | 'ticked' | 'agreed' | 'declined' | 'retried' | 'skipped' | 'undo-asked' }>

const deedOf: Record<Decision['type'], Deed> = { 'filled': 'fill', 'ticked': 'tick', 'agreed': 'agree', 'declined': 'decline', 'retried': 'retry', 'skipped': 'skip', 'undo-asked': 'undo' }

/** A person has decided something about a step. What they may not, at this moment, changes nothing. */
export function decide(move: Move, event: Decision) {
  const begun = begunAt(move, event.path)
  if (!begun || !may(move, begun).includes(deedOf[event.type])) return
  switch (event.type) {
    case 'filled': return finish(move, event.path, event.values)
    case 'ticked': return tick(move, begun, event.evidence)
    case 'agreed': return finish(move, event.path)
    case 'declined': return put(move, event.path, { state: 'failed', cause: { why: 'refused', says: event.reason }, reason: event.reason })
    case 'skipped': return skip(move, begun, event.reason)
    case 'retried': return retry(move, begun)
    case 'undo-asked': return takeBack(move, begun, event.reason)
  }
}

function tick(move: Move, { path, now }: Begun, evidence: string) {
  if (now.backwards) return put(move, path, { state: 'undone', reason: evidence })
  finish(move, path, evidence ? { evidence } : {})
}

// What could not be taken back stays done.
function skip(move: Move, { path, now }: Begun, reason: string) {
  if (now.backwards) put(move, path, { state: 'done', reason, ...now.result && { result: now.result } })
  else put(move, path, { state: 'skipped', reason })
}

function retry(move: Move, { path, step, now }: Begun) {
  if (now.backwards) return undo(move, path)
  // Whether it was done outside is not known: it stays the same act, with the same key.
  if (now.state === 'failed' && (step.kind === 'action' || step.kind === 'message') && now.cause?.why === 'remote') return act(move, path)
  const anyway = now.state === 'failed' && now.cause?.why === 'condition'
  beginStep(move, { path, step }, anyway)
}

/** Begins to take a step back. What came after it, and has changed nothing outside, will begin anew. */
function takeBack(move: Move, { path, step }: Begun, reason: string) {
  for (const later of laterThan(move.definition, path)) {
    if (move.steps[later]) put(move, later, { state: 'pending' })
  }
  if (step.kind === 'action') undo(move, path, reason)
  else put(move, path, { state: 'failed', backwards: true, reason })
}

/** A port is asked to take back what it did in this round. */
export function undo(move: Move, path: string, reason = move.steps[path]?.reason) {
  const { result } = move.steps[path] ?? {}
  put(move, path, { state: 'undoing', backwards: true, ...reason === undefined ? {} : { reason }, ...result && { result } })
  move.effects.push({ do: 'undo', path, round: move.steps[path]?.round ?? 1, at: move.at })
}
