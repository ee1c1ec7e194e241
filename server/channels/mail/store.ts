import type { Db, Transaction } from '../../platform/db.ts'
import { insertRows, slices } from '../../platform/rows.ts'
import { PARSER_VERSION } from '../understanding/parser-version.ts'
import { identityOf } from './threading.ts'
import type { Arrived, Envelope, Intake, IntakeState, Place } from './intake.ts'

/** One row for each message that came, whatever became of it. */
export async function insertIntakes(db: Transaction, intakes: readonly Intake[], at: number) {
  await insertRows(db, 'intakes', intakes.map(({ id, arrived, state, reason, ticketId, messageId }) => ({
    id,
    source: arrived.place.source,
    source_id: arrived.place.source === 'forum' ? arrived.place.sourceId : null,
    mailbox_id: arrived.place.source === 'imap' ? arrived.place.mailboxId : null,
    uid_validity: arrived.place.source === 'imap' ? arrived.place.uidValidity : null,
    uid: arrived.place.source === 'imap' ? arrived.place.uid : null,
    sha256: arrived.sha256,
    size: arrived.size,
    envelope: arrived.envelope && JSON.stringify(arrived.envelope),
    ...outcomeRow({ arrived, state, reason, ticketId, messageId }),
    delivered_at: arrived.deliveredAt,
    created_at: at,
  })))
}

/** What became of a message, and as much of it as the list of intakes shows. */
function outcomeRow({ arrived: { understood }, state, reason, ticketId, messageId }: Omit<Intake, 'id'>) {
  const mail = 'mail' in understood ? understood.mail : null
  return {
    message_id: mail && identityOf(mail).slice(0, 1000),
    from_address: cut(mail?.from?.address, 320),
    from_name: cut(mail?.from?.name, 200),
    subject: cut(mail?.subject, 300),
    parser_version: mail ? null : PARSER_VERSION,
    state,
    reason: reason.slice(0, 300),
    ticket_id: ticketId,
    stored_message_id: messageId,
  }
}

const cut = (text: string | undefined, length: number) => text === undefined ? null : text.slice(0, length).toWellFormed()

/** The same message, received again: it has another end now. Where it stands in its mailbox is left as it is, and a dismissal is forgotten. */
export async function changeIntake(db: Transaction, { id, ...intake }: Intake) {
  await db('intakes').where({ id }).update({ ...outcomeRow(intake), sha256: intake.arrived.sha256, dismissed_at: null, dismissed_by: null, dismissed_why: null })
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

/** The UIDs of messages of a mailbox that are stored with their bytes, ascending. What was quarantined is not among them: it is easily found where it stands. */
export async function storedUids(db: Db, { mailboxId, uidValidity, after, upTo }: { mailboxId: number, uidValidity: string, after: number, upTo: number }): Promise<number[]> {
  const rows = await db('intakes').where({ mailbox_id: mailboxId, uid_validity: uidValidity }).where('uid', '>', after).where('uid', '<=', upTo)
    .whereNotNull('sha256').whereNot({ state: 'quarantined' }).orderBy('uid').select<{ uid: number }[]>('uid')
  return rows.map(({ uid }) => uid)
}

/** A message that came from a mailbox, and where it stands there: `uid` is null when that is not known any more. */
export type Held = { id: number, uid: number | null, state: IntakeState, messageId: string | null, size: number, sha256: string | null, originalCode: string | null, deliveredAt: number }

const HELD_AT_ONCE = 5000

/** Everything that came from a mailbox, under whatever UIDVALIDITY, in the order it came. */
export async function heldIn(db: Db, mailboxId: number): Promise<Held[]> {
  const held: Held[] = []
  for (;;) {
    const more = await db('intakes').where({ mailbox_id: mailboxId }).where('id', '>', held.at(-1)?.id ?? 0).orderBy('id').limit(HELD_AT_ONCE)
      .select<Held[]>({ id: 'id', uid: 'uid', state: 'state', messageId: 'message_id', size: 'size', sha256: 'sha256', originalCode: 'original_code', deliveredAt: 'delivered_at' })
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

/** An intake as far as receiving its message again needs to know. */
export type HeldIntake = { state: IntakeState, isOnTicket: boolean, isDismissed: boolean, arrived: Omit<Arrived, 'understood'> }

type IntakeRow = {
  state: IntakeState, source: Place['source'], sourceId: number | null, mailboxId: number | null, uidValidity: string | null, uid: number | null, sha256: string | null, size: number
  envelope: string | null, deliveredAt: number | null, createdAt: number, ticketId: number | null, dismissedAt: number | null
}

const INTAKE = {
  state: 'state', source: 'source', sourceId: 'source_id', mailboxId: 'mailbox_id', uidValidity: 'uid_validity', uid: 'uid', sha256: 'sha256', size: 'size',
  envelope: 'envelope', deliveredAt: 'delivered_at', createdAt: 'created_at', ticketId: 'ticket_id', dismissedAt: 'dismissed_at',
} as const

/** The message of this intake as it came. */
export async function arrivedAgain(db: Db, id: number): Promise<HeldIntake | undefined> {
  const row = await db('intakes').where({ id }).first<IntakeRow | undefined>(INTAKE)
  return row && heldFrom(row)
}

/** The same, locked until the end of the transaction: nobody else receives it again meanwhile. */
export async function lockIntake(db: Transaction, id: number): Promise<HeldIntake | undefined> {
  const row = await db('intakes').where({ id }).forUpdate().first<IntakeRow | undefined>(INTAKE)
  return row && heldFrom(row)
}

function heldFrom({ state, sha256, size, envelope, deliveredAt, createdAt, ticketId, dismissedAt, ...row }: IntakeRow): HeldIntake {
  return {
    state,
    isOnTicket: ticketId !== null,
    isDismissed: dismissedAt !== null,
    arrived: { place: placeFrom(row), envelope: envelope === null ? null : JSON.parse(envelope) as Envelope, sha256, size, deliveredAt: deliveredAt ?? createdAt },
  }
}

// Where it stood may have been forgotten; by which mailbox it came has not.
function placeFrom({ source, sourceId, mailboxId, uidValidity, uid }: Pick<IntakeRow, 'source' | 'sourceId' | 'mailboxId' | 'uidValidity' | 'uid'>): Place {
  if (source === 'forum') return { source, sourceId: sourceId ?? 0 }
  return source === 'imap' ? { source, mailboxId: mailboxId ?? 0, uidValidity: uidValidity ?? '', uid: uid ?? 0 } : { source }
}

/** Notes that nothing comes of a message, and who says so. */
export async function noteDismissal(db: Transaction, id: number, { at, by, why }: { at: number, by: number | null, why: string }) {
  await db('intakes').where({ id }).update({ dismissed_at: at, dismissed_by: by, dismissed_why: why })
}

/** Notes the same with everything that was refused for this reason, of one sender or of all. Answers how many, and the last of them. */
export async function dismissRefused(db: Transaction, { reason, address }: { reason: string, address: string | null }, { at, by, why }: { at: number, by: number | null, why: string }) {
  const meant = () => db('intakes').where({ state: 'refused', reason }).whereNull('dismissed_at').modify((some) => { if (address !== null) void some.whereRaw('lower(from_address) = ?', [address.toLowerCase()]) })
  const last = await meant().max<{ id: number | null }[]>({ id: 'id' })
  const messages = await meant().update({ dismissed_at: at, dismissed_by: by, dismissed_why: why })
  return { messages, lastId: last[0]?.id ?? null }
}
