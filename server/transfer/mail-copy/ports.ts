import type { Readable } from 'node:stream'
import type { Account } from './account.ts'
import type { Listing } from './folders.ts'
import type { Listed } from './message.ts'

/** A folder that was entered. */
export type Entered = {
  uidValidity: string
  /** How many messages it holds. */
  messages: number
  /** The flags that may be set and stay; `\*` among them: any keyword. */
  permanentFlags: ReadonlySet<string>
  /** The largest message that may be put there, in bytes; null when the server does not say. */
  largest: number | null
}

/**
 * One connection to one mailbox. Every method fails with a RemoteFailure when the connection is lost; an empty answer always
 * means that there is nothing. After a failure it is of no further use. Methods on messages are about the folder entered last.
 */
export interface MailStore {
  folders(): Promise<Listing>
  /** The source is only looked at (EXAMINE). Answers undefined when the server does not open this folder. */
  enter(path: string): Promise<Entered | undefined>
  /** UIDs above this one, ascending. */
  uidsAfter(uid: number): Promise<number[]>
  /** Which of these still stand there. */
  present(uids: readonly number[]): Promise<number[]>
  list(uids: readonly number[]): AsyncIterable<Listed>
  flagsOf(uids: readonly number[]): Promise<Map<number, readonly string[]>>
  sizesOf(uids: readonly number[]): Promise<Map<number, number>>
  close(): Promise<void>
}

/** A message that is too large to be held in memory: it can be read as often as needed, until it is let go. */
export type Spooled = { size: number, hasNul: boolean, open: () => Readable, letGo: () => Promise<void> }

/** Where messages come from. Nothing of it is ever changed: no flag, no message, no folder. */
export interface MailSource extends MailStore {
  /** Whole messages, small ones. One that the server does not hand out is missing from the answer. */
  read(uids: readonly number[]): Promise<Map<number, Uint8Array>>
  /** One large message. Undefined when the server does not hand it out. */
  spool(uid: number): Promise<Spooled | undefined>
  /** When the last of the messages came that the server received on or after that day, UTC milliseconds; null for none. */
  lastSince(day: Date): Promise<number | null>
}

export type Appending = { body: Uint8Array | Spooled, flags: readonly string[], deliveredAt: number }

/** What came of one message: where it is now (`uid` is null when the server does not tell), or why it is not. */
export type Appended = { uid: number | null } | { refused: 'full' | 'too-large' | 'unwanted', says: string }

/** Where messages go. Nothing is ever removed there. */
export interface MailDestination extends MailStore {
  /** Makes a folder and subscribes to it. Answers why not, when the server refuses. */
  make(path: string): Promise<{ refused: string } | undefined>
  /** Puts a message into the folder that was entered. */
  append(message: Appending): Promise<Appended>
  /** Gives a message these flags and no other; those that may not be set must have been left out. */
  setFlags(uid: number, flags: readonly string[]): Promise<void>
  /** How much the mailbox holds and may hold, in bytes; null when the server does not tell. */
  room(): Promise<{ used: number, limit: number } | null>
}

type Opening = { signal: AbortSignal, bytesPerSecond: number }

/** Opens both ends. Each fails with a Refusal when somebody must do something (a wrong password), with a RemoteFailure when waiting may help; both say which end it was. */
export type MailStores = {
  openSource: (account: Account, opening: Opening) => Promise<MailSource>
  openDestination: (account: Account, opening: Opening) => Promise<MailDestination>
}
