import type { AskedField } from '../../../server/workflows/contract.ts'
import type { Written } from './form-values.ts'

const ADDRESS = /^((member|requester|contact|membre)_?)?(e?mail|courriel)$/
const NAME = /^((member|requester|contact|full|membre)_?)?(name|nom)$/

/** What a form may have been filled in with beforehand: what plainly asks for whoever wrote, by its type or its name. */
export function prefilled(fields: readonly AskedField[], { name, address }: { name: string, address: string }): Written {
  const addresses = fields.filter(({ type }) => type === 'email')
  const isAddress = ({ type, name: field }: AskedField) => type === 'email' && (addresses.length === 1 || ADDRESS.test(field))
  const isName = ({ type, name: field }: AskedField) => type === 'text' && NAME.test(field)
  const entries = fields.map(field => [field.name, isAddress(field) ? address : isName(field) ? name : ''] as const)
  return Object.fromEntries(entries.filter(([, value]) => value !== ''))
}
