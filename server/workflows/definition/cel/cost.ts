import type { ASTNode } from '@marcbachmann/cel-js'

/** What an expression may touch; beyond it, it is not evaluated at all. */
const MOST = 10_000_000

const NONE: ReadonlySet<string> = new Set()

/** The words that go through a list, one item after another. */
const THROUGH: ReadonlySet<string> = new Set(['map', 'filter', 'all', 'exists', 'exists_one'])

export type Walk = { through: ASTNode, name: string, body: readonly ASTNode[] }

/** What goes through a list, taken apart: `list.map(name, …body)`. */
export function walkOf(node: ASTNode): Walk | undefined {
  if (node.op !== 'rcall' || !THROUGH.has(node.args[0])) return undefined
  const [, through, [name, ...body]] = node.args
  return name?.op === 'id' ? { through, name: name.args, body } : undefined
}

/** What stands directly below a node. */
export function childrenOf({ args }: ASTNode): ASTNode[] {
  const found: ASTNode[] = []
  const gather = (part: unknown): void => {
    if (Array.isArray(part)) part.forEach(gather)
    else if (typeof part === 'object' && part !== null && 'op' in part) found.push(part as ASTNode)
  }
  gather(args)
  return found
}

/** Every node of an expression, itself included. */
export function* nodesOf(node: ASTNode): Generator<ASTNode> {
  yield node
  for (const child of childrenOf(node)) yield* nodesOf(child)
}

type Estimate = { size: number, cost: number }
type Scope = { known: number, items: ReadonlySet<string> }

const together = (parts: readonly Estimate[]): Estimate => {
  const size = parts.reduce((sum, part) => sum + part.size, 0)
  return { size, cost: parts.reduce((sum, part) => sum + part.cost, 1) + size }
}

function estimateWalk({ through, name, body }: Walk, scope: Scope): Estimate {
  // An item may be a list that holds nearly everything: gone through, it counts for all that is known.
  const list = estimate(through, { ...scope, items: NONE })
  const each = together(body.map(part => estimate(part, { ...scope, items: new Set([...scope.items, name]) })))
  return { size: list.size * Math.max(1, each.size), cost: list.cost + list.size * each.cost }
}

/** From above: as if every list held all that is known. Looked at one after another, items together are no more than their list. */
function estimate(node: ASTNode, scope: Scope): Estimate {
  const walk = walkOf(node)
  if (walk) return estimateWalk(walk, scope)
  if (node.op === 'value') return { size: typeof node.args === 'string' ? node.args.length : 1, cost: 1 }
  if (node.op === 'id') return { size: scope.items.has(node.args) ? 1 : scope.known, cost: 1 }
  return together(childrenOf(node).map(child => estimate(child, scope)))
}

/** Whether an expression might keep the server busy, given how much it knows: lists within lists multiply. */
export const isTooMuch = (ast: ASTNode, known: number): boolean => !(estimate(ast, { known: Math.max(1, known), items: NONE }).cost <= MOST)
