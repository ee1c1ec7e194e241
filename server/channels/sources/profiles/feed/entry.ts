/** One entry of a feed, as far as it says it; of Atom and RSS alike. */
export type Entry = {
  /** Unique in the feed, and never changed. */
  id: string
  title: string
  link: string | null
  author: string
  category: string | null
  /** UTC milliseconds; null when it does not say. */
  at: number | null
  changedAt: number | null
  text: string | null
  html: string | null
  /** The id of the entry it answers (RFC 4685). */
  answers: string | null
}

/** An instant in UTC milliseconds, or null. */
export function instantOf(written: string | null): number | null {
  const at = Date.parse(written?.trim() ?? '')
  return Number.isNaN(at) || at < 0 ? null : at
}
