import type { Readable } from 'node:stream'
import type { Account, Described, Fetched, Listed } from './mailbox.ts'

/**
 * One connection to one folder: nothing on the server is changed by looking, and nothing at all unless `writes`. After any failure it is of no
 * further use, and a new one is opened. Every method fails with a RemoteFailure when the connection is lost; an empty
 * answer always means that there is nothing.
 */
export interface MailboxConnection {
  readonly uidValidity: string
  readonly writes: boolean
  /** The UID the next message will get, as of the opening. */
  readonly uidNext: number
  /** UIDs above `after`, ascending. */
  uidsAfter(after: number): Promise<number[]>
  /** UIDs of messages that the server received on or after that day, ascending. */
  uidsSince(day: Date): Promise<number[]>
  /** Which of these still stand there. */
  present(uids: readonly number[]): Promise<number[]>
  list(uids: readonly number[]): Promise<Listed[]>
  /** Whole messages, in memory. A message that the server does not hand out is missing from the answer. */
  fetch(uids: readonly number[]): AsyncIterable<Fetched>
  /** One message as a stream. One that ends early looks like any other: compare its size with the one listed. */
  stream(uid: number): Promise<Readable>
  describe(uids: readonly number[]): Promise<Described[]>
  /** Sets a flag on those that still stand there. */
  mark(uids: readonly number[], flag: string): Promise<void>
  /** Moves those that still stand there into another folder, which is made when it is missing. */
  moveTo(uids: readonly number[], folder: string): Promise<void>
  /** Waits (IDLE, entered at once) until the server speaks of new messages, `forMs` has passed or `signal` ends it. */
  waitForNews(forMs: number, signal: AbortSignal): Promise<void>
  close(): Promise<void>
}

/** Opens a folder for reading. Fails with a RemoteFailure; its `retry` says whether the same account may work later. */
export type OpenMailbox = (account: Account) => Promise<MailboxConnection>
