import { resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as wait } from 'node:timers/promises'
import type { Database } from './db.ts'

/** Tells that somebody, in this process or another, may have committed something. */
export type ChangeSignal = {
  /** Resolves when something may have changed since it last resolved, and after `mostMs` in any case; at once when closed. */
  next: (mostMs: number) => Promise<void>
  close: () => void
}

const SQLITE_PAUSE_MS = 40
const SERVER_PAUSE_MS = 60

/** A signal for whoever follows the feed: cheap to ask often, and at most 100 ms late. */
export function changeSignal(database: Database): ChangeSignal {
  return database.engine === 'sqlite' ? fileSignal(database.url) : serverSignal(database)
}

/** SQLite counts for each connection what the others have committed: reading the count opens no transaction. */
function fileSignal(url: string): ChangeSignal {
  const connection = new DatabaseSync(resolve(url.slice('sqlite:'.length)), { readOnly: true })
  const version = connection.prepare('pragma data_version')
  return polled(() => Promise.resolve(String(version.get()?.['data_version'])), { pauseMs: SQLITE_PAUSE_MS, close: () => connection.close() })
}

/** A server has no such count: the ends of the feed, both found in an index, say whether it grew. */
function serverSignal({ reader }: Database): ChangeSignal {
  const newest = async () => {
    const row = await reader('events').max<{ id: number | null, position: number | null }[]>({ id: 'id', position: 'position' })
    return JSON.stringify(row)
  }
  return polled(newest, { pauseMs: SERVER_PAUSE_MS, close: () => undefined })
}

type Polling = { pauseMs: number, close: () => void }

function polled(read: () => Promise<string>, { pauseMs, close }: Polling): ChangeSignal {
  const closing = new AbortController()
  let seen: string | undefined
  return {
    async next(mostMs) {
      for (const until = Date.now() + mostMs; !closing.signal.aborted;) {
        const found = await read()
        if (found !== seen) { seen = found; return }
        const left = until - Date.now()
        if (left <= 0) return
        await wait(Math.min(pauseMs, left), undefined, { signal: closing.signal }).catch(() => undefined)
      }
    },
    close() {
      if (closing.signal.aborted) return
      closing.abort()
      close()
    },
  }
}
