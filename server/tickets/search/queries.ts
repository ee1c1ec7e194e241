import type { Db } from '../../platform/db.ts'
import type { SearchDocument } from '../ports.ts'
import { peopleIn } from './changes.ts'

/** Beyond this, a message is a log or a dump: nobody searches its end. */
const MAX_TEXT = 100_000

type Row = {
  id: number, ticket_id: number, subject: string, ticket_subject: string, text: string
  from_name: string, from_address: string, recipients: string, reference: string
}

/** The documents of these messages; those that are no longer there are missing. */
export async function documentsOf(db: Db, messageIds: readonly number[]): Promise<SearchDocument[]> {
  return messageIds.length === 0 ? [] : withFiles(db, await messages(db).whereIn('m.id', messageIds))
}

/** The documents of the messages after `messageId`, in the order of their ids. */
export async function documentsAfter(db: Db, messageId: number, limit: number): Promise<SearchDocument[]> {
  return withFiles(db, await messages(db).where('m.id', '>', messageId).orderBy('m.id').limit(limit))
}

function messages(db: Db) {
  return db('messages as m').join('tickets as t', 't.id', 'm.ticket_id').select<Row[]>(
    'm.id', 'm.ticket_id', 'm.subject', 't.subject as ticket_subject', db.raw('substr(m.text, 1, ?) as text', [MAX_TEXT]),
    'm.from_name', 'm.from_address', 'm.recipients', 't.reference',
  )
}

/** Files are found by their names. */
async function withFiles(db: Db, rows: readonly Row[]): Promise<SearchDocument[]> {
  const files = await db('attachments').whereIn('message_id', rows.map(({ id }) => id)).whereNotNull('filename')
    .select<{ message_id: number, filename: string }[]>('message_id', 'filename')
  const namesOf = Map.groupBy(files, ({ message_id }) => message_id)
  return rows.map(row => ({
    messageId: row.id,
    ticketId: row.ticket_id,
    subject: row.subject || row.ticket_subject,
    text: [row.text, ...(namesOf.get(row.id) ?? []).map(({ filename }) => filename)].join('\n'),
    people: `${row.from_name} ${row.from_address} ${peopleIn(row.recipients)}`,
    reference: row.reference,
  }))
}
