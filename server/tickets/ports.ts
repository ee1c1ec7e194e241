/** What is searched of one message. */
export type SearchDocument = {
  messageId: number
  ticketId: number
  subject: string
  text: string
  /** Names and addresses of whoever wrote it and received it. */
  people: string
  /** The ticket's, so that XXX-XXX-XXXX finds it. */
  reference: string
}

/** A stretch of the feed, as the search must know it. */
export type SearchChanges = {
  /** The position the search must have for these changes to follow on. */
  after: number
  /** The position it has with them. */
  position: number
  /** New or changed; one that is known already is replaced. */
  documents: readonly SearchDocument[]
  /** Messages that are no longer there. */
  removed: readonly number[]
  /** Tickets whose messages went to another, in order. */
  moved: readonly { ticketId: number, intoId: number }[]
  /** Words were taken out of these documents: nothing of what they were may stay in the files of the search. */
  scrub?: boolean
}

/** A page of what a search found. */
export type Found = {
  /** Each ticket once, the one with the newest matching message first. May be fewer than the limit, even when `next` is given. */
  ticketIds: number[]
  /** The `before` of the next page; null when this was the last. */
  next: string | null
}

/** A projection of the messages for searching: it can be lost and built anew from the database at any time. Several processes of one host may feed it. */
export interface TicketSearch {
  /** Any text is a valid query. Refuses only a search that takes too long. */
  find(query: string, options: { limit: number, before?: string | undefined }): Promise<Found>
  /** How far the feed has been followed; null when it must be built first. */
  position(): Promise<number | null>
  /** All of the changes or, when another process came first, none: then it answers false. */
  apply(changes: SearchChanges): Promise<boolean>
  /** Builds it anew from all documents; until the end the old one goes on answering. Afterwards it stands at `position`. Answers false when another process is building it. */
  rebuild(position: number, batches: AsyncIterable<readonly SearchDocument[]>): Promise<boolean>
  close(): Promise<void>
}
