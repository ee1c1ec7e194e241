import { z } from 'zod'

/** A server that takes our mail. */
export type MailServerAddress = {
  host: string
  port: number
  /** TLS from the first byte. */
  secure: boolean
  /** Nothing is said before TLS. */
  demandsTls: boolean
  credentials: { user: string, password: string } | undefined
  /** Whatever else its connection is to be told, by dotted names, as in `tls.rejectUnauthorized`. */
  options: Readonly<Record<string, string>>
}

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/i

/** Reads `smtp://user:password@host:587?tls.rejectUnauthorized=false`; undefined when it cannot be read. With a password, STARTTLS is demanded but on this machine. */
export function mailServerAt(text: string): MailServerAddress | undefined {
  const url = URL.parse(text)
  if (!url || !isOfServer(url)) return undefined
  const [user, password] = [decoded(url.username), decoded(url.password)]
  // Neither, or both.
  if (user === undefined || password === undefined || (user === '') !== (password === '')) return undefined
  const secure = url.protocol === 'smtps:'
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port) || usualPort(secure, user),
    secure,
    demandsTls: !secure && user !== '' && !LOOPBACK.test(url.hostname),
    credentials: user === '' ? undefined : { user, password },
    options: Object.fromEntries(url.searchParams),
  }
}

// What a connection may be told besides; anything else is a slip of the pen.
const OPTION = /^(tls\.[a-z]\w*|name|localAddress|authMethod|ignoreTLS|requireTLS|opportunisticTLS)$/i

function isOfServer({ protocol, hostname, pathname, hash, searchParams }: URL): boolean {
  return /^smtps?:$/.test(protocol) && hostname !== '' && /^\/?$/.test(pathname) && hash === '' && [...searchParams.keys()].every(name => OPTION.test(name))
}

function usualPort(secure: boolean, user: string): number {
  if (secure) return 465
  return user === '' ? 25 : 587
}

function decoded(part: string): string | undefined {
  try { return decodeURIComponent(part) }
  catch { return undefined }
}

const words = (text: string) => text.split(/\s+/).filter(Boolean)

/** PERMANENCE_SMTP_URL: servers with spaces between them, the first one first. */
export const MailServers = z.string().default('').transform((text, context) => words(text).flatMap((word) => {
  const server = mailServerAt(word)
  if (!server) context.addIssue('must be smtp://user:password@host:587 or smtps://user:password@host:465, several with spaces between them; in a user name or password write % as %25, @ as %40, / as %2F, # as %23')
  return server ?? []
}))

/** Where the key is that signs mail of this domain (RFC 6376). */
export type DkimSetting = { domain: string, selector: string, path: string }

/** PERMANENCE_DKIM: `domain:selector:/path/key.pem`, several with spaces between them. */
export const DkimSettings = z.string().default('').transform((text, context) => words(text).flatMap((word): DkimSetting[] => {
  const [, domain, selector, path] = /^([a-z\d.-]+):([\w.-]+):(.+)$/i.exec(word) ?? []
  if (domain && selector && path) return [{ domain: domain.toLowerCase(), selector, path }]
  context.addIssue('must be DOMAIN:SELECTOR:/path/key.pem, several with spaces between them')
  return []
}))
