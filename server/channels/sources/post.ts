import type { Source } from './source.ts'

/** What a list or a forum says with one message, whatever way it came: mail, API, feed. What cannot be told is null. */
export type Post = {
  /** Names its thread within the source, as in `topic/2354`; null: its Message-IDs do. */
  threadKey: string | null
  /** Names it within the source, as in `post/48213`: the same post may come twice. */
  postKey: string | null
  author: {
    name: string
    /** Their name at the forum. */
    handle: string | null
    /** Their own, never that of the list or forum. */
    address: string | null
  }
  /** Without tags and prefixes. */
  title: string
  /** What the author wrote, without what the software adds and without what they quote. */
  words: string
  postUrl: string | null
  threadUrl: string | null
  category: string | null
  /** Where a mail becomes an answer to it, as far as this differs from the address of the source. */
  replyAddress: string | null
  /** Whether it is ours, coming back. */
  isOwn: boolean
  /** Whether only its author and we can read it there. */
  isPrivate: boolean
  /** Why it is no post but the software's own words (docs/intake.md), as in `list-service`. */
  service: string | null
  /** Of the software's own words: the Message-ID of ours that they are about. */
  about: string | null
  /** What is told: something was said, changed, taken away, or declared the solution. */
  event: 'said' | 'edited' | 'removed' | 'solved'
}

/** A post, and the list or forum it is of. */
export type Posted = { source: Source, post: Post }

/** A post of which nothing is known but what it says. */
export const UNKNOWN_POST: Omit<Post, 'author' | 'title' | 'words'> = {
  threadKey: null, postKey: null, postUrl: null, threadUrl: null, category: null, replyAddress: null, isOwn: false, isPrivate: false, service: null, about: null, event: 'said',
}
