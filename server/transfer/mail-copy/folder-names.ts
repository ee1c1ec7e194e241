/** How a mailbox writes the paths of its folders: what stands before each, and between a folder and those within it. */
export type Writing = { prefix: string, delimiter: string }

const isInbox = (name: string) => name.toUpperCase() === 'INBOX'
// Control characters, also those that only steer how text runs.
const INVISIBLE = /[\p{Cc}\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu
const LONGEST_PLAIN = 60
const MOST_LEVELS = 30

/** The names of a folder and of those that it lies within, outermost first, without what a server puts before them all. */
export function namesIn(path: string, { prefix, delimiter }: Writing): string[] {
  if (isInbox(path)) return ['INBOX']
  const bare = prefix !== '' && path.startsWith(prefix) ? path.slice(prefix.length) : path
  return (delimiter === '' ? [bare] : bare.split(delimiter)).filter(name => name !== '')
}

/** Whether everything lies within the inbox there: what lies within ours needs no second level. */
const liesInInbox = ({ prefix, delimiter }: Writing) => isInbox(delimiter !== '' && prefix.endsWith(delimiter) ? prefix.slice(0, -delimiter.length) : prefix)

const withoutInbox = (names: readonly string[]) => names.length > 1 && isInbox(names[0] ?? '') ? names.slice(1) : names

function written(names: readonly string[], { prefix, delimiter }: Writing): string {
  const [near, far] = [names.slice(0, MOST_LEVELS), names.slice(MOST_LEVELS)]
  const last = far.length > 0 ? [far.join('_')] : []
  return prefix + [...near, ...last].join(delimiter === '' ? ' - ' : delimiter)
}

/** The path that a folder of these names has there. What a name may not contain there is written `_`. */
export function pathOf(names: readonly string[], there: Writing): string {
  if (names.length === 1 && isInbox(names[0] ?? '')) return 'INBOX'
  const kept = liesInInbox(there) ? withoutInbox(names) : names
  return written(kept.map(name => (there.delimiter === '' ? name : name.replaceAll(there.delimiter, '_')).replaceAll(INVISIBLE, '_')), there)
}

/** A path of letters, digits, spaces and hyphens alone, for a server that refuses the true one. */
export function plainPathOf(names: readonly string[], there: Writing): string {
  const plain = (name: string) => name.normalize('NFC').replaceAll(/[^\p{L}\p{M}\p{N} _-]/gu, '_').trim().slice(0, LONGEST_PLAIN).trim() || '_'
  return written(withoutInbox(names).map(plain), there)
}

/** The folders that one lies within, outermost first, without itself. */
export function parentsOf(path: string, { prefix, delimiter }: Writing): string[] {
  if (delimiter === '') return []
  const names = (path.startsWith(prefix) ? path.slice(prefix.length) : path).split(delimiter)
  return names.slice(1).map((_, index) => prefix + names.slice(0, index + 1).join(delimiter))
}
