import type { FailureReason } from '../registrars/reasons.ts'

// The numbers of its errors are not all documented: their words are, as registries and EPP (RFC 5730) write them.
const WORDS: readonly (readonly [RegExp, FailureReason])[] = [
  [/insufficient|not enough (balance|funds|credit)|balance (is )?too low|\bfunds\b|top.?up/i, 'funds'],
  [/already (pending|in progress|been requested|in your account)|pending transfer|duplicate|\b2300\b/i, 'already-pending'],
  [/(auth|transfer|epp)[ -]?(info|code|key)|authori[sz]ation (information|code)|\b2202\b/i, 'wrong-code'],
  [/60 days|recently (registered|transferred|created)|within \d+ days of|change of registrant/i, 'too-young'],
  [/\blocked\b|transfer.?prohibited|status prohibits|\b2304\b/i, 'locked'],
  [/expired|\b2308\b/i, 'expired'],
  [/(missing|required|mandatory|invalid|incomplete)[^.]*(field|contact|handle|owner|birth|registration|vat|company|phone|address|additional)|additional data/i, 'contact-incomplete'],
  [/(refused|rejected|declined|denied)[^.]*(registrar|holder|owner|registrant)|(registrar|holder|owner|registrant)[^.]*(refused|rejected|declined|denied)|clientrejected/i, 'refused'],
  [/not eligible|\b2106\b|eligib|not registered|does not exist|\b2303\b/i, 'not-eligible'],
]

/** Why OpenProvider says no, as far as its words tell. */
export const reasonIn = (says: string): FailureReason | undefined => WORDS.find(([pattern]) => pattern.test(says))?.[1]

const FIELD = /\b(company_registration_number|birth_date|birth_city|birth_country|birth_zipcode|social_security_number|passport_number|vat|[a-z]+(?:_[a-z]+)+)\b/g

/** The fields that its words name. */
export const fieldsIn = (says: string): string[] => [...new Set(says.match(FIELD) ?? [])]
