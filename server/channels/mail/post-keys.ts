import type { Posted } from '../sources/post.ts'
import { baseSubject } from './threading.ts'

/**
 * The names under which a post, its thread and its title are kept among the Message-IDs: the same post may come by mail and by API, and few
 * forums thread their mail. With their blanks no mail can carry one.
 */
export function postKeys({ source: { id }, post: { postKey, threadKey, title } }: Posted) {
  const named = (key: string | null) => key === null ? null : `source ${id} ${key}`
  const words = baseSubject(title)
  return { self: named(postKey), thread: named(threadKey), title: named(words === '' ? null : `title/${words}`) }
}

/** All of them that there are. */
export const allKeys = (posted: Posted): string[] => Object.values(postKeys(posted)).filter(key => key !== null)
