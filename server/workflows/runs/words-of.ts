import type { Said } from '../contract.ts'
import type { Field } from '../definition/schema.ts'
import type { SecretMark } from '../engine/progress.ts'

const MOST = 2000
const HIDDEN = '••••••'

/** Whether a value stands for a secret that is kept elsewhere. */
export const isSecretMark = (value: unknown): value is SecretMark =>
  typeof value === 'object' && value !== null && typeof (value as Partial<SecretMark>).secret === 'number' && Object.keys(value).length === 1

const both = (text: string): Said => ({ fr: text, en: text })

const dayIn = (locale: string, day: string) => new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(day))

/** A value as somebody reads it: a choice by its label, yes and no and days as words, a list as its entries, a nested thing as JSON. */
export function wordsOf(value: unknown, field?: Pick<Field, 'options'> & Partial<Pick<Field, 'type'>>): Said {
  const chosen = field?.options?.find(option => option.value === value)
  if (chosen) return chosen.label
  if (typeof value === 'boolean') return value ? { fr: 'Oui', en: 'Yes' } : { fr: 'Non', en: 'No' }
  if (field?.type === 'date' && typeof value === 'string' && !Number.isNaN(Date.parse(value))) return { fr: dayIn('fr-FR', value), en: dayIn('en-GB', value) }
  return both(textOf(value).slice(0, MOST))
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (isSecretMark(value)) return HIDDEN
  if (Array.isArray(value) && value.every(entry => typeof entry !== 'object')) return value.map(textOf).join(', ')
  return JSON.stringify(value, (_, inner: unknown) => isSecretMark(inner) ? HIDDEN : inner)
}
