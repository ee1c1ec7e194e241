import type { Blobs } from './blobs.ts'
import type { Database } from './db.ts'
import { pendingMigrations } from './migrate.ts'

const FEED_PATIENCE_MS = 60_000
// What a mailbox may have in flight at once.
const LEAST_ROOM = 32 * 1024 * 1024

/** What is looked at. */
export type Examined = { database: Database, blobs: Pick<Blobs, 'room'> }

/** What keeps this installation from working, in sentences; none when it is ready. */
export async function troubles({ database, blobs }: Examined, now: Date): Promise<string[]> {
  return [...await troublesOfDisk(blobs), ...await troublesOfDatabase(database, now)]
}

async function troublesOfDisk({ room }: Examined['blobs']): Promise<string[]> {
  try {
    const left = await room() ?? LEAST_ROOM
    return left < LEAST_ROOM ? [`The disk of the data directory is full: ${Math.floor(left / 2 ** 20)} MB are left. Mail is neither lost nor read until there is room; then it goes on by itself.`] : []
  }
  catch {
    return ['The data directory cannot be used: check PERMANENCE_DATA_DIR and its disk.']
  }
}

async function troublesOfDatabase(database: Database, now: Date): Promise<string[]> {
  try {
    const pending = await pendingMigrations(database)
    if (pending > 0) return [`The database lacks ${pending} of the migrations of this version: run \`permanence migrate\`.`]
    const late = await feedDelay(database, now)
    return late > FEED_PATIENCE_MS ? [`Events have been waiting for their position for ${Math.round(late / 1000)} seconds: is the worker \`feed\` running?`] : []
  }
  catch {
    return ['The database does not answer, or was never migrated: check PERMANENCE_DATABASE_URL, then run `permanence migrate`.']
  }
}

/** How long the oldest event without a position has been waiting, in milliseconds. */
async function feedDelay({ reader }: Database, now: Date): Promise<number> {
  const oldest = await reader('events').whereNull('position').orderBy('id').first<{ at: number } | undefined>({ at: 'created_at' })
  return oldest ? now.getTime() - oldest.at : 0
}

/** How many events wait for their position. */
export async function waitingEvents({ reader }: Database): Promise<number> {
  const found = await reader('events').whereNull('position').count<{ waiting: number }[]>({ waiting: '*' })
  return Number(found[0]?.waiting ?? 0)
}
