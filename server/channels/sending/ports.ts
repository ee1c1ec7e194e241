import type { Readable } from 'node:stream'
import type { ComposedLetter } from './letter.ts'

/** One mail for one recipient: what the envelope says, and the bytes, to be opened as often as they are sent. */
export type Parcel = { from: string, to: string, size: number, open: () => Readable }

/**
 * What a server answered, in its words: it took the mail; it refused this one for good; it wants it later; or it is itself in trouble
 * (out of reach, silent, cut off, without our sign-in), which says nothing about the mail.
 */
export type ServerAnswer = { said: 'taken' | 'refused' | 'later' | 'trouble', words: string }

/** A server that our mail leaves by. `name` is for people: never with its password. */
export interface MailServer {
  readonly name: string
  /** Hands over one mail. Fails only when our own bytes cannot be read. */
  deliver(parcel: Parcel): Promise<ServerAnswer>
  /** Ends its connections, also in the middle of a mail. */
  close(): void
}

/** Makes the bytes of a mail; signed when there is a key for the domain it comes from. */
export type ComposeMail = (letter: ComposedLetter) => Promise<Readable>
