import { z } from 'zod'
import type { Said } from '../../workflows/contract.ts'
import { problemsOfAnswers } from '../../workflows/definition/answers.ts'
import type { Step } from '../../workflows/definition/schema.ts'
import type { Ask } from './asks.ts'
import { FIELD_PREFIX, type Draft } from './fields.ts'
import { runWordsIn } from './words.ts'

const LONGEST_WORD = 4000

const Body = z.object({
  path: z.string().max(300),
  round: z.coerce.number().int().min(0),
  deed: z.enum(['agree', 'decline']).optional().catch(undefined),
  word: z.string().trim().catch(''),
})

/** What a form of the page has sent. */
export type Sent = z.infer<typeof Body> & { values: Readonly<Record<string, unknown>> }

/** What was sent; undefined when it is not what one of our forms sends. */
export function sentOf(body: unknown): Sent | undefined {
  const read = Body.safeParse(body)
  if (!read.success) return undefined
  const values = Object.entries(body as Record<string, unknown>).filter(([name]) => name.startsWith(FIELD_PREFIX))
  return { ...read.data, values: Object.fromEntries(values.map(([name, value]) => [name.slice(FIELD_PREFIX.length), value])) }
}

const both = (name: 'needsReason' | 'needsEvidence' | 'tooLong'): Said => ({ fr: runWordsIn.fr[name], en: runWordsIn.en[name] })

/** What is wrong with an answer, by the names of the fields, `word` for the room beside them; nothing when it may be taken. */
export function problemsWith(step: Step, { kind, evidence }: Pick<Ask, 'kind' | 'evidence'>, { deed, word, values }: Sent): Map<string, Said> {
  if (step.kind === 'form') return new Map(problemsOfAnswers(step.fields, values).map(({ name, says }) => [name, says]))
  if (word.length > LONGEST_WORD) return new Map([['word', both('tooLong')]])
  if (kind === 'gate' && deed !== 'agree' && word === '') return new Map([['word', both('needsReason')]])
  if (kind === 'task' && evidence === 'needed' && word === '') return new Map([['word', both('needsEvidence')]])
  return new Map()
}

/** What is shown again of an answer that was not taken. What is secret is typed anew. */
export function draftOf({ path, word, values }: Sent, { fields }: Pick<Ask, 'fields'>, why: Pick<Draft, 'problems' | 'refused'>): Draft {
  const open = fields.filter(({ type }) => type !== 'secret').flatMap(({ name }) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined
    return typeof value === 'string' ? [[name, value] as const] : []
  })
  return { path, values: { ...Object.fromEntries(open), word }, ...why }
}
