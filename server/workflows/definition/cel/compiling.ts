import { Environment, type ASTNode, type ParseResult } from '@marcbachmann/cel-js'
import { childrenOf, nodesOf, walkOf, type Walk } from './cost.ts'
import { dayOf, momentOf, type Locale } from './dates.ts'

/** A name that an expression uses: `survey.mail`. `tested`: only whether it is there is asked, with `has`. */
export type NameUse = { name: string, member: string | null, tested: boolean }

/** An expression that may be evaluated. */
export type Compiled = { run: ParseResult, ast: ASTNode, names: readonly NameUse[] }

/** Why an expression cannot be read, in words. */
export type Problem = { problem: string }

const MOST_KEPT = 2000
/** Not offered: their cost cannot be told beforehand. */
const REFUSED: Readonly<Record<string, string>> = {
  matches: '“matches” is not available: use startsWith, endsWith, contains or ==',
  bind: '“bind” is not available: write the expression out',
}
const TYPES = ['int', 'uint', 'double', 'string', 'bool', 'bytes', 'list', 'map', 'type', 'dyn', 'null_type', 'google']
const WORDS = ['true', 'false', 'null', 'in', 'as', 'break', 'const', 'continue', 'else', 'for', 'function', 'if', 'import', 'let', 'loop', 'package', 'namespace', 'return', 'var', 'void', 'while', 'prototype', 'cel', 'optional']
const NOT_NAMES: ReadonlySet<string> = new Set(TYPES)

/** What a step cannot be called, because expressions give these words a meaning of their own. */
export const RESERVED: ReadonlySet<string> = new Set([...TYPES, ...WORDS, 'start', 'item'])

const environment = (locale: Locale): Environment => new Environment({ unlistedVariablesAreDyn: true, homogeneousAggregateLiterals: false, limits: { maxAstNodes: 500, maxDepth: 40, maxListElements: 200, maxMapEntries: 100, maxCallArguments: 8 } })
  .registerFunction('day(dyn): string', (value: unknown) => dayOf(value, locale))
  .registerFunction('moment(dyn): string', (value: unknown) => momentOf(value, locale))

const environments = { fr: environment('fr'), en: environment('en') }
const kept = { fr: new Map<string, Compiled | Problem>(), en: new Map<string, Compiled | Problem>() }

/** What went wrong, in one line, without the drawing that comes with it. */
export const saysOf = (error: unknown): string => (error instanceof Error ? error.message.split('\n')[0] ?? '' : String(error)).slice(0, 300)

const refusalIn = (ast: ASTNode): string | undefined => nodesOf(ast).map(node => node.op === 'rcall' || node.op === 'call' ? REFUSED[node.args[0]] : undefined).find(Boolean)

function memberOf(node: ASTNode): string | null {
  if (node.op === '.' || node.op === '.?') return node.args[1]
  return node.op === '[]' && node.args[1].op === 'value' && typeof node.args[1].args === 'string' ? node.args[1].args : null
}

type Scope = { items: ReadonlySet<string>, tested: boolean }

const usesInWalk = ({ through, name, body }: Walk, { items }: Scope): NameUse[] => [
  ...usesIn(through, { items, tested: false }),
  ...body.flatMap(part => usesIn(part, { items: new Set([...items, name]), tested: false })),
]

const useOf = (name: string, { items, tested }: Scope): NameUse[] => items.has(name) || NOT_NAMES.has(name) ? [] : [{ name, member: null, tested }]

/** Every name with its first member, except those that a walk through a list gives to its items. */
function usesIn(node: ASTNode, scope: Scope): NameUse[] {
  const walk = walkOf(node)
  if (walk) return usesInWalk(walk, scope)
  if (node.op === 'id') return useOf(node.args, scope)
  const tested = scope.tested || (node.op === 'call' && node.args[0] === 'has')
  const [first, ...rest] = childrenOf(node)
  if (!first) return []
  const member = first.op === 'id' ? memberOf(node) : null
  return [
    ...usesIn(first, { ...scope, tested }).map(use => ({ ...use, member: use.member ?? member })),
    ...rest.flatMap(part => usesIn(part, { ...scope, tested: false })),
  ]
}

function read(expression: string, locale: Locale): Compiled | Problem {
  try {
    const run = environments[locale].parse(expression)
    const refusal = refusalIn(run.ast)
    if (refusal) return { problem: refusal }
    const { valid, error } = run.check()
    return valid ? { run, ast: run.ast, names: usesIn(run.ast, { items: new Set(), tested: false }) } : { problem: saysOf(error) }
  } catch (error) {
    return { problem: saysOf(error) }
  }
}

/** An expression, read once and kept: it always means the same. */
export function compile(expression: string, locale: Locale): Compiled | Problem {
  const known = kept[locale].get(expression)
  if (known) return known
  const compiled = read(expression, locale)
  const oldest = kept[locale].keys().next()
  if (kept[locale].size >= MOST_KEPT && !oldest.done) kept[locale].delete(oldest.value)
  kept[locale].set(expression, compiled)
  return compiled
}
