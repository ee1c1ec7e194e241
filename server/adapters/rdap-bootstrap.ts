import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { z } from 'zod'
import type { RdapService } from './rdap-services.ts'

/** IANA's list of the registries that answer by RDAP (RFC 9224). */
export const IANA_LIST = 'https://data.iana.org/rdap/dns.json'

const DAY_MS = 86_400_000
const AGAIN_MS = 3_600_000
const MOST_LABELS = 20_000
// The real one knows some 1200. One with less has been cut, or is somebody's joke.
const LEAST_LABELS = 500

const Label = z.string().max(253).transform(label => label.toLowerCase()).pipe(z.string().regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/))
const Listed = z.object({ services: z.array(z.tuple([z.array(z.string()).max(MOST_LABELS), z.array(z.string()).max(20)])).max(MOST_LABELS) })

/** The base of a service as addresses begin: https alone, without a name, a password or a question, and with its last slash. */
function baseOf(address: string): string | undefined {
  const url = URL.parse(address)
  if (!url || url.protocol !== 'https:' || url.username || url.password || /[?#]/.test(address)) return undefined
  return url.href.endsWith('/') ? url.href : `${url.href}/`
}

/** Reads IANA's list; what is unfit in it is left out. Undefined when it is no such list, or much too short to be it. */
export function servicesIn(text: string, leastLabels = LEAST_LABELS): RdapService[] | undefined {
  let json: unknown
  try { json = JSON.parse(text) }
  catch { return undefined }
  const read = Listed.safeParse(json)
  if (!read.success) return undefined
  const services = read.data.services.flatMap(([labels, addresses]) => {
    const base = addresses.map(baseOf).find(one => one !== undefined)
    const fit = labels.flatMap(label => Label.safeParse(label).data ?? [])
    return base !== undefined && fit.length > 0 ? [{ labels: fit, base, sure: true }] : []
  })
  return services.reduce((sum, { labels }) => sum + labels.length, 0) >= leastLabels ? services : undefined
}

/** The service whose label is the longest end of the domain, which is written in A-labels. */
export function serviceFor(domain: string, services: readonly RdapService[]): RdapService | undefined {
  const ends = domain.split('.').map((_, index, labels) => labels.slice(index).join('.'))
  return ends.map(end => services.find(({ labels }) => labels.includes(end))).find(found => found !== undefined)
}

type Keeping = { path: string, shipped: readonly RdapService[], fetchList: () => Promise<string>, now: () => number, leastLabels?: number }

/**
 * Finds the service of a domain: in IANA's list, which is kept in a file and fetched anew once a day at most, then in the one that is
 * shipped. Nothing is ever waited for longer than one fetch, and a list that cannot be had or believed changes nothing.
 */
export function bootstrapBy({ path, shipped, fetchList, now, leastLabels }: Keeping): (domain: string) => Promise<RdapService | undefined> {
  let listed: readonly RdapService[] = []
  let readAt = -Infinity
  let triedAt = -Infinity

  async function refresh() {
    if (now() - readAt < DAY_MS) return
    const kept = await keptAt(path)
    const known = kept && servicesIn(kept.text, leastLabels)
    if (known) [listed, readAt] = [known, kept.at]
    if (now() - readAt < DAY_MS || now() - triedAt < AGAIN_MS) return
    triedAt = now()
    const text = await fetchList().catch(() => '')
    const fresh = servicesIn(text, leastLabels)
    if (!fresh) return
    ;[listed, readAt] = [fresh, now()]
    await keep(path, text).catch(() => undefined)
  }

  let refreshing: Promise<void> = Promise.resolve()
  return async (domain) => {
    refreshing = refreshing.then(refresh)
    await refreshing
    return serviceFor(domain, listed) ?? serviceFor(domain, shipped)
  }
}

async function keptAt(path: string): Promise<{ text: string, at: number } | undefined> {
  try { return { text: await readFile(path, 'utf8'), at: (await stat(path)).mtimeMs } }
  catch { return undefined }
}

/** Whoever reads at this moment reads the old one or the new one, whole. */
async function keep(path: string, text: string) {
  await mkdir(dirname(path), { recursive: true })
  const draft = `${path}.${process.pid}`
  await writeFile(draft, text)
  await rename(draft, path)
}
