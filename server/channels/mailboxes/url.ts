import { Refusal } from '../../platform/errors.ts'
import type { Account, Begin } from './mailbox.ts'

const FORM = 'imaps://user:password@host:993/INBOX'
const portOf = (secure: boolean) => secure ? 993 : 143
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/i

/** Reads `imaps://user:password@host:993/INBOX`. `imap://` is refused but to the loopback: the password would travel in the clear. Never repeats the URL in what it says. */
export function accountOf(text: string): Account {
  const url = URL.parse(text.trim())
  if (!isMailboxUrl(text) || !url?.hostname) throw new Refusal('invalid', `This is not the address of a mailbox. Write it as ${FORM}.`)
  if (!url.username || !url.password) throw new Refusal('invalid', `The address of the mailbox lacks its user or password. Write it as ${FORM}; in either, write @ as %40 and / as %2F.`)
  const secure = url.protocol === 'imaps:'
  if (!secure && !LOOPBACK.test(url.hostname)) throw new Refusal('invalid', 'imap:// without TLS is only for a server on this machine. Use imaps://.')
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port) || portOf(secure),
    secure,
    username: decoded(url.username),
    password: decoded(url.password),
    folder: decoded(url.pathname.replace(/^\//, '')) || 'INBOX',
  }
}

function decoded(part: string): string {
  try { return decodeURIComponent(part) }
  catch { throw new Refusal('invalid', 'The address of the mailbox has a % that is not followed by two hexadecimal digits. Write % itself as %25.') }
}

/** Whether `text` is meant as a mailbox's address rather than its name. */
export const isMailboxUrl = (text: string) => /^(imaps?|smtp):/i.test(text.trim())

/** The address of `smtp:ADDRESS`, whose mail is handed to us by the listener; undefined for anything else. */
export const smtpAddressIn = (text: string): string | undefined => /^smtp:\s*([^\s@<>"/]+@[^\s@<>"/]+)$/i.exec(text.trim())?.[1]?.toLowerCase()

/** `now`, `all`, or a number of days. */
export function beginOf(text: string): Begin {
  if (text === 'now' || text === 'all') return text
  const days = Number(text)
  if (!Number.isInteger(days) || days < 1 || days > 36_500) throw new Refusal('invalid', '--from takes now, all, or a number of days.')
  return days
}

/** A name for a mailbox that was given none: its user at its server, and the folder when it is not the inbox. */
export function defaultName({ username, host, folder }: Account): string {
  const who = username.includes('@') ? username : `${username}@${host}`
  return (folder.toUpperCase() === 'INBOX' ? who : `${who}/${folder}`).slice(0, 80)
}
