import { isDiskFull, Refusal, RemoteFailure } from '../platform/errors.ts'
import { namedPlace, type Place, type Side } from '../transfer/mail-copy/account.ts'
import { unreached } from './probe-reasons.ts'

/** What ImapFlow says when something went wrong. */
export type Answered = { authenticationFailed?: boolean, responseText?: string, responseStatus?: string, serverResponseCode?: string, code?: string, tlsFailed?: boolean, message?: string }

// RFC 5530: it is not about the password, and passes.
const PASSING = new Set(['UNAVAILABLE', 'INUSE', 'LIMIT', 'SERVERBUG', 'CONTACTADMIN', 'PRIVACYREQUIRED'])
const CUT = new Set(['NoConnection', 'EConnectionClosed', 'ECONNRESET', 'EPIPE', 'ETIMEOUT', 'ETIMEDOUT', 'StateLogout', 'ClosedAfterConnectTLS', 'ClosedAfterConnectText'])
const LONGEST_SAID = 200

/** What a server said, short and on one line: it is shown to people. */
export const saidBy = ({ responseText, message }: Answered): string => (responseText ?? message ?? '').replaceAll(/[\p{Cc}\s]+/gu, ' ').trim().slice(0, LONGEST_SAID)

/** Which end it was, for people. */
export const named = (side: Side, place: Place): string => `the ${side} (${namedPlace(place)})`

/** Why an end could not be opened: by a Refusal where somebody must do something. */
export function openingFailure(side: Side, place: Place, error: unknown): Error {
  if (error instanceof Refusal || error instanceof RemoteFailure) return error
  const answered = error as Answered
  const who = named(side, place)
  const isPassing = isPassingIn(answered)
  if (answered.authenticationFailed && !isPassing) return new Refusal('conflict', `The password of ${who} is wrong, or its user is: the server answers “${saidBy(answered)}”. Ask for it again, then try again.`, { side, kind: 'password' })
  if (isNoTls(answered)) return new Refusal('conflict', `The server of ${who} does not speak TLS at port ${place.port}, and nothing is sent in the clear. IMAP with TLS is usually at port 993.`, { side, kind: 'no-tls' })
  if (isPassing || answered.responseStatus) return new RemoteFailure(who, true, `the server answers “${saidBy(answered)}”`)
  return new RemoteFailure(who, true, isCut(answered) ? 'it hung up' : unreached(error))
}

const isPassingIn = ({ serverResponseCode = '' }: Answered) => PASSING.has(serverResponseCode)
const isCut = ({ code = '' }: Answered) => CUT.has(code)
const isNoTls = ({ code = '', tlsFailed }: Answered) => code === 'EPROTO' || code === 'ERR_SSL_WRONG_VERSION_NUMBER' || (tlsFailed === true && !/CERT|ISSUER|ALTNAME/.test(code))

/** Why a command on an open connection failed. */
export function commandFailure(side: Side, place: Place, error: unknown): Error {
  if (error instanceof Refusal || error instanceof RemoteFailure) return error
  // Ours: a large message is kept for a moment.
  if (isDiskFull(error)) return error as Error
  const answered = error as Answered
  return new RemoteFailure(named(side, place), true, answered.responseStatus ? `the server answers “${saidBy(answered)}”` : 'the connection was lost')
}

const REFUSED = new Set(['NO', 'BAD'])
const SAYS_FULL = /quota|mailbox is full|not enough (disk )?(space|storage)/i
const SAYS_LARGE = /too (large|big)|size/i

/** What a refusal of a message is about; undefined when it is not about this message, and waiting may help. */
export function refusalOf(error: unknown): { refused: 'full' | 'too-large' | 'unwanted', says: string } | undefined {
  const answered = error as Answered
  const code = (answered.serverResponseCode ?? '').toUpperCase()
  // Before anything is sent, ImapFlow compares with the limit that the server has told.
  if (code === 'APPENDLIMIT') return { refused: 'too-large', says: '' }
  if (!REFUSED.has(answered.responseStatus ?? '')) return undefined
  const says = saidBy(answered)
  const refused = kindOf(code, says)
  return refused && { refused, says }
}

function kindOf(code: string, says: string): 'full' | 'too-large' | 'unwanted' | undefined {
  if (code === 'OVERQUOTA') return 'full'
  if (code === 'TOOBIG' || code === 'LIMIT') return 'too-large'
  if (SAYS_FULL.test(says)) return SAYS_LARGE.test(says) ? 'too-large' : 'full'
  return PASSING.has(code) ? undefined : 'unwanted'
}
