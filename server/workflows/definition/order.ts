import type { Definition, EachStep, InnerStep, Step } from './schema.ts'

/** Where a step stands in a run: its path, and the paths of what must be settled before it. */
export type Place = { path: string, step: Step, after: readonly string[] }

/** The `each` and the item that an inner step belongs to. */
export type Within = { each: EachStep, index: number }

/** What each step comes after, by its name: what it says, or else the step that stands before it. */
export function predecessors(steps: readonly (Step | InnerStep)[]): ReadonlyMap<string, readonly string[]> {
  return new Map(steps.map(({ id, after }, index) => [id, after ?? steps.slice(Math.max(0, index - 1), index).map(before => before.id)]))
}

// Definitions never change once they are read.
const known = new WeakMap<readonly object[], ReadonlyMap<string, readonly string[]>>()

function predecessorsOf(steps: readonly (Step | InnerStep)[]) {
  const found = known.get(steps) ?? predecessors(steps)
  known.set(steps, found)
  return found
}

/** The place of a step, or of an inner step for one of the items of its `each`. */
export function predecessorsAt(definition: Definition, step: Step, within?: Within): Place {
  const prefix = within ? `${within.each.id}/${within.index}/` : ''
  const before = predecessorsOf(within?.each.steps ?? definition.steps).get(step.id) ?? []
  return { path: prefix + step.id, step, after: prefix ? before.map(id => prefix + id) : before }
}

/** The `each`, the item and the step that a path such as `boxes/3/copy` leads to. */
export function innerOf(definition: Definition, path: string): Within & { step: InnerStep } | undefined {
  const [outer = '', index, inner] = path.split('/')
  if (index === undefined || !/^\d+$/.test(index)) return undefined
  const each = definition.steps.find(({ id }) => id === outer)
  const step = each?.kind === 'each' ? each.steps.find(({ id }) => id === inner) : undefined
  return each?.kind === 'each' && step ? { each, index: Number(index), step } : undefined
}

/** The step that a path leads to. */
export const stepAt = (definition: Definition, path: string): Step | undefined =>
  path.includes('/') ? innerOf(definition, path)?.step : definition.steps.find(({ id }) => id === path)

/** Everything that comes before each step, however far, by its name. A cycle ends nowhere twice. */
export function ancestors(steps: readonly (Step | InnerStep)[]): ReadonlyMap<string, ReadonlySet<string>> {
  const direct = predecessors(steps)
  return new Map(steps.map(({ id }) => [id, reach(id, direct)]))
}

/** Everything that comes after a step, however far. */
export function descendants(steps: readonly (Step | InnerStep)[], id: string): ReadonlySet<string> {
  const all = ancestors(steps)
  return new Set(steps.filter(step => all.get(step.id)?.has(id)).map(step => step.id))
}

function reach(from: string, direct: ReadonlyMap<string, readonly string[]>): Set<string> {
  const found = new Set<string>()
  const left = [...direct.get(from) ?? []]
  for (let id = left.pop(); id !== undefined; id = left.pop()) {
    if (found.has(id)) continue
    found.add(id)
    left.push(...direct.get(id) ?? [])
  }
  return found
}
