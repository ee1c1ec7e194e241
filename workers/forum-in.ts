import { readSource } from '../server/channels/sources/following/actions.ts'
import { sourcesDue } from '../server/channels/sources/following/queries.ts'
import { takeIn } from '../server/channels/reading/actions/take-in.ts'
import type { World } from '../server/compose.ts'
import { leaseOn } from './lease.ts'
import { loop } from './loop.ts'

const LOOK_EVERY_MS = 1000
const FAIL_MS = 10_000
const PROLONG_EVERY_MS = 2000

/** What of the world reading forums needs. */
export type ForumWorld = Pick<World, 'database' | 'secrets' | 'clock' | 'log' | 'openForum' | 'fetchText' | 'holder' | 'blobs' | 'parser' | 'ids' | 'signer'> & { config: Pick<World['config'], 'baseUrl'> }

/** Reads the forums that have an API key and the feeds, each by one process at a time: every two minutes, and as soon as a webhook says so. */
export async function forumIn(world: ForumWorld, signal: AbortSignal) {
  const working = new Map<number, Promise<void>>()
  await loop(async () => {
    const due = await sourcesDue(world.database.reader, world.clock().getTime())
    for (const { id, name } of due.filter(({ id }) => !working.has(id))) {
      working.set(id, readOnce(world, id, signal)
        .catch((error: unknown) => world.log.error({ err: error, source: name }, 'What a forum said could not be taken in; it is tried again'))
        .finally(() => working.delete(id)))
    }
    return 'idle'
  }, { idleMs: LOOK_EVERY_MS, failMs: FAIL_MS, signal, onError: error => world.log.error({ err: error }, 'The forums could not be listed') })
  await Promise.all(working.values())
}

async function readOnce(world: ForumWorld, id: number, signal: AbortSignal) {
  const lease = leaseOn({ ...world, name: `source:${id}` })
  if (!await lease.isOurs()) return
  // Reading takes longer than a lease.
  const prolonging = setInterval(() => { lease.isOurs().catch(() => undefined) }, PROLONG_EVERY_MS)
  try {
    // Another process may have read it while this one looked.
    const due = await sourcesDue(world.database.reader, world.clock().getTime())
    if (due.some(source => source.id === id)) await readSource({ ...world, signal, takeIn: mails => takeIn(world, mails) }, id)
  }
  finally {
    clearInterval(prolonging)
    await lease.release().catch(() => undefined)
  }
}
