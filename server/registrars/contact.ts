/** What kind of holder a domain has. */
export const HOLDER_KINDS = ['person', 'organisation', 'association', 'public'] as const
export type HolderKind = typeof HOLDER_KINDS[number]

/** The holder of a domain, as a registrar wants to know them. */
export type Contact = {
  kind: HolderKind
  /** Null for a person. */
  organisation: string | null
  firstName: string
  lastName: string
  street: string
  zip: string
  city: string
  /** ISO 3166-1, two letters. */
  country: string
  /** As in `+33.145678901`. */
  phone: string
  email: string
  /** What an ending wants besides, by the names of `ExtraField`. */
  extra: Readonly<Record<string, string>>
}

/** What an ending wants to know of the holder besides. */
export type ExtraField = { name: string, label: string, required: boolean, options: readonly string[] }

const NEEDED = ['lastName', 'street', 'zip', 'city', 'country', 'phone', 'email'] as const

/** The names of what is missing: what every registrar wants, and what this ending does. */
export function missingIn(contact: Contact, fields: readonly ExtraField[] = []): string[] {
  return [
    ...NEEDED.filter(name => contact[name].trim() === ''),
    ...contact.kind !== 'person' && (contact.organisation ?? '').trim() === '' ? ['organisation'] : [],
    ...fields.filter(({ name, required }) => required && (contact.extra[name] ?? '').trim() === '').map(({ name }) => name),
  ]
}

const plain = (text: string | null) => (text ?? '').normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase()

/** Whether both say the same of the same holder, as people read it: a transfer with another holder is a change of holder. */
export function isSameContact(one: Contact, other: Contact): boolean {
  const words = ({ organisation, firstName, lastName, street, zip, city, country, email }: Contact) => [organisation, firstName, lastName, street, zip, city, country, email].map(plain).join('\n')
  return words(one) === words(other) && digits(one.phone) === digits(other.phone)
}

const digits = (phone: string) => phone.replace(/\D/g, '')
