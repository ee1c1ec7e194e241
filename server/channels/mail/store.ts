import type { Db, Transaction } from '../../platform/db.ts'
import { insertRows, slices } from '../../platform/rows.ts'
import { identityOf } from './threading.ts'
import type { Intake, IntakeState } from './intake.ts'

/** One row for each message that came, whatever became of it. */
export async function insertIntakes(db: Transaction, intakes: readonly Intake[], at: number) {
  await insertRows(db, 'intakes', intakes.map(({ id, arrived, state, reason, ticketId, messageId }) => ({
    id,
    source: arrived.place.source,
    mailbox_id: arrived.place.source === 'imap' ? arrived.place.mailboxId : null,
    uid_validity: arrived.place.source === 'imap' ? arrived.place.uidValidity : null,
    uid: arrived.place.source === 'imap' ? arrived.place.uid : null,
    sha256: arrived.sha256,
    size: arrived.size,
    envelope: arrived.envelope && JSON.stringify(arrived.envelope),
    message_id: 'mail' in arrived.understood ? identityOf(arrived.understood.mail).slice(0, 1000) : null,
    state,
    reason: reason.slice(0, 300),
    ticket_id: ticketId,
    stored_message_id: messageId,
    delivered_at: arrived.deliveredAt,
    created_at: at,
  })))
}

/** What came for one ticket came for the other, into which it was merged. */
export async function moveIntakes(db: Transaction, fromTicketId: number, intoTicketId: number) {
  await db('intakes').where({ ticket_id: fromTicketId, state: 'opened' }).update({ state: 'joined', reason: 'thread' })
  await db('intakes').where({ ticket_id: fromTicketId }).update({ ticket_id: intoTicketId })
}

/** Which of these UIDs are accounted for already. */
export async function knownUids(db: Transaction, { mailboxId, uidValidity }: { mailboxId: number, uidValidity: string }, uids: readonly number[]): Promise<Set<number>> {
  const known = new Set<number>()
  for (const some of slices(uids)) {
    const rows = await db('intakes').where({ mailbox_id: mailboxId, uid_validity: uidValidity }).whereIn('uid', some).select<{ uid: number }[]>('uid')
    for (const { uid } of rows) known.add(uid)
  }
  return known
}

/** A message that came from a mailbox, and where it stands there: `uid` is null when that is not known any more. */
export type Held = { id: number, uid: number | null, state: IntakeState, messageId: string | null, size: number, deliveredAt: number }

const HELD_AT_ONCE = 5000

/** Everything that came from a mailbox, under whatever UIDVALIDITY, in the order it came. */
export async function heldIn(db: Db, mailboxId: number): Promise<Held[]> {
  const held: Held[] = []
  for (;;) {
    const more = await db('intakes').where({ mailbox_id: mailboxId }).where('id', '>', held.at(-1)?.id ?? 0).orderBy('id').limit(HELD_AT_ONCE)
      .select<Held[]>({ id: 'id', uid: 'uid', state: 'state', messageId: 'message_id', size: 'size', deliveredAt: 'delivered_at' })
    held.push(...more)
    if (more.length < HELD_AT_ONCE) return held
  }
}

/** Where the messages of a mailbox stand is not known any more: they keep their intakes, without a place. */
export async function forgetNumbers(db: Transaction, mailboxId: number) {
  await db('intakes').where({ mailbox_id: mailboxId }).update({ uid_validity: null, uid: null })
}

/** Says under which UID a message stands now. */
export async function renumber(db: Transaction, { id, uidValidity, uid }: { id: number, uidValidity: string, uid: number }) {
  await db('intakes').where({ id }).update({ uid_validity: uidValidity, uid })
}
