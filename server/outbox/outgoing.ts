import type { Hold, MailAddress, OutgoingKind } from './contract.ts'

/** A file that goes with a mail: its bytes are kept in the data directory under their digest. */
export type LetterFile = { filename: string, contentType: string, size: number, sha256: string }

/** An answer for everybody on a list or a forum, and what carries it there. */
export type LetterPost = {
  by: 'mail' | 'api' | 'hand'
  sourceId: number
  /** The name of the list or forum. */
  place: string
  /** Of a forum: its topic, and the post that is answered. */
  threadKey: string | null
  answersPostKey: string | null
  /** When it was written, UTC milliseconds. */
  since: number
}

/** What a mail says, decided once when it is put into the outbox: trying again changes nothing of it. */
export type Letter = {
  /** Null: the house writes, by whichever mailbox it has. */
  from: MailAddress | null
  /** With the token of its ticket; null: answers go to `from`. */
  replyTo: string | null
  to: readonly MailAddress[]
  cc: readonly MailAddress[]
  subject: string
  text: string
  html: string
  inReplyTo: string | null
  references: readonly string[]
  files: readonly LetterFile[]
  /** For everybody on a list or a forum. */
  post?: LetterPost
}

/** A mail to be put into the outbox. */
export type Outgoing = {
  id: number
  kind: OutgoingKind
  /** With its angle brackets; the same however often it is tried. */
  messageId: string
  letter: Letter
  ticketId: number | null
  /** The message of the ticket that it carries. */
  storedMessageId: number | null
  mailboxId: number | null
  agentId: number | null
  /** Null: it may leave at once. */
  hold: { why: Extract<Hold, 'undo' | 'scheduled'>, until: Date } | { why: 'by-hand' } | null
}

/** Whether a machine wrote it: marked as such (RFC 3834), so that no other machine answers. */
export const isAutomatic = (kind: OutgoingKind): boolean => kind === 'acknowledgement' || kind === 'account'

/** Whether it answers a member: one that is lost brings their ticket back. */
export const isAnswer = (kind: OutgoingKind): boolean => kind === 'reply' || kind === 'post'

/** Whether its words are sealed, since they hold a secret. */
export const isSecret = (kind: OutgoingKind): boolean => kind === 'account'

/** Everybody it goes to, once, in lower case. */
export const recipientsOf = ({ to, cc }: Pick<Letter, 'to' | 'cc'>): string[] => [...new Set([...to, ...cc].map(({ address }) => address.toLowerCase()))]

/** Where it goes: to everybody it is addressed to, or, when no mail carries it, to its list or forum by name. */
export const placesOf = (letter: Pick<Letter, 'to' | 'cc' | 'post'>): string[] => letter.post && letter.post.by !== 'mail' ? [letter.post.place] : recipientsOf(letter)
