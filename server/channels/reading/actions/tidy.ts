import { RemoteFailure } from '../../../platform/errors.ts'
import { slices } from '../../../platform/rows.ts'
import { storedUids } from '../../mail/store.ts'
import { afterIn } from '../../mailboxes/after.ts'
import type { Mailbox } from '../../mailboxes/mailbox.ts'
import type { MailboxConnection } from '../../mailboxes/ports.ts'
import { mailboxById, saveTidied } from '../../mailboxes/store.ts'
import type { Storing } from './store-group.ts'

const AT_ONCE = 500

/**
 * Marks or files on the server what has been stored since the last time, if the mailbox is set so. What a killed process had not done
 * is done by the next one: how far it came is kept after each step, and each step may be done twice. Answers in a sentence what the
 * server would not do; the mail is safe all the same.
 */
export async function tidy(storing: Pick<Storing, 'database' | 'log'>, mailboxId: number, connection: MailboxConnection): Promise<string | null> {
  const mailbox = await mailboxById(storing.database.reader, mailboxId)
  if (!mailbox || !connection.writes || mailbox.uidValidity !== connection.uidValidity) return null
  try {
    await carryOn(storing, mailbox, connection)
    return null
  }
  catch (error) {
    if (!(error instanceof RemoteFailure)) throw error
    storing.log.warn({ err: error, mailbox: mailbox.name }, 'What was read could not be marked or filed on the server; it is tried again')
    return error.message
  }
}

async function carryOn({ database }: Pick<Storing, 'database'>, mailbox: Mailbox, connection: MailboxConnection) {
  const after = afterIn(mailbox.after)
  const [from, to] = [mailbox.afterUid ?? 0, mailbox.lastUid ?? 0]
  if (after.do === 'leave' || from >= to) return
  const uids = await storedUids(database.reader, { mailboxId: mailbox.id, uidValidity: connection.uidValidity, after: from, upTo: to })
  const done = (upTo: number) => database.transaction(db => saveTidied(db, mailbox, upTo))
  for (const some of slices(uids, AT_ONCE)) {
    if (after.do === 'mark') await connection.mark(some, after.flag)
    else await connection.moveTo(some, after.folder)
    await done(some.at(-1) ?? from)
  }
  await done(to)
}
