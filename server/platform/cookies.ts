import { parseCookie, stringifySetCookie } from 'cookie'

/** The cookie of that name in a Cookie header. */
export function cookieIn(header: string | undefined, name: string): string | undefined {
  return header === undefined ? undefined : parseCookie(header)[name]
}

/** A Set-Cookie header that scripts cannot read and other sites cannot send along. A `maxAge` of 0 (in seconds) removes it. */
export function cookieOf(name: string, value: string, { maxAge, secure }: { maxAge: number, secure: boolean }): string {
  return stringifySetCookie({ name, value, httpOnly: true, sameSite: 'lax', path: '/', maxAge, secure })
}
