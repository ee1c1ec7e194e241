import { readMessageId } from '../understanding/message-ids.ts'
import { isMade } from '../mail/threading.ts'
import type { Described } from '../mailboxes/mailbox.ts'

/** A message that stands in a mailbox. */
export type Standing = { uid: number, messageId: string | null }

/** What stands in a mailbox, compared with what we know of it. */
export type Ledger = {
  mailbox: string
  onServer: number
  accounted: number
  missing: Standing[]
  /** Accounted for under a UID where another message stands: what stands there was never read. */
  differing: Standing[]
  /** Messages whose bytes are not in the data directory any more, or not all of them. */
  lost: { intakeId: number, sha256: string }[]
  /** How many of those accounted for ended in each state; `before-start` are those that were there before we began. */
  states: Record<string, number>
}

/** Whether somebody must look at this mailbox. */
export const hasGap = ({ missing, differing, lost }: Pick<Ledger, 'missing' | 'differing' | 'lost'>) => missing.length + differing.length + lost.length > 0

/** Compares the UIDs on the server with the states known of them. Everything up to `baselineUid` was there before we began. */
export function compare(uids: readonly number[], states: ReadonlyMap<number, string>, baselineUid: number): { missing: number[], states: Record<string, number> } {
  const counts: Record<string, number> = {}
  const missing: number[] = []
  for (const uid of uids) {
    const state = states.get(uid) ?? (uid <= baselineUid ? 'before-start' : undefined)
    if (state === undefined) missing.push(uid)
    else counts[state] = (counts[state] ?? 0) + 1
  }
  return { missing, states: counts }
}

/** A message as we hold it. */
export type Copy = { size: number, messageId: string | null, sha256: string | null, originalCode?: string | null }

/**
 * Which messages may not be the ones we hold under their UIDs: they have another size or another Message-ID. `certain` have another
 * Message-ID; a size alone proves nothing, since servers count differently.
 */
export function doubtful(standing: readonly Described[], held: ReadonlyMap<number, Copy>): { doubtful: Described[], certain: Set<number> } {
  const certain = new Set<number>()
  const found = standing.filter((one) => {
    const copy = held.get(one.uid)
    if (!copy?.sha256) return false
    const differs = isOther(one.messageId, copy.messageId)
    if (differs) certain.add(one.uid)
    return differs || one.size !== copy.size
  })
  return { doubtful: found, certain }
}

function isOther(stands: string | null, kept: string | null): boolean {
  const read = stands === null ? null : readMessageId([stands])
  return read !== null && kept !== null && !isMade(kept) && read.toLowerCase() !== kept.toLowerCase()
}
