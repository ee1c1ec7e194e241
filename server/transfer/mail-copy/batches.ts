/** A message that is still to be copied. */
export type Waiting = { uid: number, size: number, tries: number }

/** Above this, a message is taken through a file, and never held in memory as a whole. */
export const LARGE = 1024 * 1024
const MOST_BYTES = 2 * 1024 * 1024
const MOST_MESSAGES = 50

/** All of these, by what may be read at once: some small ones, or one that is large. One that was on its way when a connection ended is read alone: it may be what ended it. */
export function inBatches<T extends Waiting>(waiting: readonly T[]): T[][] {
  const batches: T[][] = []
  for (let taken = 0; taken < waiting.length;) {
    const batch = nextBatch(waiting.slice(taken))
    batches.push(batch)
    taken += batch.length
  }
  return batches
}

function nextBatch<T extends Waiting>(waiting: readonly T[]): T[] {
  const batch: T[] = []
  let bytes = 0
  for (const message of waiting) {
    const isFull = batch.length === MOST_MESSAGES || bytes + message.size > MOST_BYTES
    if (batch.length > 0 && (isFull || isAlone(message))) break
    batch.push(message)
    bytes += message.size
    if (isAlone(message)) break
  }
  return batch
}

const isAlone = ({ size, tries }: Waiting) => size > LARGE || tries > 0

/** How often a message is tried that ends the connection, or that is refused beside others that are. */
const MOST_TRIES = 3
/** So many refusals one after another are not about the messages. */
const IN_A_ROW = 5

/** Whether enough was tried: it is noted with its reason, and passed over. */
export const isGivenUp = (tries: number): boolean => tries >= MOST_TRIES

/** Whether the destination refuses everything, rather than some messages. */
export const isAgainstAll = (refusedInARow: number): boolean => refusedInARow >= IN_A_ROW
