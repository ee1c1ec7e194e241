import { domainToUnicode } from 'node:url'
import { parse } from 'tldts'

/** Why there is no domain in what somebody wrote. */
export type NoDomain = 'unreadable' | 'address' | 'ending'

/** Each as a sentence. */
export const noDomainWords: Record<NoDomain, string> = {
  'unreadable': 'There is no domain in this: write one, as in assoc.fr, or the address of a page or of somebody there',
  'address': 'This is the number of a machine, and no domain',
  'ending': 'This is an ending that many domains have, and no domain',
}

const REGISTRABLE = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9-]+)+$/

/** The domain that can be registered, in A-labels, within whatever somebody pasted: a domain, the address of a page, an e-mail address. */
export function domainIn(written: string): { domain: string } | { problem: NoDomain } {
  const bare = written.trim().replace(/^[<"'«\s]+|[>"'»,;.!?\s]+$/g, '').replace(/^mailto:/i, '')
  const place = /^[a-z][a-z0-9+.-]*:\/\//i.test(bare) ? bare : `http://${bare.slice(bare.lastIndexOf('@') + 1)}`
  const host = /\s/.test(bare) ? undefined : hostOf(place)
  if (!host) return { problem: 'unreadable' }
  const { isIp, isIcann, domain } = parse(host, { allowPrivateDomains: false, extractHostname: false })
  if (isIp) return { problem: 'address' }
  // An ending that the public suffix list does not know may be new, or a network's own: whether it exists, the DNS says.
  if (!isIcann && !host.includes('.')) return { problem: 'unreadable' }
  if (domain === null) return { problem: 'ending' }
  return REGISTRABLE.test(domain) ? { domain } : { problem: 'unreadable' }
}

/** A host as the wire knows it; U-labels become A-labels. */
function hostOf(place: string): string | undefined {
  const host = URL.parse(place.replace(/^[a-z][a-z0-9+.-]*:/i, 'http:'))?.hostname.replace(/\.$/, '')
  return host && host.length <= 253 && host.split('.').every(label => label !== '' && label.length <= 63) ? host : undefined
}

/** A domain as people write it. */
export const shownDomain = (domain: string): string => domainToUnicode(domain) || domain
