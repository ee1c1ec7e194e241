const MAX_LENGTH = 500
const MAX_TERMS = 16
/** A prefix of one letter would match nearly everything. */
const MIN_PREFIX = 2

const LIGATURES = new Map([['œ', 'oe'], ['Œ', 'OE'], ['æ', 'ae'], ['Æ', 'AE'], ['ß', 'ss']])

/** The same text without what the index cannot fold by itself (it takes care of case and accents). For what is indexed and what is looked for. */
export function folded(text: string): string {
  return text.replaceAll('\0', ' ').replace(/[œŒæÆß]/gu, letter => LIGATURES.get(letter) ?? letter)
}

type Term = { words: string, prefix: boolean }

/**
 * What a person typed, as an FTS5 expression: all the words, in any order; "these words together"; wor* for a beginning.
 * The last word may be unfinished. Undefined when there is nothing to look for.
 */
export function matchOf(typed: string): string | undefined {
  const terms = termsOf(folded(typed.slice(0, MAX_LENGTH)).replace(/[«»“”„]/gu, '"')).slice(0, MAX_TERMS)
  const parts = terms.map(({ words, prefix }) => `"${words}"${prefix ? '*' : ''}`)
  return parts.length > 0 ? [...new Set(parts)].join(' AND ') : undefined
}

// Everything goes between double quotes, where FTS5 knows no operator: an address or a reference becomes a phrase.
function termsOf(text: string): Term[] {
  const found = [...text.matchAll(/"([^"]*)"?|([^\s"]+)/gu)]
  return found.flatMap(([, phrase, word], index): Term[] => {
    const words = phrase ?? word ?? ''
    if (!/[\p{L}\p{N}]/u.test(words)) return []
    const unfinished = phrase === undefined && (words.endsWith('*') || index === found.length - 1)
    return [{ words, prefix: unfinished && lastWordOf(words).length >= MIN_PREFIX }]
  })
}

const lastWordOf = (words: string) => /[\p{L}\p{N}\p{M}]+(?=[^\p{L}\p{N}]*$)/u.exec(words)?.[0] ?? ''
