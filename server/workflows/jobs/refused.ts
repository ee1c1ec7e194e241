import { Refusal } from '../../platform/errors.ts'
import type { Words } from '../engine/progress.ts'

const MOST = 1000

/** What a refusal says in both languages, where whoever refused knows it (`words` of its details). */
export function wordsIn(error: unknown): { words?: Words } {
  const words = error instanceof Refusal ? error.details['words'] as Partial<Words> | null | undefined : undefined
  if (typeof words?.fr !== 'string' || typeof words.en !== 'string') return {}
  return { words: { fr: words.fr.slice(0, MOST), en: words.en.slice(0, MOST) } }
}
