import { isInstaller, isSamePlace, isWithin, judged, verdict, type Verdict } from '../judging.ts'
import type { AskPage, SitePage } from '../ports.ts'

const MOST_HOPS = 6

/** Which site is looked for, and where; `redirect`: it only leads there. */
type Wanted = { domain: string, addresses: readonly string[], redirect: string | null, signal: AbortSignal }

/** What is seen of a site: what is the matter with it, if anything is, and the page that says so. */
export type Seen = Verdict & { status: number | null, url: string, at: string }

/** Looks at a site under its own name at each address of ours, wherever the name leads in the world, and answers the worst of what is seen. */
export async function lookAtSite(askPage: AskPage, wanted: Wanted): Promise<Seen> {
  const begin = `http://${wanted.domain}/`
  let seen: Seen = { ...verdict('silent'), status: null, url: begin, at: '' }
  for (const at of wanted.addresses) {
    seen = await lookAt(askPage, { ...wanted, at, begin })
    if (seen.why !== 'fine') return seen
  }
  return seen
}

type Looking = Wanted & { at: string, begin: string }

async function lookAt(askPage: AskPage, looking: Looking): Promise<Seen> {
  const { at, signal } = looking
  let url = new URL(looking.begin)
  for (let hop = 0; hop < MOST_HOPS; hop++) {
    const page = await askPage({ url: url.href, at, signal })
    if ('failure' in page) return { ...verdict('silent'), status: null, url: url.href, at }
    const said = saidBy(page, url, looking)
    if (!(said instanceof URL)) return { ...said, status: page.status, url: url.href, at }
    url = said
  }
  return { ...verdict('circle'), status: null, url: url.href, at }
}

/** What a page says of the site, or the page of the same site to which it leads. */
function saidBy(page: SitePage, url: URL, { domain, redirect }: Looking): Verdict | URL {
  const next = nextOf(page, url)
  if (!next) return redirect === null ? judged(page) : verdict('unredirected')
  if (redirect !== null && leadsTo(redirect, next)) return verdict('fine')
  if (isInstaller(next)) return verdict('install')
  if (isOwn(domain, next)) return next
  return verdict(redirect === null ? 'elsewhere' : 'unredirected')
}

const nextOf = ({ status, location }: SitePage, url: URL) => status >= 300 && status < 400 ? URL.parse(location ?? '', url) : null

const isOwn = (domain: string, next: URL) => isWithin(domain, next) && /^https?:$/.test(next.protocol) && next.port === ''

function leadsTo(redirect: string, next: URL): boolean {
  const target = URL.parse(redirect)
  return target !== null && isSamePlace(target, next)
}
