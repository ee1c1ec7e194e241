import { problemsOf } from '../definition/checking.ts'
import { Definition, type Text } from '../definition/schema.ts'
import type { Draft, DraftField, DraftProblem, DraftStep } from './contract.ts'
import { definitionOfDraft } from './drafting.ts'

const SAYS = {
  'no-title': 'The workflow has no title.',
  'no-steps': 'There is no step yet.',
  'no-step-title': 'This step has no title.',
  'no-text': 'The message has no words.',
  'no-fields': 'Nothing is asked here.',
  'no-label': 'A question has no words.',
  'no-options': 'A choice offers nothing.',
  'no-english': 'Some words are only in French; members who read English will see them in French.',
  'no-why': 'Nobody is told why this is done.',
} as const

type Why = keyof typeof SAYS

const isEmpty = ({ fr, en }: Text) => fr === '' && en === ''
const isHalf = ({ fr, en }: Text) => fr !== '' && en === ''
const problem = (level: DraftProblem['level'], step: string | null, why: Why): DraftProblem => ({ level, step, why, says: SAYS[why] })
const when = (wrong: boolean, one: DraftProblem): DraftProblem[] => wrong ? [one] : []

const textsOf = (fields: readonly DraftField[]): Text[] => fields.flatMap(({ label, help, options }) => [label, help, ...options])

const problemsOfFields = (step: string | null, fields: readonly DraftField[]): DraftProblem[] => [
  ...when(fields.some(({ label }) => isEmpty(label)), problem('error', step, 'no-label')),
  ...when(fields.some(({ type, options }) => type === 'choice' && (options.length === 0 || options.some(isEmpty))), problem('error', step, 'no-options')),
]

function problemsOfStep({ id, kind, title, why, how, fields, text }: DraftStep): DraftProblem[] {
  const texts = [title, why, how, ...kind === 'form' ? textsOf(fields) : [], ...kind === 'message' ? [text] : []]
  return [
    ...when(isEmpty(title), problem('error', id, 'no-step-title')),
    ...when(kind === 'message' && isEmpty(text), problem('error', id, 'no-text')),
    ...when(kind === 'form' && fields.length === 0, problem('error', id, 'no-fields')),
    ...kind === 'form' ? problemsOfFields(id, fields) : [],
    ...when(texts.some(isHalf), problem('warning', id, 'no-english')),
    ...when(kind === 'task' && isEmpty(why), problem('warning', id, 'no-why')),
  ]
}

// What only the definition shows: expressions in texts, above all.
function problemsOfDefinition(name: string, draft: Draft): DraftProblem[] {
  const read = Definition.safeParse(definitionOfDraft(name, draft))
  if (!read.success) return read.error.issues.map(({ path, message }) => ({ level: 'error', step: null, why: 'other', says: `${path.join('.')}: ${message}` }))
  return problemsOf(read.data).filter(({ level }) => level === 'error').map(found => ({ ...found, why: 'other' }))
}

/** What is to be said of a draft that has its names; with an error it is not published. */
export function problemsOfDraft(name: string, draft: Draft): DraftProblem[] {
  const own = [
    ...when(isEmpty(draft.title), problem('error', null, 'no-title')),
    ...when(draft.steps.length === 0, problem('error', null, 'no-steps')),
    ...problemsOfFields(null, draft.start),
    ...when([draft.title, draft.about, ...textsOf(draft.start)].some(isHalf), problem('warning', null, 'no-english')),
    ...draft.steps.flatMap(problemsOfStep),
  ]
  return own.some(({ level }) => level === 'error') ? own : [...own, ...problemsOfDefinition(name, draft)]
}
