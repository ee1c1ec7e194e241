import type { Definition } from '../definition/schema.ts'
import { innerOf } from './places.ts'
import type { Path, Progress } from './progress.ts'

type Knowing = Pick<Progress, 'start' | 'steps' | 'items'> & { definition: Definition }

/** What expressions at this place may use: `start`, the result of each step by its name (empty as long as there is none), and within an `each` its `item` and the steps beside. */
export function knownAt({ definition, start, steps, items }: Knowing, path: Path): Record<string, unknown> {
  const results = (ids: readonly { id: string }[], prefix: string) => Object.fromEntries(ids.map(({ id }) => [id, steps[prefix + id]?.result ?? {}]))
  const inner = innerOf(definition, path)
  const known = { start, ...results(definition.steps, '') }
  if (!inner) return known
  const { each, index } = inner
  return { ...known, item: items[each.id]?.[index]?.value ?? null, ...results(each.steps, `${each.id}/${index}/`) }
}
