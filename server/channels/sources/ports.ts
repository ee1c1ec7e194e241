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
