import { sha256 } from '../../platform/signing.ts'
import type { Bounce } from '../bounced.ts'

// RFC 3463: too large (§3.3, §3.4), or in a form that was not taken (§3.7). Another mail to the same address may well arrive.
const OF_THE_MAIL = /^5\.(2\.3|3\.4|6\.\d+)$/
const STATUS = /(?:^|[^\d.])([45]\.\d{1,3}\.\d{1,3})(?![\d.]*\d)/
const CODE = /(?:^|[^\d.])([45])\d\d(?=[ -]|$)/

/** Whether a report speaks of an address that takes nothing any more, rather than of one mail, or of a moment. */
export function failsForGood({ status, diagnostic }: Pick<Bounce, 'status' | 'diagnostic'>): boolean {
  const said = status ?? STATUS.exec(diagnostic ?? '')?.[1]
  if (said) return said.startsWith('5') && !OF_THE_MAIL.test(said)
  return CODE.exec(diagnostic ?? '')?.[1] === '5'
}

/** Whether a server that we asked to take a mail says that this address does not exist or takes nothing. Anything else may be about ourselves, and would be said of everybody. */
export const isUnknownThere = (answer: string): boolean => /^5\.(1\.[1-36]|2\.[12])$/.test(STATUS.exec(answer)?.[1] ?? '')

/** Under which key it is kept. */
export const failingKey = (address: string) => sha256(address.toLowerCase()).slice(0, 32)
