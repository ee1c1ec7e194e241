import type { StepView } from '../../../server/workflows/contract.ts'

type Result = StepView['results'][number]
type Locale = 'fr' | 'en'

const MOST_IN_LINE = 3

/** What came out of a step, as it is said in its one line: what people wrote, and of what a machine found the sentence that it has for people. Its other results are for later steps. */
export function inLine({ kind, results }: Pick<StepView, 'kind' | 'results'>, locale: Locale): Result[] {
  if (kind === 'each') return []
  return kind === 'action' || kind === 'probe' ? results.filter(({ name }) => name === locale) : results.slice(0, MOST_IN_LINE)
}

/** What came out of a step, in full, without what is empty and what is the same in the other language. */
export function inFullOf(results: readonly Result[], locale: Locale): Result[] {
  const names = new Set(results.map(({ name }) => name))
  return results.filter(({ name, value }) => value[locale] !== '' && !isOfOther(name, names, locale))
}

/** Sentences come in pairs: `fr` and `en`, or `byHand` and `byHandEn`. */
function isOfOther(name: string, names: ReadonlySet<string>, locale: Locale): boolean {
  if (name === 'fr' || name === 'en') return name !== locale && names.has(locale)
  return locale === 'fr' ? name.endsWith('En') && names.has(name.slice(0, -2)) : names.has(`${name}En`)
}
