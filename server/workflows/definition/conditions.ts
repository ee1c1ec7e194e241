import type { Said } from '../contract.ts'
import { compile, saysOf, type NameUse } from './cel/compiling.ts'
import { isTooMuch } from './cel/cost.ts'
import type { Locale } from './cel/dates.ts'
import { fromCel, toCel, type Weight } from './cel/values.ts'
import type { Text } from './schema.ts'

/** What a run knows: `start`, the results of its steps by their names and, within an `each`, `item`. */
export type Known = Readonly<Record<string, unknown>>

/** What an expression came to, or why it could not. */
export type Evaluated = { value: unknown } | { problem: string }

const LONGEST = 4000
const IN_TEXT = /\{\{([\s\S]*?)\}\}/g

/** What the names stand for. A step that was not reached or gave nothing is an empty group, so that `has(step.member)` can be asked of it. */
function given(names: readonly NameUse[], known: Known, weight: Weight): Record<string, unknown> {
  return Object.fromEntries([...new Set(names.map(({ name }) => name))].map(name => [name, toCel(Object.hasOwn(known, name) ? known[name] ?? {} : {}, weight)]))
}

/** What an expression comes to over what is known. It never throws, and refuses to begin what could take long. */
export function evaluate(expression: string, known: Known, locale: Locale = 'fr'): Evaluated {
  if (expression.length > LONGEST) return { problem: 'the expression is too long' }
  const compiled = compile(expression, locale)
  if ('problem' in compiled) return compiled
  try {
    const weight: Weight = { leaves: 0, characters: 0 }
    const context = given(compiled.names, known, weight)
    if (isTooMuch(compiled.ast, weight.leaves)) return { problem: 'the expression goes through too much: lists within lists multiply' }
    return { value: fromCel(compiled.run(context)) }
  } catch (error) {
    return { problem: saysOf(error) }
  }
}

/** The names that an expression uses, each with its first member; none when it cannot be read. */
export function namesIn(expression: string): readonly NameUse[] {
  const compiled = compile(expression, 'fr')
  return 'problem' in compiled ? [] : compiled.names
}

/** Why an expression cannot be read, or null when it can. */
export function problemIn(expression: string): string | null {
  const compiled = compile(expression, 'fr')
  return 'problem' in compiled ? compiled.problem : null
}

/** The expressions that a text is filled in with. */
export const expressionsIn = (text: string): string[] => [...text.matchAll(IN_TEXT)].map(([, expression = '']) => expression.trim())

const YES_NO = { fr: { true: 'oui', false: 'non' }, en: { true: 'yes', false: 'no' } } as const
const NUMBERS = { fr: new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 6 }), en: new Intl.NumberFormat('en-GB', { maximumFractionDigits: 6 }) }

/** A value as words: what is a group of values has none. */
function inWords(value: unknown, locale: Locale): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number') return NUMBERS[locale].format(value)
  if (typeof value === 'boolean') return YES_NO[locale][`${value}`]
  if (Array.isArray(value)) return value.map(item => inWords(item, locale)).join(', ')
  return value === null ? '' : '…'
}

const filled = (text: string, known: Known, locale: Locale): string => text.replace(IN_TEXT, (_, expression: string) => {
  const result = evaluate(expression.trim(), known, locale)
  return 'problem' in result ? '…' : inWords(result.value, locale)
})

/** A text in both languages, filled in. What cannot be filled in is shown as `…`. */
export const say = (text: Text, known: Known): Said => ({ fr: filled(text.fr, known, 'fr'), en: filled(text.en, known, 'en') })
