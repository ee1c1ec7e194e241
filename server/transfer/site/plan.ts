import { isWithin } from './judging.ts'

/** What a site is, as its member says it; `stays`: there is none, or it stays where it is. */
export const SITE_KINDS = ['wordpress', 'spip', 'other', 'pages', 'redirection', 'stays'] as const
type SiteKind = (typeof SITE_KINDS)[number]

/** What becomes of a site: whether our hosting shows it, whether it is copied, whether it has a database, and where it only leads. */
type SitePlan = { comes: boolean, copied: boolean, database: boolean, redirect: string | null, fr: string, en: string }

const WORDS: Record<SiteKind, { fr: string, en: string }> = {
  wordpress: { fr: 'un site WordPress à copier', en: 'a WordPress site to copy' },
  spip: { fr: 'un site SPIP à copier', en: 'a SPIP site to copy' },
  other: { fr: 'un site avec une base de données à copier', en: 'a site with a database to copy' },
  pages: { fr: 'des pages à copier', en: 'pages to copy' },
  redirection: { fr: 'une redirection', en: 'a redirection' },
  stays: { fr: 'rien à copier', en: 'nothing to copy' },
}

/** Where a domain can lead; undefined when it is no address of the web, or within the domain itself. */
export function targetOf(written: string, domain: string): string | undefined {
  const url = URL.parse(written.trim())
  return url && !isWithin(domain, url) && /^https?:$/.test(url.protocol) && url.hostname.includes('.') && url.username === '' && url.password === '' ? url.href : undefined
}

/** What becomes of a site of this kind; `redirect` counts for one that only leads elsewhere. */
export function sitePlan(kind: SiteKind, redirect: string | null): SitePlan {
  const isCopied = kind !== 'redirection' && kind !== 'stays'
  const to = kind === 'redirection' ? redirect : null
  const words = to === null ? WORDS[kind] : { fr: `${WORDS[kind].fr} vers ${to}`, en: `${WORDS[kind].en} to ${to}` }
  return { comes: kind !== 'stays', copied: isCopied, database: isCopied && kind !== 'pages', redirect: to, ...words }
}
