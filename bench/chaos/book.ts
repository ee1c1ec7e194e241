import type { Mail } from './traffic.ts'

/** A mail that stood in the mailbox. `mayBeGone`: it was expunged, perhaps before anybody could read it. */
export type Delivered = { thread: number, mayBeGone: boolean }

/** An answer that a volunteer has written. */
export type Written = { storedMessageId: number, thread: number, to: string }

/** What was put into the world, by the Message-IDs of the mails that came: what must be found again at the end. */
export type Book = {
  delivered: Map<string, Delivered>
  written: Written[]
  /** Mails of ours that a member has answered already. */
  answered: Set<string>
  /** Addresses for which the mail server takes nothing, ever. */
  refuses: (address: string) => boolean
  note: (mails: readonly Mail[]) => void
}

export function newBook(): Book {
  const delivered = new Map<string, Delivered>()
  return {
    delivered, written: [], answered: new Set(), refuses: () => false,
    note: (mails) => { for (const { id, thread } of mails) delivered.set(id, { thread, mayBeGone: false }) },
  }
}

/** This mail was removed behind our back. */
export function mayBeGone({ delivered }: Book, id: string) {
  const found = delivered.get(id)
  if (found) found.mayBeGone = true
}
