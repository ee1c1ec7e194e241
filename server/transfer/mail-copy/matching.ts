/** Something that is known by its digest. */
type Known = { digest: string }

/**
 * Gives to each of `wanted` one of `found` with the same digest, both in their order, and none to two of them:
 * what stands twice on one side is met by two on the other.
 */
export function paired<W extends Known, F extends Known>(wanted: readonly W[], found: readonly F[]): { pairs: [W, F][], alone: F[] } {
  const waiting = new Map<string, W[]>()
  for (const one of wanted) waiting.set(one.digest, [...waiting.get(one.digest) ?? [], one])
  const pairs: [W, F][] = []
  const alone: F[] = []
  for (const one of found) {
    const first = waiting.get(one.digest)?.shift()
    if (first) pairs.push([first, one])
    else alone.push(one)
  }
  return { pairs, alone }
}
