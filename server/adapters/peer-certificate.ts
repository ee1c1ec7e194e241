import type { DetailedPeerCertificate, TLSSocket } from 'node:tls'

const MOST_NAMES = 100

/** A certificate that a server shows: until when, by whom and for which names. */
export type Shown = { expires: number, issuer: string, names: string[] }

/** What the server at the other end shows; undefined when it is none that can be read. */
export function certificateOn(socket: TLSSocket): Shown | undefined {
  const { valid_to: until, issuer, subjectaltname = '' } = socket.getPeerCertificate(true) as Partial<DetailedPeerCertificate>
  const expires = Date.parse(until ?? '')
  if (Number.isNaN(expires)) return undefined
  const names = subjectaltname.split(', ').filter(name => name.startsWith('DNS:')).map(name => name.slice(4, 257).toLowerCase()).slice(0, MOST_NAMES)
  return { expires, issuer: one(issuer?.O ?? issuer?.CN), names }
}

const one = (name: string | string[] | undefined) => String(Array.isArray(name) ? name[0] : name ?? '').slice(0, 200)
