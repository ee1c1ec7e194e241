import { setTimeout as wait } from 'node:timers/promises'
import { isDiskFull, isSystemFailure, RemoteFailure } from '../../../platform/errors.ts'
import type { Secrets } from '../../../platform/secrets.ts'
import { tellHealth } from '../../mailboxes/actions.ts'
import { changesServer } from '../../mailboxes/after.ts'
import type { Mailbox } from '../../mailboxes/mailbox.ts'
import type { MailboxConnection, OpenMailbox } from '../../mailboxes/ports.ts'
import { mailboxById } from '../../mailboxes/store.ts'
import { emptyTally, type Tally } from '../tally.ts'
import type { Troubles } from '../troubles.ts'
import { readMailbox, type Reading } from './read.ts'

/** What following a mailbox is done with. */
export type Following = Reading & { secrets: Secrets, openMailbox: OpenMailbox }

/** IDLE dies in silence now and then: we also look by ourselves. */
const LOOK_EVERY_MS = 2 * 60_000
const FIRST_PAUSE_MS = 1000
const LAST_PAUSE_MS = 60_000
/** Our own disk and database: nobody is molested by asking them often. */
const LAST_SYSTEM_PAUSE_MS = 10_000
/** Providers ban who insists with a wrong password. */
const REFUSED_PAUSE_MS = 15 * 60_000
const CAUTIOUS_AFTER = 2

/** A new connection to the mailbox; undefined when it has been removed. `look`: nothing may be changed by it, whatever the mailbox is set to. */
export async function connect({ database, secrets, openMailbox }: Following, mailboxId: number, { look = false } = {}): Promise<MailboxConnection | undefined> {
  const mailbox = await mailboxById(database.reader, mailboxId)
  return mailbox && openMailbox({ ...mailbox, password: secrets.open(mailbox.passwordSealed), writes: !look && changesServer(mailbox.after) })
}

/** Reads a mailbox for as long as `signal` lets it: to its end, then waits for news, with a new connection after each loss. */
export async function followMailbox(following: Following, mailbox: Pick<Mailbox, 'id' | 'name'>, signal: AbortSignal) {
  const troubles: Troubles = new Map()
  let failures = 0
  while (!signal.aborted) {
    const tally = emptyTally()
    const failure = await followOnce(following, { mailboxId: mailbox.id, troubles, tally, cautious: failures >= CAUTIOUS_AFTER }, signal).then(() => undefined, (error: unknown) => error)
    if (failure === undefined) return
    failures = tally.fetched > 0 ? 1 : failures + 1
    await tellFailure(following, mailbox, failure)
    await wait(pauseAfter(failure, failures), undefined, { signal }).catch(() => undefined)
  }
}

type Try = { mailboxId: number, troubles: Troubles, tally: Tally, cautious: boolean }

async function followOnce(following: Following, one: Try, signal: AbortSignal) {
  const connection = await connect(following, one.mailboxId)
  if (!connection) return
  try {
    // One that was opened for looking alone gives way to another when the mailbox is set to change something; it is followed anew.
    while (!signal.aborted && await isRight(following, one.mailboxId, connection)) {
      await readMailbox(following, { ...one, connection })
      await connection.waitForNews(LOOK_EVERY_MS, signal)
    }
  }
  finally {
    await connection.close()
  }
}

async function isRight({ database }: Following, mailboxId: number, { writes }: MailboxConnection): Promise<boolean> {
  const mailbox = await mailboxById(database.reader, mailboxId)
  return mailbox !== undefined && changesServer(mailbox.after) === writes
}

async function tellFailure({ database, clock, log }: Following, { id, name }: Pick<Mailbox, 'id' | 'name'>, failure: unknown) {
  if (isDiskFull(failure)) log.error({ err: failure, mailbox: name }, 'The disk is full: mail stays on its server, and is read when there is room')
  else log.warn({ err: failure, mailbox: name }, 'The mailbox cannot be read for now')
  // When it is our own database that fails, there is nowhere to write it but the log.
  await database.transaction(db => tellHealth({ db, now: clock() }, id, sentenceOf(failure))).catch((error: unknown) => log.error({ err: error }, 'The state of the mailbox could not be saved'))
}

function sentenceOf(failure: unknown): string {
  if (isDiskFull(failure)) return 'The disk is full: mail stays on its server, and is read when there is room.'
  return failure instanceof Error ? failure.message : String(failure)
}

function pauseAfter(failure: unknown, failures: number): number {
  if (failure instanceof RemoteFailure && !failure.retry) return REFUSED_PAUSE_MS
  const longest = isSystemFailure(failure) ? LAST_SYSTEM_PAUSE_MS : LAST_PAUSE_MS
  const pause = Math.min(FIRST_PAUSE_MS * 2 ** Math.min(failures - 1, 6), longest)
  return pause * (0.5 + Math.random())
}

const TRIES_AT_ONCE = 8

/** Reads a mailbox to its end, once; tries again a few times when the connection breaks, as long as that helps. */
export async function readToEnd(following: Following, mailboxId: number, onProgress?: (tally: Tally) => void): Promise<Tally> {
  const troubles: Troubles = new Map()
  const tally = emptyTally()
  for (let tries = 0; ; tries += 1) {
    const before = tally.fetched
    try {
      const connection = await connect(following, mailboxId)
      if (!connection) return tally
      try {
        await readMailbox(following, { mailboxId, connection, troubles, tally, cautious: tries >= CAUTIOUS_AFTER, ...(onProgress && { onProgress }) })
        return tally
      }
      finally {
        await connection.close()
      }
    }
    catch (error) {
      if (tally.fetched > before) tries = 0
      const hopeless = isSystemFailure(error) || !(error instanceof RemoteFailure) || !error.retry
      if (hopeless || tries >= TRIES_AT_ONCE) throw error
      following.log.warn({ err: error }, 'The connection broke; trying again')
      await wait(Math.min(100 * 2 ** tries, 3000))
    }
  }
}
