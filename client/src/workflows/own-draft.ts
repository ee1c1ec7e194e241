import { DraftField, DraftStep, type Draft, type DraftStepKind } from '../../../server/workflows/composing/contract.ts'

/** A question in the page: its key stays when it is moved or reworded, before the server has named it. */
export type OwnField = DraftField & { key: string }
/** A step in the page. */
export type OwnStep = Omit<DraftStep, 'fields'> & { key: string, fields: OwnField[] }
/** What is composed, as it stands in the page. */
export type OwnDraft = Omit<Draft, 'start' | 'steps'> & { start: OwnField[], steps: OwnStep[] }

let count = 0
const newKey = () => `k${++count}`

const ownField = (field: DraftField): OwnField => ({ ...field, key: newKey() })
const ownStep = (step: DraftStep): OwnStep => ({ ...step, key: newKey(), fields: step.fields.map(ownField) })

/** What the server has kept, for the page. */
export const ownDraft = (draft: Draft): OwnDraft => ({ ...draft, start: draft.start.map(ownField), steps: draft.steps.map(ownStep) })

const field = ({ key: _, ...rest }: OwnField): DraftField => rest
const step = ({ key: _, fields, ...rest }: OwnStep): DraftStep => ({ ...rest, fields: fields.map(field) })

/** What the server is to keep. */
export const draftOf = (own: OwnDraft): Draft => ({ ...own, start: own.start.map(field), steps: own.steps.map(step) })

/** A new step of a kind. Who is asked, and what leaves, is the member's to see. */
export const newStep = (kind: DraftStepKind): OwnStep => ownStep(DraftStep.parse({ kind, ...kind === 'form' ? { fields: [{}] } : {} }))
export const newField = (): OwnField => ownField(DraftField.parse({}))

/** The same step once more, as another: the server gives it a name of its own. */
export const copyOf = ({ fields, ...rest }: OwnStep): OwnStep => ({ ...structuredClone(rest), id: '', key: newKey(), fields: fields.map(one => ({ ...structuredClone(one), key: newKey() })) })

/** The list with one thing at another place; a place that is none is the nearest that is one. */
export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const rest = list.filter((_, i) => i !== from)
  const [one] = list.slice(from, from + 1)
  return one === undefined ? [...list] : rest.toSpliced(Math.max(0, Math.min(to, rest.length)), 0, one)
}

/** Choices as lines of text, in one language. */
export const linesOf = (options: DraftField['options'], language: 'fr' | 'en'): string => {
  const lines = options.map(option => option[language])
  return lines.some(line => line !== '') || language === 'fr' ? lines.join('\n') : ''
}

/** Choices as somebody has written them, line by line; the other language stays beside the line that it was beside. */
export function withLines(options: DraftField['options'], language: 'fr' | 'en', text: string): DraftField['options'] {
  const lines = text === '' ? [] : text.split('\n').slice(0, 50).map(line => line.slice(0, 200))
  const rows = language === 'fr' ? lines.length : options.length
  return Array.from({ length: rows }, (_, i) => ({ fr: '', en: '', ...options[i], [language]: lines[i] ?? '' }))
}

const answersOf = (place: string, fields: readonly OwnField[]) =>
  fields.filter(({ name, type, label }) => name !== '' && type !== 'secret' && label.fr !== '').map(({ name, label }) => ({ mark: `{{${place}.${name}}}`, label: label.fr }))

/** What is known by the time of a step: the answers that a text may use, by the marks that stand for them. A question has none before it was saved; a secret never has one. */
export function answersBefore({ start, steps }: OwnDraft, key: string): { mark: string, label: string }[] {
  const before = steps.slice(0, Math.max(0, steps.findIndex(one => one.key === key)))
  return [...answersOf('start', start), ...before.filter(({ kind, id }) => kind === 'form' && id !== '').flatMap(({ id, fields }) => answersOf(id, fields))]
}

/** The keys of everything that has a name, in the order of a draft. */
export type Keys = { start: string[], steps: { key: string, fields: string[] }[] }
const keysIn = (fields: readonly OwnField[]) => fields.map(({ key }) => key)
export const keysOf = ({ start, steps }: OwnDraft): Keys => ({ start: keysIn(start), steps: steps.map(({ key, fields }) => ({ key, fields: keysIn(fields) })) })

/** The names that the server has given, by those keys. */
export function namesIn({ start, steps }: Draft, keys: Keys): Map<string, string> {
  const fieldNames = (own: readonly string[], fields: readonly DraftField[]) => own.map((key, i) => [key, fields[i]?.name ?? ''] as const)
  return new Map([...fieldNames(keys.start, start), ...keys.steps.flatMap(({ key, fields }, i) => [[key, steps[i]?.id ?? ''] as const, ...fieldNames(fields, steps[i]?.fields ?? [])])])
}

/** The draft with these names, for whatever has words and no name yet; but for one step. */
export function withNames(draft: OwnDraft, names: ReadonlyMap<string, string>, except?: string): OwnDraft {
  const nameOf = (name: string, { key, words }: { key: string, words: { fr: string } }) => name || words.fr === '' ? name : names.get(key) ?? ''
  const named = (fields: OwnField[]) => fields.map(one => ({ ...one, name: nameOf(one.name, { key: one.key, words: one.label }) }))
  return { ...draft, start: named(draft.start), steps: draft.steps.map(one => one.key === except ? one : ({ ...one, id: nameOf(one.id, { key: one.key, words: one.title }), fields: named(one.fields) })) }
}
