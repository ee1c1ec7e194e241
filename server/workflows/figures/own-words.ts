import type { Definition, Field } from '../definition/schema.ts'
import type { Told } from '../engine/advance.ts'

const SHORTEST = 3
const WORD = /^[\p{L}\p{N}_-]+$/u
// Of what a step brings back, that which may name somebody; all the rest are words of ours.
const NAMES = /login|user|name|account|handle|owner/i

/** The single words of a run's own in an event: what somebody typed, and by which names they are known. What was chosen from a list is ours. */
export function ownWords(definition: Definition, told: Told): string[] {
  if (told.type === 'started') return typed(definition, told.start)
  if (told.type === 'filled') return typed(definition, told.values)
  return 'result' in told ? [...wordsIn(told.result, key => NAMES.test(key))] : []
}

function typed(definition: Definition, values: Readonly<Record<string, unknown>>): string[] {
  const ours = new Set(fieldsOf(definition).flatMap(({ options = [] }) => options.map(({ value }) => value.toLowerCase())))
  return [...wordsIn(values, () => true)].filter(word => !ours.has(word))
}

const fieldsOf = ({ start, steps }: Definition): Field[] =>
  [...start, ...steps.flatMap(step => step.kind === 'each' ? step.steps : step).flatMap(step => step.kind === 'form' ? step.fields : [])]

function* wordsIn(values: object, isAsked: (key: string) => boolean): Generator<string> {
  for (const [key, value] of Object.entries(values)) {
    if (typeof value === 'object' && value !== null) yield* wordsIn(value as object, isAsked)
    else if (typeof value === 'string' && value.length >= SHORTEST && WORD.test(value) && isAsked(key)) yield value.toLowerCase()
  }
}
