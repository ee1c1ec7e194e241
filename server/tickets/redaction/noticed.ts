import type { Passage } from './contract.ts'
import { secretsIn } from './secrets.ts'

/** The secrets in these texts, each once, in their order. */
export function noticedIn(texts: readonly string[]): Passage[] {
  const noticed = new Map<string, Passage>()
  for (const text of texts) {
    for (const { kind, start, end } of secretsIn(text)) {
      const words = text.slice(start, end)
      if (!noticed.has(words)) noticed.set(words, { kind, words })
    }
  }
  return [...noticed.values()]
}

/** The problems of a message as they are once words have left it: one may have been a secret, and be none any more. */
export function problemsLeft(problems: readonly string[], texts: readonly string[]): string[] {
  return problems.filter(problem => problem !== 'contains-secret' || noticedIn(texts).length > 0)
}
