import type { FailureReason } from './reasons.ts'

/** In hundredths of the currency. */
export type Money = { cents: number, currency: string }

/** Whether a transfer can be ordered, and what it costs us. */
export type TransferCheck = {
  available: boolean
  reason: FailureReason | null
  /** Their own words. */
  says: string | null
  premium: boolean
  /** Null when nobody can tell. */
  price: Money | null
}
