import type { WebLook } from '../looks.ts'
import type { Seen } from './facts.ts'

const MOST_SHOWN = 300

/** The pages at which a site is looked for. */
export const firstPages = (domain: string): string[] => ['https', 'http'].flatMap(scheme => ['', 'www.'].map(prefix => `${scheme}://${prefix}${domain}/`))

/** Where a page sends its visitors; undefined when it does not, or nowhere that can be looked at. */
export function nextPage({ status, location, url }: WebLook): string | undefined {
  const isMoved = status !== null && status >= 300 && status < 400
  const next = isMoved && location !== null ? URL.parse(location, url) : null
  return next && ['http:', 'https:'].includes(next.protocol) ? next.href : undefined
}

/** A look as it can be shown: what was asked of whom, and what came. */
export function seenOf({ url, address, status, location, certificate, failure }: WebLook, at: number): Seen {
  const answered = status === null ? failure ?? '-' : `${status}${location === null ? '' : ` ${location}`}${shown(certificate)}`
  return { asked: url, of: address ?? new URL(url).host, answered: answered.slice(0, MOST_SHOWN), at }
}

function shown(certificate: WebLook['certificate']): string {
  if (!certificate) return ''
  const { trusted, issuer, names, expiresAt } = certificate
  return `, ${trusted ? 'certificate' : 'untrusted certificate'} of ${issuer || '?'} for ${names.join(' ') || '?'} until ${new Date(expiresAt).toISOString().slice(0, 10)}`
}
