/** How often each message stood in the way, over all connections to its mailbox: a bad one must not block those behind it. */
export type Troubles = Map<number, number>

const BELIEVED_AFTER = 2
const GIVEN_UP_AFTER = 3

/** Counts one more trouble that this message made. */
export const blame = (troubles: Troubles, uid: number) => { troubles.set(uid, (troubles.get(uid) ?? 0) + 1) }

/** A server that announces more bytes than it sends, twice the same, is believed. */
export const isBelieved = (troubles: Troubles, uid: number) => (troubles.get(uid) ?? 0) >= BELIEVED_AFTER

/** Whether we go on without its bytes: it is quarantined, and stays on the server. */
export const isGivenUp = (troubles: Troubles, uid: number) => (troubles.get(uid) ?? 0) >= GIVEN_UP_AFTER
