import type { Database } from '../../platform/db.ts'
import { lastPosition } from '../../platform/feed.ts'
import type { SearchDocument, TicketSearch } from '../ports.ts'
import { documentsAfter } from '../search/queries.ts'

const BATCH = 250

/**
 * Builds the search anew from the database and answers how many messages it holds; null when another process is at it.
 * `tell` hears the count after each batch.
 */
export async function rebuildSearch({ database, search }: { database: Database, search: TicketSearch }, tell: (messages: number) => void = () => {}): Promise<number | null> {
  // Read before the messages: what comes in meanwhile is followed afterwards, some of it for the second time.
  const position = await lastPosition(database.reader)
  let messages = 0

  async function* batches(): AsyncGenerator<SearchDocument[]> {
    let last = 0
    for (;;) {
      const documents = await documentsAfter(database.reader, last, BATCH)
      if (documents.length === 0) return
      yield documents
      last = documents.at(-1)?.messageId ?? last
      messages += documents.length
      tell(messages)
    }
  }

  return await search.rebuild(position, batches()) ? messages : null
}
