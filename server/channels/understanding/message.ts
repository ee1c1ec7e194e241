/** An address as written in a header, with the domain in lower case. `name` is empty when there is none. */
export type MailAddress = { address: string, name: string }

/** What a delivery status notification says (RFC 3464), or a free-text bounce as far as it can be read. */
export type Bounce = {
  /** The addresses that failed. */
  recipients: readonly string[]
  /** As in 5.1.1 (RFC 3463); null when none is given. */
  status: string | null
  /** failed, delayed, delivered, relayed, expanded; null when none is given. */
  action: string | null
  originalMessageId: string | null
  /** What the server said, in its words; null when that cannot be told. */
  diagnostic: string | null
}

/** What a server writes of where a message comes from: the value of an Authentication-Results header (RFC 8601), and how many Received headers stand above it. */
export type AuthenticationField = { value: string, hops: number }

/** The mail of ours that a complaint (RFC 5965) or a confirmation that it was shown (RFC 8098) speaks of: by its Message-ID, and by the return path it was sent with. */
export type Report = { messageId: string | null, returnPath: string | null }

/** What the servers on the way wrote of a message's coming: when the last of them took it, UTC milliseconds, and the nearest public host that handed it over. */
export type Arrival = { at: number | null, host: string | null }

/** A part of a message that is not its words. */
export type MailAttachment = {
  /** Its place among the attachments of the message, from 0: how it is found again in the raw bytes. */
  part: number
  filename: string | null
  contentType: string
  /** Bytes, decoded. */
  size: number
  disposition: string | null
  contentId: string | null
  /** Of the decoded bytes, in hexadecimal. */
  sha256: string
}

/** What the intake understands of a message. Plain data: it crosses threads. Strings are well-formed and hold no NUL. Message-IDs keep their angle brackets. */
export type ParsedMail = {
  from: MailAddress | null
  to: readonly MailAddress[]
  cc: readonly MailAddress[]
  replyTo: readonly MailAddress[]
  subject: string
  /** UTC milliseconds, or null when there is no readable date. */
  date: number | null
  messageId: string | null
  inReplyTo: readonly string[]
  references: readonly string[]
  /** The bare List-Id (RFC 2919), without brackets or description. */
  listId: string | null
  /** Came through a list or a forum (List-Id or List-Post). */
  isList: boolean
  /** What the software of a list or a forum has written into the header, by lower-case names (carrier.ts); From stands beside it as it was written. */
  carrier: Readonly<Record<string, readonly string[]>>
  /** Why it counts as automatic, or null for a human's message. The reasons are listed in docs/intake.md. */
  automatic: string | null
  bounce: Bounce | null
  /** A feedback report (RFC 5965). */
  complaint: boolean
  forwardedFrom: MailAddress | null
  /** From the top of the header down; anybody may have written any of them. */
  authentication: readonly AuthenticationField[]
  /** How many addresses stand in From: of several, none is proved by anything. */
  authors: number
  /** Why a machine should not answer it, though a person may have written it: `bulk`, `suppressed`; null when nothing is said. */
  silence: string | null
  /** The language its author's program declares (Content-Language), as in `fr`. */
  language: string | null
  text: string
  /** How much of the text its first part is; null when it has one only. What a list adds may be a part of its own. */
  leadLength: number | null
  visibleReply: string
  /** Sanitised; null when there is no HTML part. */
  html: string | null
  attachments: readonly MailAttachment[]
  /** Under which of our addresses it came, as the receiving server noted it, in lower case. */
  deliveredTo: readonly string[]
  /** What a complaint or a confirmation says of the mail of ours it is about; null for all others. */
  report: Report | null
  /** What the servers on the way wrote of its coming. */
  arrival: Arrival
  /** How many servers it came through (Received headers). */
  hops: number
  /** Value of our X-Permanence-Installation header, when it has one. */
  installation: string | null
  /** Hash of what the author wrote (sender, date, subject, text, attachments): the same for copies that took different ways. */
  fingerprint: string
  /** Short stable words for what was wrong with it, listed in docs/intake.md. */
  problems: readonly string[]
}
