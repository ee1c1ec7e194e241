import { evaluate } from '../definition/conditions.ts'
import { msOf } from '../definition/durations.ts'
import type { EachStep, StepKind, StepOf } from '../definition/schema.ts'
import { knownAt } from './known.ts'
import { act, fail, finish, look, put, type Move } from './move.ts'
import type { Place } from './places.ts'
import type { Instant, Item, Path } from './progress.ts'

/** A step begins: its condition is asked, then somebody, a port, a probe or the clock. `anyway`: somebody has decided that it is to be done. */
export function beginStep(move: Move, { path, step }: Pick<Place, 'path' | 'step'>, anyway = false) {
  put(move, path, { state: 'pending', round: (move.steps[path]?.round ?? 0) + 1 })
  if (step.when !== undefined && !anyway) {
    const asked = evaluate(step.when, knownAt(move, path))
    if ('problem' in asked || typeof asked.value !== 'boolean') return fail(move, path, { why: 'condition', says: 'problem' in asked ? asked.problem : `${step.when} is neither true nor false` })
    if (!asked.value) return put(move, path, { state: 'skipped' })
  }
  const begin = beginnings[step.kind] as (move: Move, path: Path, step: Place['step']) => void
  begin(move, path, step)
}

type Beginnings = { [K in StepKind]: (move: Move, path: Path, step: StepOf<K>) => void }

const beginnings: Beginnings = {
  form: ask,
  gate: ask,
  task(move, path, step) {
    ask(move, path, step)
    if (step.probe) look(move, path, move.at)
  },
  probe(move, path, step) {
    put(move, path, { state: 'looking', deadline: move.at + msOf(step.for) })
    look(move, path, move.at)
  },
  action: (move, path) => act(move, path),
  message: (move, path) => act(move, path),
  timer: beginTimer,
  each: beginEach,
}

function ask(move: Move, path: Path, { due }: { due?: string | undefined }) {
  put(move, path, { state: 'asked', ...due === undefined ? {} : { dueAt: move.at + msOf(due) } })
}

function beginTimer(move: Move, path: Path, step: StepOf<'timer'>) {
  if (step.until === undefined) return waitUntil(move, path, move.at + msOf(step.for ?? '1m'))
  const asked = evaluate(step.until, knownAt(move, path))
  const until = 'problem' in asked ? undefined : instantOf(asked.value)
  if (until === undefined) return fail(move, path, { why: 'condition', says: 'problem' in asked ? asked.problem : `${step.until} is not a date` })
  waitUntil(move, path, until)
}

function waitUntil(move: Move, path: Path, at: Instant) {
  if (at <= move.at) finish(move, path)
  else put(move, path, { state: 'waiting', at })
}

/** An ISO date or UTC milliseconds. */
function instantOf(value: unknown): Instant | undefined {
  const at = typeof value === 'number' ? value : typeof value === 'string' ? Date.parse(value) : Number.NaN
  return Number.isFinite(at) ? at : undefined
}

const MOST_ITEMS = 1000

function beginEach(move: Move, path: Path, step: EachStep) {
  const asked = evaluate(step.over, knownAt(move, path))
  const items = 'problem' in asked ? asked : namedItems(step, asked.value, knownAt(move, path))
  if ('problem' in items) return fail(move, path, { why: 'items', says: items.problem })
  move.items[path] = items
  put(move, path, { state: 'open' })
}

function namedItems(step: EachStep, values: unknown, known: Record<string, unknown>): Item[] | { problem: string } {
  if (!Array.isArray(values)) return { problem: `${step.over} is not a list` }
  if (values.length > MOST_ITEMS) return { problem: `${values.length} items; at most ${MOST_ITEMS} are done in one run` }
  const named = new Map<string, Item>()
  for (const value of values as unknown[]) {
    const asked = evaluate(step.name, { ...known, item: value })
    if ('problem' in asked) return asked
    if (asked.value === null || typeof asked.value === 'object') return { problem: `${step.name} does not name every item` }
    const name = String(asked.value)
    if (!named.has(name)) named.set(name, { name, value })
  }
  return [...named.values()]
}
