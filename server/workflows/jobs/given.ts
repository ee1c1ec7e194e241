import { Refusal } from '../../platform/errors.ts'
import { evaluate, type Known } from '../definition/conditions.ts'
import type { Result } from '../engine/progress.ts'

/** What a step hands to its port. What stands there as it is (`code: theirs.code`) and is not there, because its step was skipped or was not asked for it, is left out. */
export function given(expressions: Readonly<Record<string, string>>, known: Known): Result {
  return Object.fromEntries(Object.entries(expressions).filter(([, expression]) => !isAbsent(expression, known)).map(([name, expression]) => [name, valueOf(expression, known)]))
}

function isAbsent(expression: string, known: Known): boolean {
  const [, step = '', member = ''] = /^\s*([a-z]\w*)\.([a-z]\w*)\s*$/.exec(expression) ?? []
  const result = Object.hasOwn(known, step) ? known[step] : undefined
  return member !== '' && typeof result === 'object' && result !== null && !Object.hasOwn(result, member)
}

function valueOf(expression: string, known: Known): unknown {
  const asked = evaluate(expression, known)
  if ('problem' in asked) throw new Refusal('invalid', `${expression}: ${asked.problem}`)
  return asked.value
}
