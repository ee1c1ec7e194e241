import { domainOf, resultsOf } from '../mail/authentication.ts'
import type { MethodResult } from '../mail/authentication-results.ts'
import type { ParsedMail } from '../understanding/message.ts'
import { hostOf, isWithin, splitAddress } from './carried.ts'
import { listAddresses, listNamedBy, listOfBounce } from './list-addresses.ts'
import type { Source } from './source.ts'

/** Whether our own mail server vouches for the list or the forum that a message seems to come from; `failed`: it says that it does not come from there. */
export type Vouched = 'vouched' | 'unknown' | 'failed'

/**
 * Anybody can write the List-Id of a list. Its server proves itself by where the mail was sent from (SPF), by its signature (DKIM), as the author
 * where it writes in its own name (DMARC), or as one that our server trusts to have checked it (ARC). What the author's server proves says nothing of
 * the list; nor does a domain above that of the list, where people have their mailboxes.
 */
export function vouchingOf(mail: ParsedMail, source: Source, authservId: string | null): Vouched {
  const domains = domainsOf(source)
  if (!authservId || domains.length === 0) return 'unknown'
  const ours = resultsOf(mail, authservId.trim().toLowerCase().replace(/\.$/, ''))
  const isTheirs = (domain: string | undefined) => domain !== undefined && domains.some(own => isWithin(domainOf(domain), own))
  const spf = ours('spf').filter(({ properties }) => isTheirs(properties.get('smtp.mailfrom')) && isListSender(properties.get('smtp.mailfrom') ?? '', source))
  const dkim = ours('dkim').filter(({ properties }) => isTheirs(properties.get('header.d') ?? properties.get('header.i')))
  const dmarc = speaksItself(mail, source) ? ours('dmarc').filter(({ properties }) => isTheirs(properties.get('header.from') ?? mail.from?.address)) : []
  if (dmarc.some(says('fail'))) return 'failed'
  if ([...spf, ...dkim, ...dmarc].some(says('pass')) || ours('arc').filter(says('pass')).some(result => chainOf(result).some(isTheirs))) return 'vouched'
  return [...spf, ...dkim].some(says('fail')) ? 'failed' : 'unknown'
}

const says = (word: string) => ({ result }: MethodResult) => result === word

function domainsOf({ kind, address, url }: Source): string[] {
  const ofAddress = address === null ? null : splitAddress(address).host
  return [...new Set([ofAddress, kind === 'forum' ? hostOf(url) : null].filter(domain => domain !== null && domain.includes('.')))].map(domain => domainOf(domain ?? ''))
}

/** In the domain of a list there may be mailboxes of people, who are who they are and not the list. */
function isListSender(sender: string, { kind, address }: Source): boolean {
  const { local } = splitAddress(sender)
  if (kind === 'forum' || address === null || local === '') return true
  const list = splitAddress(address).local
  return [listNamedBy(local), listOfBounce(local), local].includes(list) || /^(bounces?|(sympa|mailman|majordomo|listserv|mlmmj)(-(owner|request|bounces))?|listmaster)([+=].*)?$/.test(local)
}

/** A forum writes in its own name, and so does a list that stands in for its authors. */
function speaksItself(mail: ParsedMail, source: Source): boolean {
  if (mail.from === null || mail.authors !== 1) return false
  if (source.kind === 'forum') return true
  const { isPosting, isMachine } = listAddresses({ carrier: {} }, source)
  return isPosting(mail.from.address) || isMachine(mail.from.address)
}

/** Those who have sealed the message on its way, as far as our server names them. */
const chainOf = ({ properties }: MethodResult): string[] => ['arc.chain', 'header.d', 'header.oldest-pass.d'].flatMap(name => (properties.get(name) ?? '').split(/[:,\s]+/)).filter(domain => domain.includes('.'))
