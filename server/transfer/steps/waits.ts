const HOUR_S = 3600
const DAY_S = 24 * HOUR_S
// Resolvers are to forget everything after a week at the latest (RFC 8767 §4).
const WEEK_S = 7 * DAY_S

/** The longest that registries let a DS or name servers be remembered, where nobody has measured it. */
export const USUAL_PARENT_TTL_S = 2 * DAY_S

const after = (now: number, seconds: number) => new Date(now + seconds * 1000).toISOString()

/** When the times that a zone had before are over everywhere: nobody remembers anything of it for longer than its new ones. */
export const shortEverywhereAt = (now: number, before: number): string => after(now, Math.min(before, WEEK_S))

/** When no resolver holds a DS any more that no server of the parent gives since `now`. An hour more: a registry is more machines than those that answered. */
export const unsignedEverywhereAt = (now: number, dsTtl: number): string => after(now, Math.min(dsTtl, WEEK_S) + HOUR_S)

/**
 * When nobody goes to the former name servers any more: whoever asked for them a moment before the parent named others remembers them for `nsTtl`, and what they
 * answered in the last of it for `records` more. A day at least, since some remember longer than they should.
 */
export const movedEverywhereAt = (now: number, { nsTtl, records }: { nsTtl: number | null, records: number | null | undefined }): string =>
  after(now, Math.max(DAY_S, Math.min((nsTtl ?? USUAL_PARENT_TTL_S) + (records ?? 0), WEEK_S)))
