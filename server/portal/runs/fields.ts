import type { AskedField, Said } from '../../workflows/contract.ts'
import { LONGEST } from '../../workflows/definition/answers.ts'
import type { FieldType } from '../../workflows/definition/fields/contract.ts'
import type { PortalLocale } from '../words.ts'
import { filledIn, runWordsIn, type RunWords } from './words.ts'

/** What was sent and not taken: the words, what is wrong with which, or why none was taken. A secret is never among them. */
export type Draft = { path: string, values: Readonly<Record<string, string>>, problems: ReadonlyMap<string, Said>, refused?: 'again' | 'tooMany' }

/** What answers are called in the form, so that none is taken for something else. */
export const FIELD_PREFIX = 'v_'

type Input = { type: string, inputmode: string, autocomplete: string, capitals: string }

// `text` where browsers are stricter than we are: they want https:// before a site, and refuse 1 000,50.
const INPUTS: Record<Exclude<FieldType, 'long' | 'choice' | 'yes'>, Input> = {
  text: { type: 'text', inputmode: 'text', autocomplete: 'on', capitals: 'sentences' },
  email: { type: 'email', inputmode: 'email', autocomplete: 'email', capitals: 'none' },
  web: { type: 'text', inputmode: 'url', autocomplete: 'url', capitals: 'none' },
  number: { type: 'text', inputmode: 'decimal', autocomplete: 'off', capitals: 'none' },
  date: { type: 'date', inputmode: 'text', autocomplete: 'off', capitals: 'none' },
  secret: { type: 'password', inputmode: 'text', autocomplete: 'off', capitals: 'none' },
}

const FEW = 6

/** A field as its template shows it. */
export function fieldView(field: AskedField, { id, locale, draft }: { id: string, locale: PortalLocale, draft: Draft | undefined }) {
  const words = runWordsIn[locale]
  const value = draft?.values[field.name] ?? ''
  const problem = draft?.problems.get(field.name)?.[locale] ?? ''
  const hint = hintOf(field, locale)
  const seal = sealOf(field, words, draft !== undefined && problem === '')
  return {
    id, name: FIELD_PREFIX + field.name, label: field.label[locale], value, problem, hint, ...seal,
    options: optionsOf(field, locale).map((option, i) => ({ ...option, id: `${id}-${i}`, chosen: option.value === value })),
    required: field.required, note: field.required ? '' : words.optional,
    described: describedBy(id, { hint, seal: seal.seal, problem }),
    ...shapeOf(field),
    max: LONGEST[field.type],
  }
}

/** The ids of what is said beside a field, for whoever does not see it. */
export const describedBy = (id: string, beside: Readonly<Record<string, string>>): string => Object.entries(beside).flatMap(([name, said]) => said ? [`${id}-${name}`] : []).join(' ')

/** What is said beside a secret; `again`: it was sent with something that was not taken, and has to be typed once more. */
const sealOf = ({ type }: AskedField, { secret, secretAgain }: RunWords, again: boolean) => type === 'secret' ? { seal: secret, again: again ? secretAgain : '' } : { seal: '', again: '' }

// What is chosen needs no example, and that of a date is one for programs.
const WITHOUT_EXAMPLE: ReadonlySet<FieldType> = new Set(['choice', 'yes', 'date'])

function hintOf({ help, example, type }: AskedField, locale: PortalLocale): string {
  const shown = example && !WITHOUT_EXAMPLE.has(type) ? filledIn(runWordsIn[locale].example, { example }) : ''
  return [help?.[locale], shown].filter(Boolean).join(' ')
}

function optionsOf({ type, options }: AskedField, locale: PortalLocale) {
  if (type === 'yes') return [{ value: 'yes', label: runWordsIn[locale].yes }, { value: 'no', label: runWordsIn[locale].no }]
  return options.map(({ value, label }) => ({ value, label: label[locale] || value }))
}

function shapeOf({ type, options }: AskedField) {
  const none = { input: null, isArea: false, isRadios: false, isSelect: false }
  if (type === 'long') return { ...none, isArea: true }
  if (type === 'yes' || (type === 'choice' && options.length <= FEW)) return { ...none, isRadios: true }
  return type === 'choice' ? { ...none, isSelect: true } : { ...none, input: INPUTS[type] }
}
