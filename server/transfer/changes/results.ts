import type { Result } from '../../workflows/engine/progress.ts'

type Said = { fr: string, en: string }

// Results are JSON of whichever version wrote them: what is not as expected is left out.

/** A text of a result. */
export function textIn(result: Result | undefined, name: string): string | undefined {
  const value = result?.[name]
  return typeof value === 'string' ? value : undefined
}

/** The texts in a list of a result. */
export function namesIn(result: Result | undefined, name: string): string[] {
  const values = result?.[name]
  return Array.isArray(values) ? values.filter(value => typeof value === 'string') : []
}

/** The sentences in a list of a result. */
export function saidIn(result: Result | undefined, name: string): Said[] {
  const values = result?.[name]
  return Array.isArray(values) ? (values as unknown[]).filter(isSaid).map(({ fr, en }) => ({ fr, en })) : []
}

/** What a result says of itself. */
export const wordsIn = (result: Result): Said => isSaid(result) ? { fr: result.fr, en: result.en } : { fr: '', en: '' }

function isSaid(value: unknown): value is Said {
  const said = value as Partial<Said> | null
  return typeof said?.fr === 'string' && typeof said.en === 'string'
}
