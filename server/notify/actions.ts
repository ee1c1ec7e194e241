import { setTimeout as wait } from 'node:timers/promises'
import type { Database } from '../platform/db.ts'
import { eventsAfter, lastPosition } from '../platform/feed.ts'
import type { Log } from '../platform/log.ts'
import { changeSignal } from '../platform/wake.ts'
import { told } from './audience.ts'
import type { Push } from './ports.ts'

// A signal may be missed by nobody's fault; the feed is looked at this often in any case.
const MOST_MS = 1000
const AFTER_FAILURE_MS = 1000
const MOST_AT_ONCE = 500

type Following = {
  /** Resolves when nothing more will be told. */
  stop: () => Promise<void>
}

/**
 * Tells this process's consoles what happens from now on, in the order of the feed, within a tenth of a second.
 * A failing database is waited for: nothing that was numbered meanwhile is left out.
 */
export async function follow({ database, push, log }: { database: Database, push: Push, log: Log }): Promise<Following> {
  const signal = changeSignal(database)
  const stopping = new AbortController()
  let position = await lastPosition(database.reader)

  let isBehind = false

  async function turn() {
    if (!isBehind) await signal.next(MOST_MS)
    if (stopping.signal.aborted) return
    const events = await eventsAfter(database.reader, position, MOST_AT_ONCE)
    for (const [room, changes] of told(events)) push.tell(room, changes)
    position = events.at(-1)?.position ?? position
    isBehind = events.length === MOST_AT_ONCE
  }

  async function run() {
    while (!stopping.signal.aborted) {
      await turn().catch(async (error: unknown) => {
        log.warn({ err: error }, 'The feed could not be followed; trying again')
        await wait(AFTER_FAILURE_MS, undefined, { signal: stopping.signal }).catch(() => undefined)
      })
    }
  }

  const running = run()
  return {
    async stop() {
      stopping.abort()
      signal.close()
      await running
    },
  }
}
