import type { Readable } from 'node:stream'
import type { AttachedMessage } from '../inside/contract.ts'

/** The bytes of messages as they came. */
export interface MessageBytes {
  /** The whole message; the stream fails when nothing is kept under this digest. */
  raw(sha256: string): Readable
  /** The decoded bytes of one attachment, by its place in the message; undefined when there is none there. */
  attachment(sha256: string, part: number): Promise<Uint8Array | undefined>
  /** What an attached message says, from its own bytes; undefined when it is none that can be read. */
  message(content: Uint8Array): Promise<AttachedMessage | undefined>
}
