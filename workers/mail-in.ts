import { setTimeout as wait } from 'node:timers/promises'
import { mailboxesToRead } from '../server/channels/mailboxes/actions.ts'
import { followMailbox } from '../server/channels/reading/actions/follow.ts'
import type { World } from '../server/compose.ts'
import { leaseOn } from './lease.ts'
import { loop } from './loop.ts'
import type { Worker } from './worker.ts'

const LOOK_EVERY_MS = 2000

/** Reads every mailbox there is, each by one process at a time; a new one is noticed within seconds. */
export const mailIn: Worker = async (world, signal) => {
  const followed = new Map<number, Promise<void>>()
  await loop(async () => {
    for (const mailbox of await mailboxesToRead(world.database)) {
      if (followed.has(mailbox.id)) continue
      followed.set(mailbox.id, follow(world, mailbox, signal).finally(() => followed.delete(mailbox.id)))
    }
    return 'idle'
  }, { idleMs: LOOK_EVERY_MS, failMs: LOOK_EVERY_MS, signal, onError: error => world.log.error({ err: error }, 'The mailboxes could not be listed') })
  await Promise.all(followed.values())
}

/** Follows one mailbox for as long as its lease is ours. */
async function follow(world: World, mailbox: { id: number, name: string }, signal: AbortSignal) {
  const lease = leaseOn({ ...world, name: `mailbox:${mailbox.id}` })
  const lost = new AbortController()
  const until = AbortSignal.any([signal, lost.signal])
  try {
    if (!await lease.isOurs()) return
    const following = followMailbox(world, mailbox, until).finally(() => lost.abort())
    await keep(lease.isOurs, until, world)
    lost.abort()
    await following
  }
  catch (error) {
    world.log.error({ err: error, mailbox: mailbox.name }, 'Following a mailbox has ended; it begins again')
  }
  finally {
    lost.abort()
    await lease.release().catch(() => undefined)
  }
}

async function keep(isOurs: () => Promise<boolean>, signal: AbortSignal, { log }: World) {
  while (!signal.aborted) {
    await wait(1000, undefined, { signal }).catch(() => undefined)
    // A database that is away for a moment takes nothing from us: nobody else can take the lease either.
    const ours = signal.aborted || await isOurs().catch((error: unknown) => { log.warn({ err: error }, 'A lease could not be prolonged'); return true })
    if (!ours) return
  }
}
