import { z } from 'zod'
import { missingIn, type Contact, type ExtraField } from '../registrars/contact.ts'
import { refusedFor } from '../registrars/reasons.ts'
import type { AskOpenprovider } from './openprovider-asking.ts'

// What is kept with the contact; everything else that an ending wants is told with the domain.
const OF_THE_CONTACT = new Set(['company_registration_number', 'birth_address', 'birth_city', 'birth_country', 'birth_date', 'birth_state', 'birth_zipcode', 'headquarters_address', 'headquarters_city', 'headquarters_country', 'headquarters_state', 'headquarters_zipcode', 'passport_number', 'social_security_number'])

const Text = z.string().nullish().transform(text => text ?? '').catch('')
const Customer = z.object({
  handle: z.string().min(1), company_name: Text, email: Text, vat: Text,
  name: z.object({ first_name: Text, last_name: Text }),
  address: z.object({ street: Text, number: Text, zipcode: Text, city: Text, country: Text }),
  phone: z.object({ country_code: Text, area_code: Text, subscriber_number: Text }),
  additional_data: z.record(z.string(), z.unknown()).nullish().transform(data => data ?? {}).catch({}),
})
const Customers = z.object({ results: z.array(z.unknown()).nullish().catch(null) }).transform(({ results }) => (results ?? []).flatMap((one) => {
  const read = Customer.safeParse(one)
  return read.success ? [read.data] : []
}))

/** What of `extra` is told with the domain. */
export const ofTheDomain = (extra: Readonly<Record<string, string>> = {}) => Object.fromEntries(Object.entries(extra).filter(([name]) => !OF_THE_CONTACT.has(name)))

/** The customer as OpenProvider keeps one; refused when a field is missing or cannot be meant. */
function customerOf(contact: Contact, fields: readonly ExtraField[]) {
  const phone = phoneOf(contact.phone)
  const missing = missingIn(contact, fields)
  if (missing.length > 0 || !phone) throw refusedFor('contact-incomplete', { fields: missing.length > 0 ? missing : ['phone'] })
  const kept = Object.fromEntries(Object.entries(contact.extra).filter(([name, value]) => OF_THE_CONTACT.has(name) && value.trim() !== ''))
  return {
    company_name: companyOf(contact),
    name: { first_name: contact.firstName, last_name: contact.lastName, initials: contact.firstName.slice(0, 1), prefix: '', full_name: `${contact.firstName} ${contact.lastName}`.trim() },
    address: { ...streetOf(contact), suffix: '', zipcode: contact.zip, city: contact.city, state: '', country: contact.country.toUpperCase() },
    phone, email: contact.email, locale: 'fr_FR', vat: contact.extra['vat'] ?? '', additional_data: kept,
  }
}

const companyOf = ({ kind, organisation }: Contact) => kind === 'person' ? '' : organisation ?? ''

function streetOf(contact: Contact) {
  const [, number = '', street = contact.street] = /^\s*(\d+(?:\s?(?:bis|ter|[a-z]))?)[ ,]+(.+)$/i.exec(contact.street) ?? []
  return { street, number }
}

// The codes of the countries our members live in, and of most others: one to three digits, of which no code begins another.
const COUNTRY_CODE = /^\+?(1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3})[ .-]?(.+)$/

/** `+33.145678901` in three parts, as it is wanted there. */
export function phoneOf(phone: string) {
  const [, country, rest] = COUNTRY_CODE.exec(phone.trim().replace(/^00/, '+').replace(/^0(?=[1-9])/, '+33')) ?? []
  const digits = (rest ?? '').replace(/^\(0\)/, '').replace(/\D/g, '')
  if (country === undefined || digits.length < 4 || digits.length > 14) return undefined
  return { country_code: `+${country}`, area_code: digits.slice(0, country === '33' ? 1 : 2), subscriber_number: digits.slice(country === '33' ? 1 : 2) }
}

type Wanted = ReturnType<typeof customerOf>

const plain = (text: unknown) => (typeof text === 'string' ? text : '').normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase()
const saysOf = ({ company_name: company, name, address, phone, email, vat, additional_data: more }: Omit<z.infer<typeof Customer>, 'handle'>, names: readonly string[]) => [
  company, name.first_name, name.last_name, address.number, address.street, address.zipcode, address.city, address.country,
  phone.country_code + phone.area_code + phone.subscriber_number, email, vat, ...names.map(one => more[one]),
].map(plain).join('\n')

/** Finds the customer that says the same, or makes it: asked twice, there is one. */
export async function ensureCustomer(ask: AskOpenprovider, { contact, fields, signal }: { contact: Contact, fields: readonly ExtraField[], signal: AbortSignal | undefined }): Promise<string> {
  const wanted: Wanted = customerOf(contact, fields)
  const found = await ask(`/v1beta/customers?${new URLSearchParams({ email_pattern: wanted.email, with_additional_data: 'true', limit: '100' })}`, Customers, { signal })
  const names = Object.keys(wanted.additional_data).sort()
  const same = found.find(one => saysOf(one, names) === saysOf({ ...wanted }, names))
  if (same) return same.handle
  const made = await ask('/v1beta/customers', z.object({ handle: z.string().min(1) }), { method: 'POST', body: wanted, signal })
  return made.handle
}
