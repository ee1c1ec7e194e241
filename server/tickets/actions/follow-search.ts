import { setTimeout as wait } from 'node:timers/promises'
import type { Database } from '../../platform/db.ts'
import { eventsAfter } from '../../platform/feed.ts'
import type { Log } from '../../platform/log.ts'
import type { TicketSearch } from '../ports.ts'
import { touchedBy } from '../search/changes.ts'
import { documentsOf } from '../search/queries.ts'
import { rebuildSearch } from './rebuild-search.ts'

const BATCH = 250
const POLL_MS = 200
const MAX_PAUSE_MS = 30_000

type World = { database: Database, search: TicketSearch }

/** Brings the search up to the end of the feed (or builds it, when there is none) and answers how many events it followed. Any number of processes may do it at once. */
export async function followSearch(world: World): Promise<number> {
  for (let followed = 0; ;) {
    const position = await world.search.position()
    const events = position === null ? await begin(world) : await follow(world, position)
    if (events === 0) return followed
    followed += events
  }
}

/** Follows the feed until told to stop, and waits out what keeps it from following. */
export async function keepFollowing({ log, ...world }: World & { log: Log }, signal: AbortSignal): Promise<void> {
  for (let pause = POLL_MS; !signal.aborted;) {
    try {
      await followSearch(world)
      pause = POLL_MS
      await wait(POLL_MS, undefined, { signal })
    }
    catch (error) {
      if (signal.aborted) return
      log.error({ err: error }, 'The search could not follow what happens; it tries again')
      await wait(pause, undefined, { signal }).catch(() => undefined)
      pause = Math.min(pause * 2, MAX_PAUSE_MS)
    }
  }
}

/** Another process may be building: then there is nothing to do until it is done. */
const begin = async (world: World) => await rebuildSearch(world) ?? 0

async function follow({ database, search }: World, after: number): Promise<number> {
  const events = await eventsAfter(database.reader, after, BATCH)
  const [first, last] = [events[0], events.at(-1)]
  if (!first || !last) return 0
  // Positions have no holes but where old events were forgotten: this index slept too long to be brought up to date.
  if (first.position > after + 1) return begin({ database, search })
  const { messageIds, moved } = touchedBy(events)
  const documents = await documentsOf(database.reader, messageIds)
  const present = new Set(documents.map(({ messageId }) => messageId))
  const removed = messageIds.filter(id => !present.has(id))
  await search.apply({ after, position: last.position, documents, removed, moved, scrub: events.some(({ type }) => type === 'ticket.message-redacted') })
  return events.length
}
