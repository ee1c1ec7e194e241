import type { DesiredEntry } from './desired.ts'
import type { Change } from './change.ts'
import type { Entry, EntryKind } from './hosting.ts'

type Said = { name: string, kind: EntryKind, value: string }

const NAMES: readonly EntryKind[] = ['cname', 'mx', 'mx-second']

/** The value as it is compared: names in lower case, addresses and texts without what does not count. */
function valueOf({ kind, value }: Said): string {
  if (NAMES.includes(kind) || kind === 'a' || kind === 'aaaa') return value.trim().toLowerCase()
  return kind === 'default-mx' || kind === 'lists' ? '' : value.trim()
}

/** Whether both say the same. */
export const isSame = (one: Said, other: Said): boolean => one.name === other.name && one.kind === other.kind && valueOf(one) === valueOf(other)

const OCCUPANTS: readonly EntryKind[] = ['web', 'redirect', 'lists', 'custom']
const MAIL: readonly EntryKind[] = ['mx', 'mx-second']

/** A policy of which a name has one only: RFC 7208 §4.5, RFC 7489 §6.6.3. */
const policyOf = ({ kind, value }: Said) => kind === 'txt' ? /^v=(spf1|dmarc1)\b/i.exec(value.trim())?.[1]?.toLowerCase() : undefined

/** Whether two entries of a name cannot stand beside one another, or should not. */
export function isEither(one: Said, other: Said): boolean {
  if (one.name !== other.name || isSame(one, other)) return false
  if (one.kind === 'cname' || other.kind === 'cname') return true
  const policy = policyOf(one)
  return (policy !== undefined && policy === policyOf(other)) || occupy(one.kind, other.kind) || occupy(other.kind, one.kind)
}

/** Whether the one leaves no room for the other. */
function occupy(one: EntryKind, other: EntryKind): boolean {
  if (OCCUPANTS.includes(one)) return OCCUPANTS.includes(other) || other === 'a' || other === 'aaaa'
  return one === 'default-mx' && MAIL.includes(other)
}

/** What brings the entries of a domain about. What stands in the way of one is replaced or taken away, also when the one is there; everything else stays. */
export function missingEntries(domain: string, desired: readonly DesiredEntry[], actual: readonly Entry[]): Change[] {
  const wanted = desired.filter((entry, i) => desired.findIndex(other => isSame(other, entry)) === i)
  const isWanted = (there: Entry) => there.enabled && wanted.some(other => isSame(there, other))
  const gone = new Set<string>()
  return wanted.flatMap((entry) => {
    const isThere = actual.some(there => there.enabled && isSame(there, entry))
    const inTheWay = actual.filter(there => !gone.has(there.id) && !isWanted(there) && standsInTheWay(there, entry))
    for (const { id } of inTheWay) gone.add(id)
    const [first, ...others] = inTheWay
    const removed = (isThere ? inTheWay : others).map(({ id }): Change => ({ do: 'remove-entry', domain, id }))
    return isThere ? removed : [...removed, { do: 'entry', domain, name: entry.name, kind: entry.kind, value: entry.value, replaces: first?.id ?? null }]
  })
}

/** A disabled one of the same words is put back by replacing it. */
const standsInTheWay = (there: Entry, entry: Said) => isEither(there, entry) || (!there.enabled && isSame(there, entry))

/** Those that are wanted and exclude one another: nobody can bring both about. */
export const contradictions = (desired: readonly DesiredEntry[]): [DesiredEntry, DesiredEntry][] =>
  desired.flatMap((one, i) => desired.slice(i + 1).filter(other => isEither(one, other)).map((other): [DesiredEntry, DesiredEntry] => [one, other]))
