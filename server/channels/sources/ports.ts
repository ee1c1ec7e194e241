import { RemoteFailure } from '../../platform/errors.ts'
import type { Seen, SeenPost } from './seen.ts'
import type { Source } from './source.ts'

/** An answer to a topic of a forum. `since` is when it was written, UTC milliseconds: what stood there before is not it. */
export type ForumAnswer = {
  sourceId: number
  /** The topic, as in `topic/2354`. */
  threadKey: string
  /** The post that it answers, as in `post/48213`; null: the topic as a whole. */
  answersPostKey: string | null
  /** As it is written there: Markdown. */
  text: string
  since: number
}

/** A forum that can be answered by its API. */
export interface Forum {
  /**
   * Sees to it that the answer stands in its topic exactly once: looks before it posts, so that it may be asked again after any failure.
   * Fails with a RemoteFailure; its `retry` says whether the same answer may be taken later.
   */
  ensurePosted(answer: ForumAnswer): Promise<{ postKey: string, postUrl: string | null }>
}

/** Where a forum is, and as whom we speak to it; `signal` breaks off what is being asked. */
export type ForumAccess = { source: Source, apiKey: string, signal?: AbortSignal | undefined }

/** A forum that is read by its API. Everything fails with a RemoteFailure, in a sentence without secrets. */
export interface ForumApi {
  /** What has been said since `position`, the oldest first, and the newest posts as they stand now. Without a position only where to begin. */
  latest(position: string | null): Promise<Seen>
  /** These posts as they stand now, those that are no more among them; one that we may not read is missing. */
  these(postKeys: readonly string[]): Promise<readonly SeenPost[]>
  /** The posts with which a topic begins, the question first; none when we may not read it, `gone` when it is no more. */
  topic(threadKey: string): Promise<readonly SeenPost[] | 'gone'>
  /** See `Forum`. */
  ensurePosted(answer: Omit<ForumAnswer, 'sourceId'>): Promise<{ postKey: string, postUrl: string | null }>
}

/** Speaks to a forum; nothing is asked of it yet. */
export type OpenForum = (access: ForumAccess) => ForumApi

/** A page of the web as text, within limits of time and size; fails with a RemoteFailure. */
export type FetchText = (address: string, signal?: AbortSignal) => Promise<string>

/** The other side asks us to come back later. */
export class AskedToWait extends RemoteFailure {
  readonly waitMs: number

  constructor(remote: string, waitMs: number) {
    super(remote, true, new Error(`it asks us to wait for ${Math.ceil(waitMs / 1000)} seconds`))
    this.waitMs = waitMs
  }
}
