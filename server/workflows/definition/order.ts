import type { Definition, InnerStep, Step } from './schema.ts'

/** What comes before a step: directly, and all in all. Names of steps of the same list. */
export type Before = { direct: readonly string[], all: ReadonlySet<string> }

/** The order of one list of steps. */
export type Order = ReadonlyMap<string, Before>

/** The order of the steps of a definition, and of those within each `each`, by its name. */
export type Orders = { steps: Order, within: ReadonlyMap<string, Order> }

/** A step and, when it stands within an `each`, that one. */
export type Found = { step: Step, each: Extract<Step, { kind: 'each' }> | null }

const directly = (steps: readonly InnerStep[] | readonly Step[]): Map<string, readonly string[]> =>
  new Map(steps.map(({ id, after }, i) => [id, after ?? (i === 0 ? [] : [steps[i - 1]!.id])]))

/** Everything that can be reached backwards. A circle ends where it closes. */
function reached(id: string, direct: ReadonlyMap<string, readonly string[]>): Set<string> {
  const seen = new Set<string>()
  const open = [...direct.get(id) ?? []]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (seen.has(next)) continue
    seen.add(next)
    open.push(...direct.get(next) ?? [])
  }
  return seen
}

function orderOf(steps: readonly InnerStep[] | readonly Step[]): Order {
  const direct = directly(steps)
  return new Map([...direct].map(([id, before]) => [id, { direct: before, all: reached(id, direct) }]))
}

const kept = new WeakMap<Definition, Orders>()

/** What comes before each step. Without `after`, that is the step that stands before it. A step in a circle has itself among all that comes before it. */
export function predecessors(definition: Definition): Orders {
  const known = kept.get(definition)
  if (known) return known
  const within = definition.steps.flatMap(step => step.kind === 'each' ? [[step.id, orderOf(step.steps)] as const] : [])
  const orders = { steps: orderOf(definition.steps), within: new Map(within) }
  kept.set(definition, orders)
  return orders
}

const found = new WeakMap<Definition, ReadonlyMap<string, Found>>()

function index(definition: Definition): ReadonlyMap<string, Found> {
  const known = found.get(definition)
  if (known) return known
  const entries = definition.steps.flatMap((step): [string, Found][] => [
    [step.id, { step, each: null }],
    ...step.kind === 'each' ? step.steps.map((inner): [string, Found] => [`${step.id}//${inner.id}`, { step: inner, each: step }]) : [],
  ])
  const made = new Map(entries)
  found.set(definition, made)
  return made
}

/** The step of a path: `survey`, or `boxes/3/copy` for a step of the fourth item of an `each`. */
export function stepAt(definition: Definition, path: string): Found | undefined {
  const [name, item, inner, ...more] = path.split('/')
  if (item === undefined) return index(definition).get(path)
  if (inner === undefined || more.length > 0 || !/^\d{1,6}$/.test(item)) return undefined
  return index(definition).get(`${name}//${inner}`)
}
