import type { Db, Transaction } from '../../platform/db.ts'
import { slices } from '../../platform/rows.ts'

/** What came for these tickets, as far as words may stand in it. */
export type HeldIntake = { id: number, ticket_id: number | null, sha256: string | null, message_id: string | null, subject: string | null, from_name: string | null, reason: string, envelope: string | null, dismissed_why: string | null, original_code: string | null }

/** Everything that came for these tickets, copies and what came back included; and whatever else has the same bytes. */
export async function intakesOf(db: Db, ticketIds: readonly number[], sha256s: readonly string[] = []): Promise<HeldIntake[]> {
  return db('intakes').whereIn('ticket_id', ticketIds).modify((query) => { if (sha256s.length > 0) void query.orWhereIn('sha256', sha256s) }).orderBy('id')
    .select<HeldIntake[]>(HELD)
}

const HELD = ['id', 'ticket_id', 'sha256', 'message_id', 'subject', 'from_name', 'reason', 'envelope', 'dismissed_why', 'original_code'] as const

/** Whatever came with these bytes, locked until the end of the transaction: nobody files it meanwhile. */
export async function lockBytes(db: Transaction, sha256: string): Promise<HeldIntake[]> {
  return db('intakes').where({ sha256 }).orderBy('id').forUpdate().select<HeldIntake[]>(HELD)
}

export async function saveIntake(db: Transaction, id: number, changes: Record<string, string>) {
  if (Object.keys(changes).length > 0) await db('intakes').where({ id }).update(changes)
}

/** These files disappear when nothing needs them any more. */
export async function addRemovals(db: Transaction, sha256s: readonly string[], since: number) {
  for (const sha256 of new Set(sha256s)) await db('blob_removals').insert({ sha256, since }).onConflict('sha256').ignore()
}

/** The files that are to disappear. */
export async function removals(db: Db, limit: number): Promise<string[]> {
  return (await db('blob_removals').orderBy('since').limit(limit).select<{ sha256: string }[]>('sha256')).map(({ sha256 }) => sha256)
}

/** They are gone, or needed. */
export async function endRemovals(db: Transaction, sha256s: readonly string[]) {
  for (const some of slices(sha256s)) await db('blob_removals').whereIn('sha256', some).delete()
}

const REFERENCES = [['intakes', 'sha256'], ['messages', 'raw_sha256'], ['outbox', 'raw_sha256'], ['uploads', 'sha256']] as const

/** Those of the files that something still needs. */
export async function neededAmong(db: Db, sha256s: readonly string[]): Promise<Set<string>> {
  const needed = new Set<string>()
  for (const some of slices(sha256s)) {
    for (const [table, column] of REFERENCES) for (const row of await db(table).whereIn(column, some).distinct<{ sha256: string }[]>({ sha256: column })) needed.add(row.sha256)
    for (const row of await db('attachments').where({ kept: true }).whereIn('sha256', some).distinct<{ sha256: string }[]>('sha256')) needed.add(row.sha256)
    // A mail that was taken back, or whose message is gone, names its files in its letter alone.
    for (const sha256 of some) if (!needed.has(sha256) && await db('outbox').where('letter', 'like', `%${sha256}%`).first('id') !== undefined) needed.add(sha256)
  }
  return needed
}

/** Those of the tickets where words were taken out of what we wrote. */
export async function ticketsWithRedactedReplies(db: Db, ticketIds: readonly number[]): Promise<Set<number>> {
  const found = await db('messages').whereIn('ticket_id', ticketIds).where({ kind: 'reply' }).whereNotNull('redacted_at').distinct<{ ticketId: number }[]>({ ticketId: 'ticket_id' })
  return new Set(found.map(({ ticketId }) => ticketId))
}

/** The raw messages of these tickets: as they came, and as they left. */
export async function rawsOf(db: Db, ticketIds: readonly number[]): Promise<Set<string>> {
  const found = [
    ...await db('messages').whereIn('ticket_id', ticketIds).whereNotNull('raw_sha256').select<{ sha256: string }[]>({ sha256: 'raw_sha256' }),
    ...await db('intakes').whereIn('ticket_id', ticketIds).whereNotNull('sha256').select<{ sha256: string }[]>('sha256'),
    ...await db('outbox').whereIn('ticket_id', ticketIds).where({ sealed: false }).whereNotNull('raw_sha256').select<{ sha256: string }[]>({ sha256: 'raw_sha256' }),
  ]
  return new Set(found.map(({ sha256 }) => sha256))
}

/** What is read of a message before words are taken out of it. */
export async function messageToRedact(db: Db, messageId: number): Promise<{ ticketId: number } | undefined> {
  return db('messages').where({ id: messageId }).first<{ ticketId: number } | undefined>({ ticketId: 'ticket_id' })
}

/** The attachments of these tickets' messages, with the raw message they are parts of (null: a file of its own). */
export async function filesOn(db: Db, ticketIds: readonly number[]): Promise<{ id: number, messageId: number, sha256: string, raw: string | null }[]> {
  type Found = { id: number, messageId: number, sha256: string, raw: string | null, kept: number | boolean }
  const found = await db('attachments').join('messages', 'messages.id', 'attachments.message_id').whereIn('ticket_id', ticketIds).where({ removed: false })
    .select<Found[]>({ id: 'attachments.id', messageId: 'attachments.message_id', sha256: 'attachments.sha256', raw: 'raw_sha256', kept: 'kept' })
  return found.map(({ kept, ...file }) => ({ ...file, raw: kept ? null : file.raw }))
}

/** The messages that are these bytes. */
export async function messagesOfRaws(db: Db, ticketIds: readonly number[], raws: readonly string[]): Promise<{ id: number, raw: string }[]> {
  return raws.length === 0 ? [] : db('messages').whereIn('ticket_id', ticketIds).whereIn('raw_sha256', raws).select<{ id: number, raw: string }[]>({ id: 'id', raw: 'raw_sha256' })
}
