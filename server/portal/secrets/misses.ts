const WINDOW_MS = 15 * 60_000
const MOST = 30
const MOST_ADDRESSES = 5000

/** Counts who tries addresses that lead nowhere, within a quarter of an hour. A key has 80 bits: this is for whoever tries all the same, and for our log. */
export function missesCounted() {
  const misses = new Map<string, { count: number, until: number }>()
  const ofNow = (address: string, now: number) => {
    const known = misses.get(address)
    return known && known.until > now ? known : undefined
  }
  return {
    /** Whether nothing is to be looked up any more for whoever asks from there. */
    isTooMuch: (address: string, now: number): boolean => (ofNow(address, now)?.count ?? 0) >= MOST,
    /** One more that led nowhere. */
    note(address: string, now: number) {
      const { count, until } = ofNow(address, now) ?? { count: 0, until: now + WINDOW_MS }
      misses.delete(address)
      misses.set(address, { count: count + 1, until })
      for (const oldest of misses.keys()) if (misses.size > MOST_ADDRESSES) misses.delete(oldest)
    },
  }
}
