import { readAuthenticationResults, type MethodResult } from './authentication-results.ts'
import type { ParsedMail } from '../understanding/message.ts'

/** Whether our own server vouches for the address in From: it does, it says that it is forged, or nothing is known. */
export type Authentication = 'authenticated' | 'failed' | 'unknown'

type Claimed = Pick<ParsedMail, 'from' | 'authors' | 'authentication'>

/**
 * What our own mail server says of the author of a message. Only its results count (`authservId`, RFC 8601 §2.5), and only where it
 * writes them: above the first server that stands below the first of them. What a sender wrote there before never counts.
 * Without an authserv-id nothing is known of anybody.
 */
export function authenticationOf(mail: Claimed, authservId: string | null): Authentication {
  if (!authservId || mail.from === null) return 'unknown'
  const domain = domainOf(mail.from.address)
  const ours = resultsOf(mail, authservId.trim().toLowerCase().replace(/\.$/, ''))
  const dmarc = ours('dmarc').filter(({ properties }) => isSame(properties.get('header.from'), domain))
  if (dmarc.some(({ result }) => result === 'fail')) return 'failed'
  // Of several authors each server believes another.
  if (mail.authors !== 1) return 'unknown'
  const proved = dmarc.some(isPassed)
    || ours('dkim').filter(isPassed).some(({ properties }) => isAligned(domainOf(properties.get('header.d') ?? properties.get('header.i') ?? ''), domain))
    || ours('spf').filter(isPassed).some(({ properties }) => isAligned(domainOf(properties.get('smtp.mailfrom') ?? ''), domain))
  return proved ? 'authenticated' : 'unknown'
}

const isPassed = ({ result }: MethodResult) => result === 'pass'

/** The results of our server by method: each server on the way writes its own above, so of each method the topmost header counts. */
export function resultsOf({ authentication }: Pick<ParsedMail, 'authentication'>, authservId: string): (method: string) => readonly MethodResult[] {
  const ours = authentication.map(({ value, hops }) => ({ hops, ...readAuthenticationResults(value) })).filter(({ server }) => server === authservId)
  const believed = ours.filter(({ hops }) => hops === ours[0]?.hops)
  return method => believed.map(({ results }) => results.filter(result => result.method === method)).find(results => results.length > 0) ?? []
}

/** The domain of "camille@asso.example", "@asso.example" or "asso.example", as servers write it. */
export const domainOf = (address: string): string => ascii(address.slice(address.lastIndexOf('@') + 1).toLowerCase().replace(/\.$/, ''))

/** Servers write international domains as xn--… . */
const ascii = (domain: string): string => /[^\x21-\x7e]/.test(domain) ? URL.parse(`http://${domain}`)?.hostname ?? domain : domain

/** A server that does not repeat the author's domain means it all the same. */
const isSame = (named: string | undefined, domain: string) => named === undefined || domainOf(named) === domain

/** RFC 7489 §3.1, without a list of public suffixes: the same domain, or one is above the other. Nobody proves anything in the name of a whole top-level domain. */
function isAligned(proved: string, domain: string): boolean {
  if (!proved.includes('.') || !domain.includes('.')) return proved !== '' && proved === domain
  return proved === domain || proved.endsWith(`.${domain}`) || domain.endsWith(`.${proved}`)
}
