import { ReachableAddress } from '../../outbox/contract.ts'
import type { Said } from '../contract.ts'
import type { Field } from './schema.ts'

/** Why an answer is not taken, in a stable word. */
export type AnswerProblem = { name: string, why: keyof typeof WORDS, says: Said }

/** What was answered, by the names of the fields. */
export type Answers = Record<string, string | number | boolean>

type Read = { value: string | number | boolean } | { why: keyof typeof WORDS } | 'nothing'

const WORDS = {
  unknown: { fr: 'Ce champ n’est pas demandé.', en: 'This is not asked.' },
  missing: { fr: 'Une réponse est nécessaire.', en: 'An answer is needed.' },
  long: { fr: 'La réponse est trop longue.', en: 'The answer is too long.' },
  text: { fr: 'La réponse doit être un texte.', en: 'The answer must be a text.' },
  email: { fr: 'Ce n’est pas une adresse de courriel complète.', en: 'This is not a complete mail address.' },
  web: { fr: 'Ce n’est pas une adresse de site.', en: 'This is not the address of a site.' },
  number: { fr: 'Ce n’est pas un nombre.', en: 'This is not a number.' },
  date: { fr: 'Ce n’est pas une date.', en: 'This is not a date.' },
  choice: { fr: 'Ce choix n’est pas proposé.', en: 'This choice is not offered.' },
  yes: { fr: 'Répondez par oui ou par non.', en: 'Answer yes or no.' },
} as const

/** How long an answer may be, in characters, by the type of its field. */
export const LONGEST = { text: 500, long: 20_000, email: 254, web: 2000, number: 40, date: 40, choice: 100, yes: 10, secret: 500 } as const
// Everything that a keyboard does not write, except the ends of lines and tabs.
const UNWRITTEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\u2028\u2029]/g
const YES = new Set(['yes', 'true', 'on', 'oui', 'vrai', '1'])
const NO = new Set(['no', 'false', 'off', 'non', 'faux', '0'])

function webOf(text: string): Read {
  const address = /^[a-z][a-z0-9+.-]*:/i.test(text) && !/^[^/]*:\d+(\/|$)/.test(text) ? text : `https://${text}`
  const url = URL.canParse(address) ? new URL(address) : undefined
  return url && /^https?:$/.test(url.protocol) && url.hostname.includes('.') && url.username === '' && url.password === '' ? { value: url.href } : { why: 'web' }
}

function numberOf(text: string): Read {
  const plain = text.replaceAll(/[\s\u202F\u00A0]/g, '').replace(',', '.')
  const number = Number(plain)
  return /^[-+]?\d*\.?\d+$/.test(plain) && Math.abs(number) <= Number.MAX_SAFE_INTEGER ? { value: number } : { why: 'number' }
}

function dateOf(text: string): Read {
  const date = new Date(`${text}T00:00:00Z`)
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text) ? { value: text } : { why: 'date' }
}

const yesOf = (text: string): Read => YES.has(text.toLowerCase()) ? { value: true } : NO.has(text.toLowerCase()) ? { value: false } : { why: 'yes' }

const READERS: Record<Field['type'], (text: string, field: Field) => Read> = {
  text: text => ({ value: text.replaceAll(/\s+/g, ' ') }),
  long: text => ({ value: text.replaceAll(/\r\n?/g, '\n') }),
  secret: text => ({ value: text }),
  email: text => ReachableAddress.safeParse(text).success ? { value: text } : { why: 'email' },
  web: webOf,
  number: numberOf,
  date: dateOf,
  choice: (text, { options = [] }) => options.some(({ value }) => value === text) ? { value: text } : { why: 'choice' },
  yes: yesOf,
}

function read(field: Field, given: unknown): Read {
  if (given === undefined || given === null) return 'nothing'
  if (typeof given !== 'string' && typeof given !== 'number' && typeof given !== 'boolean') return { why: 'text' }
  const text = String(given).replaceAll(UNWRITTEN, '').trim()
  if (text === '') return 'nothing'
  return text.length > LONGEST[field.type] ? { why: 'long' } : READERS[field.type](text, field)
}

const givenTo = (field: Field, values: Readonly<Record<string, unknown>>): Read => read(field, Object.hasOwn(values, field.name) ? values[field.name] : undefined)

/** What is wrong with the answers to a form: none when they may be taken. It never repeats an answer. */
export function problemsOfAnswers(fields: readonly Field[], values: Readonly<Record<string, unknown>>): AnswerProblem[] {
  const names = new Set(fields.map(({ name }) => name))
  const problem = (name: string, why: keyof typeof WORDS): AnswerProblem => ({ name, why, says: WORDS[why] })
  return [
    ...Object.keys(values).filter(name => !names.has(name)).map(name => problem(name.slice(0, 40), 'unknown')),
    ...fields.flatMap((field) => {
      const answer = givenTo(field, values)
      if (answer === 'nothing') return field.required ? [problem(field.name, 'missing')] : []
      return 'why' in answer ? [problem(field.name, answer.why)] : []
    }),
  ]
}

/** The answers as they are kept, each in its type: what was not answered is not there. Call it once nothing is wrong with them. */
export function cleanAnswers(fields: readonly Field[], values: Readonly<Record<string, unknown>>): Answers {
  return Object.fromEntries(fields.flatMap((field) => {
    const answer = givenTo(field, values)
    return answer !== 'nothing' && 'value' in answer ? [[field.name, answer.value]] : []
  }))
}
