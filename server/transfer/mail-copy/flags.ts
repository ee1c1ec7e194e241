const SYSTEM = new Map(['\\Seen', '\\Answered', '\\Flagged', '\\Draft'].map(flag => [flag.toLowerCase(), flag]))
const LONGEST = 60
// A keyword is an atom: nothing that the grammar of IMAP gives a meaning.
const KEYWORD = /^[^\\\s()[\]{}%*"\p{Cc}]+$/u
const MOST = 60

/**
 * The flags of a message that may be set in a folder which allows `permanent`. Never \Recent, which is the server's own, and
 * never \Deleted: what the source is about to lose is not lost here. Keywords where the folder takes new ones, or has this one.
 */
export function settable(flags: Iterable<string>, permanent: ReadonlySet<string>): string[] {
  const allowed = new Set([...permanent].map(flag => flag.toLowerCase()))
  const kept = [...flags].flatMap((flag) => {
    const system = SYSTEM.get(flag.toLowerCase())
    if (system) return allowed.has(system.toLowerCase()) ? [system] : []
    return KEYWORD.test(flag) && flag.length <= LONGEST && (allowed.has('\\*') || allowed.has(flag.toLowerCase())) ? [flag] : []
  })
  return [...new Set(kept)].sort().slice(0, MOST)
}

/** Without the keywords, for a server that promises to take them and does not. */
export const systemOnly = (flags: readonly string[]): string[] => flags.filter(flag => SYSTEM.has(flag.toLowerCase()))

/** Flags as one text that is the same for the same flags; \Recent and \Deleted do not count. */
export function flagText(flags: Iterable<string>): string {
  const counted = [...flags].map(flag => SYSTEM.get(flag.toLowerCase()) ?? flag).filter(flag => !/^\\(recent|deleted)$/i.test(flag))
  return [...new Set(counted)].sort().join(' ').slice(0, 1000)
}

/** What is known of a message that was copied: its flags at the source then, those it was given, and both as they are now. */
export type FlagsSeen = { sourceThen: string, givenThen: string, sourceNow: string, destinationNow: string }

/** Whether the flags at the destination follow: they have changed at the source, and nobody has touched them since at the destination. */
export const follows = ({ sourceThen, givenThen, sourceNow, destinationNow }: FlagsSeen): boolean =>
  sourceNow !== sourceThen && destinationNow === givenThen && sourceNow !== destinationNow
