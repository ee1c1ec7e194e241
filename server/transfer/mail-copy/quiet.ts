import type { Folder } from './folders.ts'

const HOUR_MS = 3_600_000
const NOT_COUNTED = new Set(['\\Junk', '\\Trash', '\\All', '\\Flagged', '\\Important', '\\Drafts'])

/** Whether new mail in this folder means that the mailbox is still in use: junk comes for years. */
export const counts = ({ holdsMessages, role }: Folder): boolean => holdsMessages && (role === null || !NOT_COUNTED.has(role))

/** Whether nothing has come for so many hours; `last`: when the last message came, of those that are near enough to matter. */
export function quietSince({ last, hours, now }: { last: number | null, hours: number, now: number }) {
  const passed = last === null || last <= now - hours * HOUR_MS
  const says = last === null || passed ? `nothing new has come for ${hours} hours` : `the last message came at ${new Date(last).toISOString().slice(0, 16).replace('T', ' ')} UTC`
  return { passed, says, result: { last: last === null ? null : new Date(last).toISOString(), hours } }
}
