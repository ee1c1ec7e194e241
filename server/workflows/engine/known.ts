import type { Definition } from '../definition/schema.ts'
import { innerOf } from './places.ts'
import type { Path, Progress } from './progress.ts'

type Knowing = Pick<Progress, 'start' | 'steps' | 'items'> & { definition: Definition }

/** What expressions at this place may use: `start`, the result of each step by its name (empty as long as there is none), and within an `each` its `item` and the steps beside. */
export function knownAt({ definition, start, steps, items }: Knowing, path: Path): Record<string, unknown> {
  const known: Record<string, unknown> = { start }
  for (const { id } of definition.steps) known[id] = steps[id]?.result ?? {}
  const inner = innerOf(definition, path)
  if (!inner) return known
  known['item'] = items[inner.each.id]?.[inner.index]?.value ?? null
  for (const { id } of inner.each.steps) known[id] = steps[`${inner.each.id}/${inner.index}/${id}`]?.result ?? {}
  return known
}
