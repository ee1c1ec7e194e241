/** An answer of ours that nobody has seen yet where everybody reads it. */
export type AwaitedAnswer = { messageId: number, ticketId: number, discussionId: number, sourceId: number, text: string }
