import type { Posted } from '../sources/post.ts'
import { baseSubject } from './threading.ts'

/**
 * The names under which a post, its thread and its title are kept among the Message-IDs: the same post may come by mail and by API, and few
 * forums thread their mail. With their blanks no mail can carry one.
 */
export function postKeys({ source: { id }, post: { postKey, threadKey, title } }: Posted) {
  const named = (key: string | null) => key === null ? null : nameAt(id, key)
  const words = baseSubject(title)
  return { self: named(postKey), thread: named(threadKey), title: named(words === '' ? null : `title/${words}`) }
}

/** The name that a post or a thread of this source is kept under. */
export const nameAt = (sourceId: number, key: string) => `source ${sourceId} ${key}`

/** All of them that there are. */
export const allKeys = (posted: Posted): string[] => Object.values(postKeys(posted)).filter(key => key !== null)
