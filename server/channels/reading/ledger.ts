/** What stands in a mailbox, compared with what we know of it. */
export type Ledger = {
  mailbox: string
  onServer: number
  accounted: number
  missing: { uid: number, messageId: string | null }[]
  /** How many of those accounted for ended in each state; `before-start` are those that were there before we began. */
  states: Record<string, number>
}

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
