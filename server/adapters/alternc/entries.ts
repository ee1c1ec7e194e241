import type { Applied, Entry, EntryKind } from '../../provisioners/hosting.ts'

const TYPES = { 'web': 'vhost', 'redirect': 'url', 'a': 'ip', 'aaaa': 'ipv6', 'cname': 'cname', 'txt': 'txt', 'mx': 'mx', 'mx-second': 'mx2', 'default-mx': 'defmx', 'lists': 'sympa-robot' } as const
const KINDS = new Map<string, EntryKind>(Object.entries(TYPES).map(([kind, type]) => [type, kind as EntryKind]))
// AlternC marks by three further types which pages are shown with https; they are pages all the same.
const PAGES = /^vhost-(http|https|both)$/

/** What AlternC calls that kind of entry; undefined for those it does not make for us. */
export const typeOf = (kind: EntryKind): string | undefined => kind === 'custom' || kind === 'lists' ? undefined : TYPES[kind]

/** An entry as AlternC keeps it. */
export type KeptEntry = { id: string, name: string, type: string, value: string, enabled: boolean, action: string, result: string }

/** An entry in our words. Of a kind of AlternC's own, the value names the kind. */
export function entryOf({ type, action, result, ...kept }: KeptEntry): Entry {
  const kind = PAGES.test(type) ? 'web' : KINDS.get(type) ?? 'custom'
  const value = kind === 'custom' ? [type, kept.value].filter(Boolean).join(' ') : kept.value
  return { id: kept.id, name: kept.name, kind, value, enabled: kept.enabled, applied: appliedOf({ action, result }, 'The web server was not told: its template is missing, or the account is a special one.') }
}

/** How far AlternC's own jobs have come: `OK` once they are through, and then `0`, or nothing, when they could do it. */
export function appliedOf({ action, result }: { action: string, result: string }, failure: string): Applied {
  if (action !== 'OK') return { state: 'waiting', says: null }
  return ['', '0'].includes(result.trim()) ? { state: 'applied', says: null } : { state: 'failed', says: result.trim() === '1' ? failure : result }
}

export const ZONE_LOCKED = 'The zone was not written: somebody locked its file by hand.'
