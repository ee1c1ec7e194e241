import { heldIn } from '../../mail/store.ts'
import type { Mailbox } from '../../mailboxes/mailbox.ts'
import type { MailboxConnection } from '../../mailboxes/ports.ts'
import { compare, type Ledger } from '../ledger.ts'
import { matchRenumbered } from '../renumbering.ts'
import { connect, type Following } from './follow.ts'

/** Compares a mailbox with the database, message by message. Changes nothing on either side. */
export async function checkLedger(following: Following, mailbox: Mailbox): Promise<Ledger> {
  const connection = await connect(following, mailbox.id)
  if (!connection) return { mailbox: mailbox.name, onServer: 0, accounted: 0, missing: [], states: {} }
  try {
    const uids = await connection.uidsAfter(0)
    const { missing, states } = compare(uids, await known(following, mailbox, connection), mailbox.baselineUid ?? 0)
    const described = new Map((await connection.describe(missing)).map(one => [one.uid, one.messageId]))
    return { mailbox: mailbox.name, onServer: uids.length, accounted: uids.length - missing.length, missing: missing.map(uid => ({ uid, messageId: described.get(uid) ?? null })), states }
  }
  finally {
    await connection.close()
  }
}

/** The state of each UID as the server numbers them now, even when it has changed its numbers since we last read. */
async function known({ database }: Following, mailbox: Mailbox, connection: MailboxConnection): Promise<Map<number, string>> {
  const held = await heldIn(database.reader, mailbox.id)
  if (mailbox.uidValidity === connection.uidValidity) return new Map(held.flatMap(({ uid, state }) => uid === null ? [] : [[uid, state]]))
  const { matched } = matchRenumbered(held, await connection.describe(await connection.uidsAfter(0)))
  const stateOf = new Map(held.map(({ id, state }) => [id, state]))
  return new Map(matched.map(({ id, uid }) => [uid, stateOf.get(id) ?? 'unknown']))
}
