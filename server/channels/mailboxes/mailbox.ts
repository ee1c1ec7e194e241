/** A mailbox we read: an IMAP account and a folder of it. */
export type Mailbox = {
  id: number
  name: string
  host: string
  port: number
  secure: boolean
  username: string
  passwordSealed: string
  folder: string
  /** From where to begin the first time. */
  begin: Begin
  /** Null until it was opened for the first time. */
  uidValidity: string | null
  /** Everything up to this UID is accounted for. */
  lastUid: number | null
  /** Everything up to this UID was there before we began, and is none of our business. */
  baselineUid: number | null
  /** What is done on the server with a message once it is stored (after.ts). */
  after: string
  /** Up to this UID it has been done. */
  afterUid: number | null
  checkedAt: number | null
  failure: string | null
  createdAt: number
}

/** With what came after it was added, with everything, or with the last so many days. */
export type Begin = 'now' | 'all' | number

/** What a connection needs; the password is open. */
export type Account = Pick<Mailbox, 'host' | 'port' | 'secure' | 'username' | 'folder'> & { password: string, /** The connection may change what stands on the server. */ writes?: boolean }

/** A message on the server, before its bytes are asked for. */
export type Listed = { uid: number, size: number, deliveredAt: number }
/** A message with its bytes. */
export type Fetched = Listed & { bytes: Uint8Array }
/** Enough to recognise a message under another UID. */
export type Described = Listed & { messageId: string | null }

/** A beginning as it is stored. */
export const printBegin = (begin: Begin) => String(begin)
/** A beginning as it was stored. */
export const parseBegin = (text: string): Begin => text === 'now' || text === 'all' ? text : Number(text)
