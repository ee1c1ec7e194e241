import { predecessors, stepAt as foundAt } from '../definition/order.ts'
import type { Definition, EachStep, InnerStep, Step } from '../definition/schema.ts'
import type { Path } from './progress.ts'

/** Where a step stands in a run: its path, and the paths of what must be settled before it. */
export type Place = { path: Path, step: Step, after: readonly Path[] }

/** The `each` and the item that an inner step belongs to. */
export type Within = { each: EachStep, index: number }

/** The step that a path leads to. */
export const stepAt = (definition: Definition, path: Path): Step | undefined => foundAt(definition, path)?.step

/** The `each`, the item and the step that a path such as `boxes/3/copy` leads to; undefined for a step of the run itself. */
export function innerOf(definition: Definition, path: Path): Within & { step: InnerStep } | undefined {
  const found = foundAt(definition, path)
  if (!found?.each || found.step.kind === 'each') return undefined
  return { each: found.each, index: Number(path.split('/')[1]), step: found.step }
}

const prefixOf = ({ each, index }: Within) => `${each.id}/${index}/`

/** The place of a step of the run, or of an inner step for one of the items of its `each`. */
export function placeOf(definition: Definition, step: Step, within?: Within): Place {
  const orders = predecessors(definition)
  if (!within) return { path: step.id, step, after: orders.steps.get(step.id)?.direct ?? [] }
  const prefix = prefixOf(within)
  const before = orders.within.get(within.each.id)?.get(step.id)?.direct ?? []
  return { path: prefix + step.id, step, after: before.map(id => prefix + id) }
}

/** All that comes after the step at this path, however far: beside it, and after the `each` that it is in. */
export function laterThan(definition: Definition, path: Path): Path[] {
  const { steps, within } = predecessors(definition)
  const after = (id: string) => [...steps].filter(([, before]) => before.all.has(id)).map(([later]) => later)
  const inner = innerOf(definition, path)
  if (!inner) return after(path)
  const beside = [...within.get(inner.each.id) ?? []].filter(([, before]) => before.all.has(inner.step.id)).map(([later]) => prefixOf(inner) + later)
  return [...beside, ...after(inner.each.id)]
}
