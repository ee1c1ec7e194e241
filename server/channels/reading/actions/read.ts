import { CursorMoved } from '../../mail/actions/receive.ts'
import { tellHealth } from '../../mailboxes/actions.ts'
import type { MailboxConnection } from '../../mailboxes/ports.ts'
import { ahead } from './ahead.ts'
import { addTo, type Tally } from '../tally.ts'
import type { Troubles } from '../troubles.ts'
import { beginCursor } from './begin-cursor.ts'
import { fetchGroups } from './fetch.ts'
import { storeGroup, type Storing } from './store-group.ts'
import type { Keeping } from './keep.ts'
import { tidy } from './tidy.ts'

/** What reading a mailbox is done with. */
export type Reading = Storing & Keeping

/** One reading, over one connection. */
export type Attempt = {
  mailboxId: number
  connection: MailboxConnection
  troubles: Troubles
  cautious: boolean
  /** What has been read so far is added here, also when the attempt fails later. */
  tally: Tally
  /** Told after each group that is stored. */
  onProgress?: (tally: Tally) => void
}

const GROUPS_AHEAD = 2

/**
 * Reads a mailbox from its cursor to its end: fetching, understanding and storing overlap, each group is stored in one
 * transaction with the cursor. Fails with a RemoteFailure when the connection breaks; what was stored stays, and the next
 * attempt goes on from there. Only what is stored is then marked or filed on the server, if the mailbox is set so.
 */
export async function readMailbox(reading: Reading, attempt: Attempt): Promise<void> {
  let done = false
  while (!done) done = await readOnce(reading, attempt)
  const trouble = await tidy(reading, attempt.mailboxId, attempt.connection)
  await reading.database.transaction(async (db) => {
    await tellHealth({ db, now: reading.clock() }, attempt.mailboxId, null)
    if (trouble !== null) await tellHealth({ db, now: reading.clock() }, attempt.mailboxId, trouble)
  })
}

/** False when another process moved the cursor meanwhile: we begin again from where it is. */
async function readOnce(reading: Reading, attempt: Attempt): Promise<boolean> {
  const { connection, tally } = attempt
  const mailbox = await beginCursor(reading, attempt.mailboxId, connection)
  const uids = await connection.uidsAfter(mailbox.lastUid ?? 0)
  const groups = ahead(fetchGroups({ ...reading, ...attempt, mailbox }, uids), GROUPS_AHEAD)
  try {
    for await (const { upTo, arrivals } of groups) {
      addTo(tally, await storeGroup(reading, mailbox, { upTo, arrivals: await Promise.all(arrivals) }))
      attempt.onProgress?.(tally)
    }
    return true
  }
  catch (error) {
    if (!(error instanceof CursorMoved)) throw error
    return false
  }
}
