import type { Amount } from './estimate.ts'

const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const

/** Bytes as people say them: 1.2 GB. */
export function sizeInWords(bytes: number): string {
  const power = bytes < 1000 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3))
  const value = bytes / 1000 ** power
  return `${power > 0 && value < 10 ? value.toFixed(1) : value.toFixed(0)} ${UNITS[power] ?? ''}`
}

/** What a copy that goes on says of itself. */
export function goingWords({ address, folder, moved, of }: { address: string, folder: string | null, moved: Amount, of: Amount }): string {
  return [address, folder, `${sizeInWords(moved.bytes)} / ${sizeInWords(of.bytes)}`].filter(Boolean).join(' · ')
}

/** That the mailbox has no room for what is left, and how much it lacks. */
export function fullWords(place: string, { left, room }: { left: number, room: { used: number, limit: number } | null }): string {
  const full = `The destination (${place}) has no room for what is left to copy (${sizeInWords(left)})`
  if (!room) return `${full}. Give it that much more, then try again: the copy goes on where it stopped.`
  const missing = Math.max(0, room.used + left - room.limit)
  return `${full}: it holds ${sizeInWords(room.used)} of ${sizeInWords(room.limit)}, and needs ${sizeInWords(missing)} more. Raise its quota, then try again: the copy goes on where it stopped.`
}

/** A message that did not arrive, for the list that people go through: `why` in words. */
export type Unmatched = { folder: string, messageId: string | null, uid: number, why: string }

/** A line for each: the folder, which message, and why. */
export const unmatchedWords = (unmatched: readonly Unmatched[]): string[] =>
  unmatched.map(({ folder, messageId, uid, why }) => `${folder}: ${messageId === null ? `message ${uid}, without a Message-ID` : `<${messageId}>`} (${why})`)
