import type { ParsedMail } from '../understanding/message.ts'

/** A message's bytes: in memory, or in a file when too large for that. */
export type RawMail = { bytes: Uint8Array } | { path: string }

/** `unreadable` is a stable short word (docs/intake.md); `detail` is for the administrator. */
export type Understanding = { mail: ParsedMail } | { unreadable: string, detail?: string }

/** Reads messages in threads of their own, each with a limit of time and memory. Never throws on a message: what cannot be read is answered `unreadable`, with a reason. Fails only, as a failure of the system, when files, memory or threads have run out: the message is read again later. */
export interface MailParser {
  /** Begins the threads, which takes a moment, so that the first message need not wait for it. */
  prepare(): Promise<void>
  parse(raw: RawMail): Promise<Understanding>
  /** The decoded bytes of one attachment, by its place; undefined when there is none there. */
  attachment(raw: RawMail, part: number): Promise<Uint8Array | undefined>
  close(): Promise<void>
}
