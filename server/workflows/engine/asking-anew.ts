import { beginStep } from './beginning.ts'
import { begunAt, note, put, type Begun, type Move } from './move.ts'
import type { Cause } from './progress.ts'

/** Whoever has given a wrong answer so often is helped by a person. */
const MOST_ROUNDS = 4

/** The other side says that what it was handed is wrong: whoever filled in the form before it is asked anew, and told why. Answers whether somebody is. */
export function askAnew(move: Move, { path, step, now }: Begun, said: Omit<Cause, 'why'>): boolean {
  if (step.kind !== 'action' || step.asks === undefined || move.state !== 'running') return false
  const form = begunAt(move, path.slice(0, path.lastIndexOf('/') + 1) + step.asks)
  if (form?.now.state !== 'done' || form.now.round >= MOST_ROUNDS) return false
  beginStep(move, form)
  note(move, form.path, { cause: { why: 'refused', ...said } })
  move.effects.push({ do: 'remind', path: form.path, nth: 1, at: move.at })
  // Nothing was done outside: when it begins again it is the same act.
  put(move, path, { state: 'pending', round: now.round - 1 })
  return true
}
