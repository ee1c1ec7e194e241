import type { Listed } from '../mailboxes/mailbox.ts'

const MB = 1024 * 1024
// One group is being fetched, two wait or are read, one is stored: 4 × 4 MB, well under the 32 MB that may be in flight.
const GROUP_BYTES = 4 * MB
const GROUP_MESSAGES = 100
const STREAM_ABOVE_BYTES = 5 * MB

/** Messages that are fetched, understood and stored together. A large one travels alone, as a stream. */
export type Group = { messages: Listed[], streamed: boolean }

/** Groups in the order given, small enough that a few of them in flight stay within the memory allowed. `cautious`: one by one, to find the message that breaks things. */
export function* groupsOf(listed: readonly Listed[], cautious: boolean): Generator<Group> {
  let messages: Listed[] = []
  let bytes = 0
  for (const one of listed) {
    const streamed = one.size > STREAM_ABOVE_BYTES
    const full = messages.length >= GROUP_MESSAGES || bytes + one.size > GROUP_BYTES
    if (messages.length > 0 && (streamed || cautious || full)) {
      yield { messages, streamed: false }
      messages = []
      bytes = 0
    }
    if (streamed) yield { messages: [one], streamed }
    else {
      messages.push(one)
      bytes += one.size
    }
  }
  if (messages.length > 0) yield { messages, streamed: false }
}
