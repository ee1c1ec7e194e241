const DAY_MS = 86_400_000
/** How long a session lives after it was last used. */
export const SESSION_MS = 30 * DAY_MS

/** The name of the cookie that holds the session's token. */
export const SESSION_COOKIE = 'permanence_session'

/** When a session begun or used now ends. */
export const sessionEnd = (now: Date): Date => new Date(now.getTime() + SESSION_MS)

/** A session in use lives on; it is written again once a day at most. */
export const isWorthProlonging = (expiresAt: number, now: Date): boolean => expiresAt - now.getTime() < SESSION_MS - DAY_MS

const HALF_MS = 10 * 60_000

/** Until when the code may be entered after the password. */
export const halfSessionEnd = (now: Date): Date => new Date(now.getTime() + HALF_MS)

const USE_MS = 10 * 60_000

/** When a session was last used is known to ten minutes, and written as seldom. */
export const isWorthNoting = (usedAt: number, now: Date): boolean => now.getTime() - usedAt > USE_MS

const KEY = 16

/** How a session is called in the list of its agent's sessions: enough of its digest to be told apart, and nothing that lets anybody in. */
export const sessionKey = (tokenHash: string): string => tokenHash.slice(0, KEY)
