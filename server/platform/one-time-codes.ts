import { Secret, TOTP } from 'otpauth'

/** The secret that a telephone and we share, in base32. */
export const newOneTimeSecret = (): string => new Secret({ size: 20 }).base32

// What every authenticator program takes: RFC 6238 with its defaults.
const PERIOD_S = 30
const totp = (secret: string, { issuer = '', label = '' } = {}) => new TOTP({ issuer, label, algorithm: 'SHA1', digits: 6, period: PERIOD_S, secret: Secret.fromBase32(secret) })

/** What the QR code says: whose account it is, where, and the secret. */
export const enrolmentUri = (secret: string, issuer: string, account: string): string => totp(secret, { issuer, label: account }).toString()

/** The half-minute that this code is of; undefined when it is neither of this one nor of its neighbours (clocks differ). */
export function stepOf(code: string, secret: string, now: Date): number | undefined {
  if (!/^\d{6}$/.test(code)) return undefined
  const delta = totp(secret).validate({ token: code, timestamp: now.getTime(), window: 1 })
  return delta === null ? undefined : Math.floor(now.getTime() / 1000 / PERIOD_S) + delta
}

/** The code that the telephone shows at `now`: for tests. */
export const codeAt = (secret: string, now: Date): string => totp(secret).generate({ timestamp: now.getTime() })
