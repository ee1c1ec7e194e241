import { sha256 } from '../../platform/signing.ts'

/** Where a mailbox is, and who opens it; the password is handed over apart. */
export type Place = { host: string, port: number, user: string }

/** A mailbox with its password, as long as it is open. */
export type Account = Place & { password: string }

/** Which of the two a failure is about. */
export type Side = 'source' | 'destination'

/** Both mailboxes, and the marks under which a run keeps their passwords. */
export type Access = { source: Place, destination: Place, sourcePassword: unknown, destinationPassword: unknown }

/** What a copy is asked to do. */
export type CopyRequest = {
  /** The same for every attempt at the same pass; another one begins a new pass, that brings only what is new. */
  pass: string
  runId: number
  /** Of which address, for people. */
  address: string
  source: Account
  destination: Account
  /** For a later step of the same run, which need not say it all again. */
  access?: Access | undefined
}

/** For people and logs: never the password. */
export const namedPlace = ({ user, host }: Place): string => `${user} at ${host}`

/** The same for the same two mailboxes, whoever asks: what was copied is known again. */
export const identityOf = ({ source, destination }: { source: Place, destination: Place }): string =>
  sha256([source, destination].map(({ host, user }) => `${host.toLowerCase()}\u0000${user}`).join('\u0000'))

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i

/** Whether a host is this machine, which nobody listens in on the way to. */
export const isLoopback = (host: string): boolean => LOOPBACK.test(host)

/** How the connection is made secret: TLS from the first byte, TLS asked for before anything else is said, or, on this machine alone, not at all. */
export function securityOf({ host, port }: Pick<Place, 'host' | 'port'>): 'tls' | 'starttls' | 'none' {
  if (port === 143) return isLoopback(host) ? 'none' : 'starttls'
  return isLoopback(host) && port !== 993 ? 'none' : 'tls'
}
