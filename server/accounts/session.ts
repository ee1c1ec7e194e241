const DAY_MS = 86_400_000
/** How long a session lives after it was last used. */
export const SESSION_MS = 30 * DAY_MS

/** The name of the cookie that holds the session's token. */
export const SESSION_COOKIE = 'permanence_session'

/** When a session begun or used now ends. */
export const sessionEnd = (now: Date): Date => new Date(now.getTime() + SESSION_MS)

/** A session in use lives on; it is written again once a day at most. */
export const isWorthProlonging = (expiresAt: number, now: Date): boolean => expiresAt - now.getTime() < SESSION_MS - DAY_MS
