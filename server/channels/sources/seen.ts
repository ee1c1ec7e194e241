import type { PostedMail } from './posted-mail.ts'

/** A post as its forum shows it now. */
export type SeenPost = {
  /** What it says, and whose it is. */
  post: Omit<PostedMail, 'event' | 'postKey'> & { postKey: string }
  /** Another one each time the words change. */
  version: string
  /** When the words were last changed, UTC milliseconds. */
  changedAt: number
  /** It has come since where the reading began. */
  isNew: boolean
  /** It is the question with which its topic begins. */
  opens: boolean
  /** It has been taken away, or is hidden from everybody. */
  isGone: boolean
  /** It has been declared the solution. */
  isSolution: boolean
}

/** What a forum shows, and up to where that has been read: a word of its own, which it is given back the next time. */
export type Seen = { posts: readonly SeenPost[], position: string }
