import { setTimeout as wait } from 'node:timers/promises'
import { sendMail } from '../server/channels/sending/actions/send.ts'
import { dueMails } from '../server/outbox/queries.ts'
import { loop } from './loop.ts'
import type { Worker } from './worker.ts'

const LOOK_EVERY_MS = 100
const AT_ONCE = 4
/** How long a mail that is being handed over may take to end when we are told to stop. */
const GRACE_MS = 5000

/** Sends what may leave, several mails at once. Any number of processes may do it: each mail is claimed by one. */
export const outbox: Worker = async (world, signal) => {
  const { database, clock, log } = world
  const working = new Map<number, Promise<void>>()
  const send = (id: number) => sendMail(world.sending, id)
    .then(() => undefined, (error: unknown) => { log.error({ err: error, outboxId: id }, 'Sending a mail was interrupted; it is tried again'); return wait(1000) })
    .finally(() => working.delete(id))

  await loop(async () => {
    if (working.size >= AT_ONCE) await Promise.race(working.values())
    const due = await dueMails(database.reader, clock(), AT_ONCE + working.size)
    const free = due.filter(id => !working.has(id)).slice(0, AT_ONCE - working.size)
    for (const id of free) working.set(id, send(id))
    return free.length > 0 ? 'again' : 'idle'
  }, { idleMs: LOOK_EVERY_MS, failMs: 1000, signal, onError: error => log.error({ err: error }, 'The outbox could not be read') })

  await Promise.race([Promise.all(working.values()), wait(GRACE_MS)])
  world.sending.hangUp()
  await Promise.all(working.values())
}
