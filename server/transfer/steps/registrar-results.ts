import type { Registration } from '../../dns/looks.ts'
import type { ExtraField } from '../../registrars/contact.ts'
import type { Money, TransferCheck } from '../../registrars/transfer-check.ts'
import { WORDS_OF, type FailureReason } from '../../registrars/reasons.ts'
import type { Standing } from '../../registrars/standing.ts'
import { isByHand, type ByHand } from '../../registrars/words.ts'
import type { Result } from '../../workflows/engine/progress.ts'
import { dateOf } from './transfer-asked.ts'

/** What every act tells of itself: whether it was done by the API, or what a person does. */
export const AUTOMATIC = ['automatic', 'byHand', 'byHandEn'] as const

/** Done by the API. */
export const automatically = (result: Result): Result => ({ ...result, automatic: true, byHand: null, byHandEn: null })
/** Left to a person, in words. */
export const leftTo = ({ byHand }: ByHand, result: Result = {}): Result => ({ ...result, automatic: false, byHand: byHand.fr, byHandEn: byHand.en })

/** Done, but for what of these acts is left to a person. */
export function byHandOrDone(...acts: (ByHand | undefined)[]): Result {
  const left = acts.filter(act => act !== undefined)
  return left.length === 0 ? automatically({}) : leftTo({ byHand: { fr: left.map(({ byHand }) => byHand.fr).join(' '), en: left.map(({ byHand }) => byHand.en).join(' ') } })
}

export const CHECK = ['available', 'reason', 'words', 'wordsEn', 'premium', 'price', 'priceFr', 'cents', 'currency', 'balance', 'balanceFr', 'enough', 'fields', ...AUTOMATIC] as const

/** Whether and for how much; `enough`: our account covers it, null when nobody can tell. */
export function checkResult(check: TransferCheck | ByHand, { balance, fields }: { balance: Money | null, fields: readonly ExtraField[] }): Result {
  const asked = { balance: balance && said(balance), balanceFr: balance && saidInFrench(balance), fields: fields.filter(({ required }) => required).map(({ name, label }) => ({ name, label })) }
  if (isByHand(check)) return leftTo(check, { available: null, ...wordsOf(null), premium: false, ...priceOf(null, balance), ...asked })
  return automatically({ available: check.available, ...wordsOf(check.reason), premium: check.premium, ...priceOf(check.price, balance), ...asked })
}

const wordsOf = (reason: FailureReason | null) => ({ reason, words: reason && WORDS_OF[reason].fr, wordsEn: reason && WORDS_OF[reason].en })

function priceOf(price: Money | null, balance: Money | null) {
  if (!price) return { price: null, priceFr: null, cents: null, currency: null, enough: null }
  return { price: said(price), priceFr: saidInFrench(price), cents: price.cents, currency: price.currency, enough: balance?.currency === price.currency ? balance.cents >= price.cents : null }
}

const said = ({ cents, currency }: Money) => `${(cents / 100).toFixed(2)} ${currency}`
const saidInFrench = ({ cents, currency }: Money) => `${(cents / 100).toFixed(2).replace('.', ',')}\u00A0${currency === 'EUR' ? '€' : currency}`

export const ORDER = ['state', 'reference', 'until', ...AUTOMATIC] as const

/** How the order stands, and until when it takes at the latest. */
export const orderResult = ({ state, reference, until }: Standing, latest: number | null): Result => automatically({ state, reference, until: dateOf(until ?? latest) })

export const ARRIVED = ['state', 'reason', 'registrar', 'expires', 'nameServers', 'locked'] as const

type Looked = { standing: Standing, registration: Registration | null, from: number }

/** A domain has arrived when our registrar has it, and the registry, where it can be asked, names another registrar than before and nothing is pending. */
export function arrival({ standing, registration, from }: Looked): { passed: boolean, says: string, result: Result } {
  const { state, reason, says, nameServers, locked } = standing
  const registrar = registration?.registrar?.name ?? null
  return {
    passed: state === 'active' && isElsewhere(registration, from),
    says: [state, reason && WORDS_OF[reason].en, says, registrar && `RDAP: ${registrar}`].filter(Boolean).join(' · '),
    result: { state, reason, registrar, expires: dateOf(registration?.expiresAt ?? standing.expiresAt), nameServers, locked },
  }
}

const isElsewhere = (registration: Registration | null, from: number) =>
  registration === null || (registration.registrar?.ianaId !== from && !registration.statuses.includes('pendingTransfer'))

/** How far the waiting is: of the days it takes at the latest, those that are over. */
export function waitingOf({ since, until }: Standing, now: number): { done: number, of: number | null, leftMs?: number } {
  if (since === null || until === null) return { done: 0, of: null }
  const days = (ms: number) => Math.max(0, Math.round(ms / DAY_MS))
  return { done: Math.min(days(now - since), days(until - since)), of: days(until - since), leftMs: Math.max(0, until - now) }
}
const DAY_MS = 86_400_000
