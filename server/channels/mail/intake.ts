import type { ParsedMail } from '../understanding/message.ts'

/** What can become of a message; the words are explained in docs/intake.md. */
export type IntakeState = 'opened' | 'joined' | 'own' | 'duplicate' | 'ignored' | 'refused' | 'quarantined'

/** Where a message stood when we took it, so that it can be found there again. */
export type Place =
  | { source: 'imap', mailboxId: number, uidValidity: string, uid: number }
  | { source: 'smtp' | 'portal' | 'demo' }
  /** Told by the API or the feed of a list or a forum. */
  | { source: 'forum', sourceId: number }

/** What the sending server said beside the message. */
export type Envelope = { from: string | null, to: readonly string[], remote?: string }

/** A message from outside, its bytes safe on the disk, as far as it was understood. */
export type Arrived = {
  place: Place
  envelope: Envelope | null
  /** Null for the rare message that the server would not hand out. */
  sha256: string | null
  size: number
  /** When the server received it, UTC milliseconds. */
  deliveredAt: number
  understood: { mail: ParsedMail } | { quarantined: string }
}

/** What became of a message, and why. */
export type Intake = {
  id: number
  arrived: Arrived
  state: IntakeState
  reason: string
  ticketId: number | null
  messageId: number | null
}

/** What became of a batch. */
export type Received = {
  intakes: readonly Intake[]
  /** How many tickets, opened by earlier batches, turned out to belong to another: their first messages count as joined from now on. */
  merges: number
}
