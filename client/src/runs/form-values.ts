import type { AskedField } from '../../../server/workflows/contract.ts'

/** What is being written into a form, by the names of its fields: as it stands in the page. */
export type Written = Record<string, string>
type Lack = { field: AskedField, why: 'lacking' | 'not-a-number' }
export type Given = { values: Record<string, string | number | boolean>, lacks: Lack[] }

const toNumber = (text: string) => Number(text.replace(/\s/g, '').replace(',', '.'))

/** What a form says once it is sent, and what it lacks. What was left empty is not said; a secret is never trimmed. */
export function givenBy(fields: readonly AskedField[], written: Written): Given {
  const given: Given = { values: {}, lacks: [] }
  for (const field of fields) {
    const raw = written[field.name] ?? ''
    const text = field.type === 'secret' ? raw : raw.trim()
    if (text === '') {
      if (field.required) given.lacks.push({ field, why: 'lacking' })
    }
    else if (field.type === 'number' && !Number.isFinite(toNumber(text))) given.lacks.push({ field, why: 'not-a-number' })
    else given.values[field.name] = field.type === 'number' ? toNumber(text) : field.type === 'yes' ? text === 'yes' : text
  }
  return given
}
