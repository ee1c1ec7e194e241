import { RESERVED } from '../definition/cel/compiling.ts'
import type { Draft, DraftField, DraftStep } from './contract.ts'

const IS_NAME = /^[a-z][a-z0-9_]{0,39}$/

const wordsOf = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll(/[^a-z0-9]+/g, '_').replaceAll(/^[^a-z]+|_+$/g, '').slice(0, 30).replace(/_+$/, '')

/** A name that nothing else here has: the one it has already, or one made of its words. */
function nameFrom({ name, words, otherwise }: { name: string, words: string, otherwise: string }, taken: Set<string>): string {
  const wanted = IS_NAME.test(name) ? name : wordsOf(words) || otherwise
  const isFree = (one: string) => !taken.has(one) && !RESERVED.has(one)
  let free = wanted
  for (let n = 2; !isFree(free); n++) free = `${wanted.slice(0, 36)}_${n}`
  taken.add(free)
  return free
}

function named(fields: readonly DraftField[]): DraftField[] {
  const taken = new Set<string>()
  return fields.map(field => ({ ...field, name: nameFrom({ name: field.name, words: field.label.fr || field.label.en, otherwise: 'reponse' }, taken) }))
}

/** The draft with a name for every step and every question, so that they stay themselves when they are moved or reworded. */
export function withNames(draft: Draft): Draft {
  const taken = new Set<string>()
  const steps = draft.steps.map((step): DraftStep => ({
    ...step, id: nameFrom({ name: step.id, words: step.title.fr || step.title.en, otherwise: 'etape' }, taken), fields: named(step.fields),
  }))
  return { ...draft, start: named(draft.start), steps }
}
