/** A message that is noted as copied, with what it measures. */
export type Noted = { destinationUid: number | null, size: number, messageId: string | null, sourceUid: number }

/** What a folder holds for us: how many, how many bytes, and which of them are not there as they should be. */
export type Checked = { messages: number, bytes: number, unmatched: { messageId: string | null, uid: number, why: string }[] }

/** Compares what is noted with the sizes that the destination tells, by UID. */
export function verified(noted: readonly Noted[], sizes: ReadonlyMap<number, number>): Checked {
  const checked: Checked = { messages: 0, bytes: 0, unmatched: [] }
  for (const { destinationUid, size, messageId, sourceUid } of noted) {
    const there = destinationUid === null ? undefined : sizes.get(destinationUid)
    if (there === size) {
      checked.messages += 1
      checked.bytes += size
    }
    else checked.unmatched.push({ messageId, uid: sourceUid, why: there === undefined ? 'it is not at the destination' : `it measures ${there} bytes at the destination, and ${size} at the source` })
  }
  return checked
}
