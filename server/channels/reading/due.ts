/** When a mailbox was last compared with the database, and whether somebody has asked for it since. UTC milliseconds. */
export type LastCheck = { askedAt: number | null, checkedAt: number | null, failure: string | null, createdAt: number }

const HOUR = 3600_000
// From one to five in UTC it is night wherever in Europe the house is.
const isNight = (now: Date) => now.getUTCHours() >= 1 && now.getUTCHours() < 5

/** Whether it is time for the check: when asked for, once a night, an hour after one that failed; by day only when there was no night. */
export function isDue({ askedAt, checkedAt, failure, createdAt }: LastCheck, now: Date): boolean {
  if (askedAt !== null && askedAt >= (checkedAt ?? 0)) return true
  const age = now.getTime() - (checkedAt ?? createdAt)
  if (failure !== null) return age > HOUR
  return age > 30 * HOUR || (age > 12 * HOUR && isNight(now))
}

const PATIENCE_MS = 15 * 60_000

/** Whether a mailbox has not been read to its end for a quarter of an hour. */
export const isLate = ({ checkedAt, createdAt }: Pick<LastCheck, 'checkedAt' | 'createdAt'>, now: number) => now - (checkedAt ?? createdAt) > PATIENCE_MS

/** A message that came this lately is not missing: it is being read. */
export const isJustIn = (deliveredAt: number, now: number) => deliveredAt > now - PATIENCE_MS
