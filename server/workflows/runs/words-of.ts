import type { SecretMark } from '../engine/progress.ts'

const MOST = 2000

/** Whether a value stands for a secret that is kept elsewhere. */
export const isSecretMark = (value: unknown): value is SecretMark =>
  typeof value === 'object' && value !== null && typeof (value as Partial<SecretMark>).secret === 'number' && Object.keys(value).length === 1

/** A value of a result as somebody reads it; a list as its entries, a nested thing as JSON. */
export function wordsOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value.slice(0, MOST)
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (isSecretMark(value)) return '••••••'
  if (Array.isArray(value) && value.every(entry => typeof entry !== 'object')) return value.map(wordsOf).join(', ').slice(0, MOST)
  return JSON.stringify(value, (_, inner: unknown) => isSecretMark(inner) ? '••••••' : inner).slice(0, MOST)
}
