import { log as audit } from '../../../audit/store.ts'
import type { Context } from '../../../platform/context.ts'
import { isSystemFailure, Refusal } from '../../../platform/errors.ts'
import { record } from '../../../platform/record.ts'
import type { Mailbox } from '../../mailboxes/mailbox.ts'
import { activeMailboxes, mailboxById } from '../../mailboxes/store.ts'
import { isDue, isLate } from '../due.ts'
import { hasGap } from '../ledger.ts'
import { askForCheck, lastChecks, saveCheck } from '../store.ts'
import { checkLedger } from './check-ledger.ts'
import type { Following } from './follow.ts'

/** Compares with the database each mailbox whose time has come, and keeps what was found. A gap is an error in the log. */
export async function checkDue(following: Following) {
  const now = following.clock()
  const due = (await lastChecks(following.database.reader)).filter(last => isDue(last, now))
  for (const { id } of due) {
    const mailbox = await mailboxById(following.database.reader, id)
    if (mailbox) await checkOne(following, mailbox)
  }
}

async function checkOne(following: Following, mailbox: Mailbox) {
  const { database, log, clock } = following
  const at = clock().getTime()
  const found = await checkLedger(following, mailbox, { patient: true }).then(ledger => ({ ledger }), (error: unknown) => {
    if (isSystemFailure(error)) throw error
    log.warn({ err: error, mailbox: mailbox.name }, 'A mailbox could not be compared with the database; it is tried again in an hour')
    return { failure: error instanceof Error ? error.message : 'unknown' }
  })
  if ('ledger' in found && hasGap(found.ledger)) {
    const { missing, differing, lost } = found.ledger
    log.error({ mailbox: mailbox.name, missing: missing.length, differing: differing.length, lost: lost.length, uids: [...missing, ...differing].slice(0, 20).map(({ uid }) => uid) }, 'A mailbox holds messages that the database does not account for')
  }
  await database.transaction(async (db) => {
    await saveCheck(db, mailbox.id, { at, ...found })
    await record({ db, now: clock() }, { type: 'mailbox.changed', mailboxId: mailbox.id })
  })
}

/** Somebody wants a mailbox compared now. */
export async function askForLedgerCheck(context: Context, mailboxId: number) {
  const mailbox = await mailboxById(context.db, mailboxId)
  if (!mailbox) throw new Refusal('not-found', 'There is no such mailbox')
  await askForCheck(context.db, mailboxId, context.now.getTime())
  await audit(context, { did: 'mailbox.check-asked', mailboxId })
  await record(context, { type: 'mailbox.changed', mailboxId })
}

/** Says in the log which mailboxes have become late, or are read again. `late` remembers what was said. */
export async function tellLate({ database, clock, log }: Pick<Following, 'database' | 'clock' | 'log'>, late: Set<number>) {
  const now = clock().getTime()
  for (const mailbox of await activeMailboxes(database.reader)) {
    const { id, name, checkedAt, failure } = mailbox
    const isNow = isLate(mailbox, now)
    if (isNow && !late.has(id)) log.error({ mailbox: name, checkedAt, failure }, 'A mailbox has not been read for a quarter of an hour')
    if (!isNow && late.has(id)) log.info({ mailbox: name }, 'A mailbox is read again')
    if (isNow) late.add(id)
    else late.delete(id)
  }
}
