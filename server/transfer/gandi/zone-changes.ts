import type { RrSet } from './domain.ts'

const keyOf = ({ name, type }: Pick<RrSet, 'name' | 'type'>) => `${name.toLowerCase()} ${type.toUpperCase()}`
const isSame = (one: RrSet, other: RrSet) => one.ttl === other.ttl && hasSameValues(one, other)
const hasSameValues = (one: RrSet, other: RrSet) => [...one.values].sort().join('\n') === [...other.values].sort().join('\n')

/** What of `wanted` is not as it is wanted. */
export function lackingIn(found: readonly RrSet[], wanted: readonly RrSet[]): RrSet[] {
  const known = new Map(found.map(set => [keyOf(set), set]))
  return wanted.filter((set) => {
    const now = known.get(keyOf(set))
    return !now || !isSame(now, set)
  })
}

/** The same records, remembered for no longer than `most` seconds; those that are longer remembered now. The SOA is Gandi's own. */
export const shortened = (found: readonly RrSet[], most: number): RrSet[] => found.filter(({ type, ttl }) => type !== 'SOA' && ttl > most).map(set => ({ ...set, ttl: most }))

/** The records as they were before, of those that say the same as then and are remembered for another time: what was changed since stays. */
export function lengthenedAgain(found: readonly RrSet[], before: readonly RrSet[]): RrSet[] {
  const former = new Map(before.map(set => [keyOf(set), set]))
  return found.flatMap((set) => {
    const then = former.get(keyOf(set))
    return then && then.ttl !== set.ttl && hasSameValues(then, set) ? [{ ...set, ttl: then.ttl }] : []
  })
}

/** The longest time that any of them is remembered, in seconds. */
export const longest = (found: readonly RrSet[]): number => Math.max(0, ...found.map(({ ttl }) => ttl))
