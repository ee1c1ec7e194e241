import { readAddresses } from '../addresses.ts'
import { SERVER } from './bounce-words.ts'
import { all, type Headers } from '../bytes/headers.ts'

/** The address in "rfc822; camille@example.org" and the like, its domain in lower case. */
export function addressIn(value: string | undefined): string | undefined {
  const found = /[^\s<>;,()"[\]]{1,200}@(?:\[[\da-f.:]{3,45}\]|[^\s<>;,()"[\]]{1,255})/i.exec(value ?? '')?.[0]
  const address = found?.replace(/^.*(mailto|smtp|rfc822)[:=]/i, '').replace(/[.:]+$/, '').replace(/^'+|'+$/g, '')
  return address ? withLowerDomain(address) : undefined
}

const withLowerDomain = (address: string) => address.replace(/@.*$/s, domain => domain.toLowerCase())

/** Where the report came to. A server may name it among its words; it is not what failed. */
export const ourAddresses = (headers: Headers): ReadonlySet<string> =>
  new Set(['to', 'delivered-to', 'x-original-to'].flatMap(name => readAddresses(all(headers, name))).map(({ address }) => address.toLowerCase()))

const ADDRESS = '[^\\s<>;,()"\'\\[\\]:]{1,128}@[^\\s<>;,()"\'\\[\\]:]{1,255}'
const LISTED = new RegExp(`^[ \\t*•>-]*[<"'[]?(${ADDRESS}?)[>"'\\]]?[.:]?(?=[\\s(:<\\[]|$)`, 'gm')
// "did not reach the following recipients:", and what stands below.
const ANNOUNCED = /(?:following|suivante?s?|these|ces)[^\n@]{0,40}(?:recipient|address|destinataire|adresse|users?)[^\n@]{0,40}:?[ \t]*\n/i
const ANNOUNCED_LENGTH = 400
// "Camille (camille@example.org)<mailto:camille@example.org>", "RCPT TO:<camille@example.org>", "Destinataire : camille@example.org", "addressed to camille@example.org", "wasn't delivered to camille@example.org because"
const NAMED = [
  new RegExp(`^[^\\n@]{0,100}[(<](?:mailto:)?(${ADDRESS})[)>]\\s*(?:<mailto:|$)`, 'gm'),
  new RegExp(`(?:RCPT TO|(?:final |original )?recipients?|destinataires?|adresse|address|user|to)\\s*:\\s*(?:rfc822;\\s*)?[<\\["']?(?:smtp:)?(${ADDRESS})`, 'gim'),
  new RegExp(`(?:deliver(?:ed|y)?|remise?|distribu[ée]e?|d[ée]livr[ée]e?|envoy[ée]e?|sent|reach(?:ed)?|addressed|adress[ée])(?:\\s+(?:to|[àa]|au destinataire|aux destinataires)|,)\\s+[<"']?(${ADDRESS})`, 'gi'),
]

/** Addresses at the beginning of a line, as servers list them; else those below an announcement; else those they name as recipients; else the first one. */
export function addressesIn(talk: string, ours: ReadonlySet<string>): string[] {
  const cleaned = (found: readonly (string | undefined)[]) =>
    [...new Set(found.map(addressIn))].filter(address => address !== undefined).filter(address => !SERVER.test(address) && !ours.has(address.toLowerCase()))
  for (const found of [matches(LISTED, talk), announced(talk), ...NAMED.map(pattern => matches(pattern, talk))]) {
    const addresses = cleaned(found)
    if (addresses.length > 0) return addresses
  }
  return cleaned(matches(ANYWHERE, talk)).slice(0, 1)
}

// "not accepting mail from rene@example.org" names who wrote.
const ANYWHERE = new RegExp(`(?<!(?:from|by|de|par|sender|exp[ée]diteur)\\s{0,3}:?\\s{0,3}[<"']?)(?<=^|[\\s<"'\\[(:=])(${ADDRESS})`, 'gi')

const matches = (pattern: RegExp, talk: string) => [...talk.matchAll(pattern)].map(match => match[1])

function announced(talk: string): (string | undefined)[] {
  const found = ANNOUNCED.exec(talk)
  return found ? [addressIn(talk.slice(found.index + found[0].length, found.index + found[0].length + ANNOUNCED_LENGTH))] : []
}

const EXPANDED = new RegExp(`\\((?:ultimately )?(?:expanded|generated|forwarded) from:?\\s*<?(${ADDRESS})`, 'gi')

/** The addresses that were written to, where a server says that they led elsewhere. */
export const expandedFrom = (talk: string): string[] => matches(EXPANDED, talk).map(addressIn).filter(address => address !== undefined)
