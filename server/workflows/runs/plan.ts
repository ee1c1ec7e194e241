import type { Said, StepView } from '../contract.ts'
import { evaluate, say } from '../definition/conditions.ts'
import type { Definition, Step, StepOf } from '../definition/schema.ts'
import { knownAt } from '../engine/known.ts'
import { innerOf, placeOf } from '../engine/places.ts'
import type { Path, Progress } from '../engine/progress.ts'
import { isSecretMark, wordsOf } from './words-of.ts'

const OUTWARD: ReadonlySet<Step['kind']> = new Set(['action', 'message', 'each'])

/** What a yes at this gate sets going: the steps that it names, or those that come right after it and do something outside. */
export function planOf(definition: Definition, progress: Progress, { gate, path }: { gate: StepOf<'gate'>, path: Path }): StepView['plan'] {
  const inner = innerOf(definition, path)
  const beside: readonly Step[] = inner?.each.steps ?? definition.steps
  const placed = beside.map(step => placeOf(definition, step, inner))
  const shown = gate.shows
    ? placed.filter(({ step }) => gate.shows?.includes(step.id))
    : placed.filter(({ step, after }) => OUTWARD.has(step.kind) && after.includes(path))
  return shown.filter(({ step, path: at }) => !isBeside(step, knownAt({ ...progress, definition }, at))).map(place => ({
    path: place.path,
    title: say(place.step.title, knownAt({ ...progress, definition }, place.path)),
    irreversible: place.step.kind === 'action' && place.step.irreversible,
    lines: linesOf(place.step, knownAt({ ...progress, definition }, place.path)),
  }))
}

/** What is known already not to apply is no part of what comes. */
function isBeside({ when }: Step, known: Record<string, unknown>): boolean {
  const asked = when === undefined ? { value: true } : evaluate(when, known)
  return 'value' in asked && asked.value === false
}

function linesOf(step: Step, known: Record<string, unknown>) {
  if (step.kind !== 'action') return []
  const lines = Object.entries(step.with).map(([name, expression]) => {
    const asked = evaluate(expression, known)
    // That a secret is handed on tells nobody anything.
    return { name, value: 'problem' in asked ? wordsOf('…') : isSecretMark(asked.value) ? wordsOf('') : shortWords(asked.value) }
  })
  return lines.filter(({ value }) => value.fr !== '')
}

/** Nobody reads a list of many things with parts of their own here: how many there are. */
function shortWords(value: unknown): Said {
  if (!Array.isArray(value) || !value.some(entry => typeof entry === 'object' && entry !== null)) return wordsOf(value)
  return value.length === 1 ? { fr: '1 élément', en: '1 item' } : { fr: `${value.length} éléments`, en: `${value.length} items` }
}
