import { all, first, plain, type Headers } from './bytes/headers.ts'

/** The bare List-Id (RFC 2919 §3), in lower case, or null. */
export function listIdOf(headers: Headers): string | null {
  const value = first(headers, 'list-id')
  if (value === undefined) return null
  const bracketed = value.lastIndexOf('<')
  const id = bracketed < 0 ? value.replace(/^.*\s/s, '') : value.slice(bracketed + 1).replace(/>.*$/s, '')
  return plain(id).replace(/\s+/g, '').toLowerCase().slice(0, 255) || null
}

/** Whether it came through a list or a forum. Announcements that one may unsubscribe from are not lists: nobody can answer there. */
export const isListMail = (headers: Headers) =>
  listIdOf(headers) !== null || all(headers, 'list-post').some(value => value !== '' && !/^no\b/i.test(value))
