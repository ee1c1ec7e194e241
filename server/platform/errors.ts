/** Why a person is refused; each has its HTTP status in http.ts. */
export type RefusalCode = 'not-found' | 'forbidden' | 'unauthenticated' | 'conflict' | 'stale' | 'invalid' | 'too-many'

/** An error the person in front of the screen can understand and act on. Anything else is a bug. */
export class Refusal extends Error {
  readonly code: RefusalCode
  /** What a program needs to help the person further; its shape belongs to the code. */
  readonly details: Record<string, unknown>

  constructor(code: RefusalCode, message: string, details: Record<string, unknown> = {}) {
    super(message)
    this.name = 'Refusal'
    this.code = code
    this.details = details
  }
}

/** The other side failed. `retry` says whether trying again later can help. */
export class RemoteFailure extends Error {
  readonly remote: string
  readonly retry: boolean

  constructor(remote: string, retry: boolean, cause: unknown) {
    super(`${remote}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
    this.name = 'RemoteFailure'
    this.remote = remote
    this.retry = retry
  }
}

// What says that the ground under us has gone (a server away, a disk full or read-only), rather than that one piece of work is bad.
const SYSTEM_CODES = /^(E(CONN|PIPE|NOSPC|IO|ROFS|MFILE|NFILE|NOMEM|AGAIN|DQUOT|HOST|NET|TIMEDOUT|NOENT|NOTDIR|EXIST|ACCES|PERM|NOTFOUND|AI_AGAIN)|PROTOCOL_|POOL_|CONNECTION_)/
// Shutdown, read-only, too many connections, table or disk full, server gone; user, password or database refused.
const MYSQL_ERRNOS = new Set([1021, 1040, 1044, 1045, 1049, 1053, 1114, 1129, 1180, 1203, 1290, 1317, 1836, 1927, 2006, 2013])
// BUSY, LOCKED, NOMEM, READONLY, IOERR, CORRUPT, FULL, CANTOPEN, PROTOCOL, NOTADB.
const SQLITE_CODES = new Set([5, 6, 7, 8, 10, 11, 13, 14, 15, 26])

const NO_ROOM_CODES = new Set<unknown>(['ENOSPC', 'EDQUOT'])
const MYSQL_NO_ROOM = new Set([1021, 1114])
const SQLITE_FULL = 13

/** Whether there was no room on a disk: ours, or that of the database. */
export function isDiskFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code, errno, errcode } = error as Error & { code?: unknown, errno?: unknown, errcode?: unknown }
  return NO_ROOM_CODES.has(code) || MYSQL_NO_ROOM.has(Number(errno)) || (typeof errcode === 'number' && (errcode & 0xff) === SQLITE_FULL)
}

/** Whether waiting for the system to recover is the cure: the work itself was not at fault and must be done again, not set aside. */
export function isSystemFailure(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code, errno, errcode, fatal } = error as Error & { code?: unknown, errno?: unknown, errcode?: unknown, fatal?: unknown }
  return error.name === 'KnexTimeoutError'
    // mysql2 says so of a connection that can be used no more, sometimes without any code.
    || fatal === true
    || (typeof code === 'string' && SYSTEM_CODES.test(code))
    || MYSQL_ERRNOS.has(Number(errno))
    || (typeof errcode === 'number' && SQLITE_CODES.has(errcode & 0xff))
}
