import { Refusal } from '../../../platform/errors.ts'
import type { Receiving } from '../../mail/actions/receive.ts'
import { forgetNumbers, heldIn, insertIntakes, renumber } from '../../mail/store.ts'
import type { Begin, Described, Mailbox } from '../../mailboxes/mailbox.ts'
import type { MailboxConnection } from '../../mailboxes/ports.ts'
import { mailboxById, startCursor } from '../../mailboxes/store.ts'
import { matchRenumbered } from '../renumbering.ts'

const DAY = 24 * 3600_000

/** The mailbox with a cursor that fits this connection: set at the first opening, kept at the next ones, found anew when the server has numbered its messages anew. */
export async function beginCursor(receiving: Receiving, mailboxId: number, connection: MailboxConnection): Promise<Mailbox> {
  const { database } = receiving
  const mailbox = await mailboxById(database.reader, mailboxId)
  if (!mailbox) throw new Refusal('not-found', 'This mailbox does not exist any more.')
  // A server restored from a backup may go on with lower UIDs under the same UIDVALIDITY: new mail would lie below the cursor for ever.
  const rewound = connection.uidNext <= (mailbox.lastUid ?? 0)
  if (mailbox.uidValidity === connection.uidValidity && !rewound) return mailbox
  if (mailbox.uidValidity === null) await firstCursor(receiving, mailbox, connection)
  else await renumbered(receiving, mailbox, connection)
  return await mailboxById(database.reader, mailboxId) ?? mailbox
}

async function firstCursor({ database, clock }: Receiving, { id, begin }: Mailbox, connection: MailboxConnection) {
  const before = await lastUidBefore(begin, connection, clock())
  await database.transaction(db => startCursor(db, id, { uidValidity: connection.uidValidity, lastUid: before, baselineUid: before }))
}

async function lastUidBefore(begin: Begin, connection: MailboxConnection, now: Date): Promise<number> {
  if (begin === 'all') return 0
  if (begin === 'now') return connection.uidNext - 1
  const [first] = await connection.uidsSince(new Date(now.getTime() - begin * DAY))
  return (first ?? connection.uidNext) - 1
}

/** What we hold gets its new UID; what is new to us lies after the cursor or is taken in by the next reading, and nothing comes twice. */
async function renumbered(receiving: Receiving, mailbox: Mailbox, connection: MailboxConnection) {
  const { database, clock } = receiving
  const standing = await connection.describe(await connection.uidsAfter(0))
  const { matched, unknown } = matchRenumbered(await heldIn(database.reader, mailbox.id), standing)
  const older = new Set(olderThanUs(mailbox, unknown))
  const firstNew = unknown.map(({ uid }) => uid).filter(uid => !older.has(uid)).reduce((least, uid) => Math.min(least, uid), connection.uidNext)
  const { uidValidity } = connection
  const ids = await receiving.ids(older.size)
  await database.transaction(async (db) => {
    await forgetNumbers(db, mailbox.id)
    for (const { id, uid } of matched) await renumber(db, { id, uidValidity, uid })
    await insertIntakes(db, standing.filter(({ uid }) => older.has(uid)).map(({ uid, size, deliveredAt }, index) => ({
      id: ids[index] ?? 0,
      arrived: { place: { source: 'imap', mailboxId: mailbox.id, uidValidity, uid }, envelope: null, sha256: null, size, deliveredAt, understood: { quarantined: 'before-start' } },
      state: 'ignored', reason: 'before-start', ticketId: null, messageId: null,
    })), clock().getTime())
    await startCursor(db, mailbox.id, { uidValidity, lastUid: firstNew - 1, baselineUid: 0 })
  })
}

/** Messages that were there before we began to read are still none of our business. */
function olderThanUs({ begin, createdAt }: Mailbox, unknown: readonly Described[]): number[] {
  if (begin === 'all') return []
  const since = begin === 'now' ? createdAt : createdAt - begin * DAY
  return unknown.filter(({ deliveredAt }) => deliveredAt < since).map(({ uid }) => uid)
}
