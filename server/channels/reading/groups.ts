import type { Listed } from '../mailboxes/mailbox.ts'

const MB = 1024 * 1024
// One group is being fetched, two wait or are read, one is stored: 4 × 4 MB, well under the 32 MB that may be in flight.
const GROUP_BYTES = 4 * MB
const GROUP_MESSAGES = 100
const STREAM_ABOVE_BYTES = 5 * MB

/** Messages that are fetched, understood and stored together; `upTo` is the last UID among them. A large one travels alone, as a stream. */
export type Group = { messages: Listed[], upTo: number, streamed: boolean }

/** Groups in the order given, small enough that a few of them in flight stay within the memory allowed. `cautious`: one by one, to find the message that breaks things. */
export function* groupsOf(listed: readonly Listed[], cautious: boolean): Generator<Group> {
  let messages: Listed[] = []
  let bytes = 0
  for (const one of listed) {
    const streamed = one.size > STREAM_ABOVE_BYTES
    const full = messages.length >= GROUP_MESSAGES || bytes + one.size > GROUP_BYTES
    if (streamed || cautious || full) {
      yield* together(messages)
      messages = []
      bytes = 0
    }
    if (streamed) yield { messages: [one], upTo: one.uid, streamed }
    else {
      messages.push(one)
      bytes += one.size
    }
  }
  yield* together(messages)
}

/** One group of these, or none when there are none. */
function together(messages: Listed[]): Group[] {
  const last = messages.at(-1)
  return last ? [{ messages, upTo: last.uid, streamed: false }] : []
}
