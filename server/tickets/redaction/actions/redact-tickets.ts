import type { Context } from '../../../platform/context.ts'
import type { Db } from '../../../platform/db.ts'
import { hashOf } from '../../filing/thread-hash.ts'
import { changedRows, passagesOf, problemsAfter, withoutUploads, type ChangedRow } from '../conversation.ts'
import type { Removal } from '../removing.ts'
import { redactedRow } from '../rows.ts'
import { addRedactions, attachmentsOn, forgetAsked, lockFamily, PLACES, rehash, removeAttachments, removeUploadsOf, rowsIn, saveRow, type PlaceName, type StoredAttachment } from '../store.ts'

/** What is taken out of a family of tickets: words everywhere, and files by the digest of their content. */
export type Wanted = { ticketIds: readonly number[], removal: Removal, files: ReadonlySet<string> }

/** What of it stands on the tickets. */
export type Standing = { rows: Record<PlaceName, ChangedRow[]>, attachments: StoredAttachment[], gone: StoredAttachment[] }

const FILE_NAME = { filename: 'text', content_id: 'text' } as const
const named = ({ filename, contentId }: StoredAttachment) => ({ filename, content_id: contentId })

/** Looks for all of it, and changes nothing. */
export async function standingOn(db: Db, { ticketIds, removal, files }: Wanted): Promise<Standing> {
  const changed = async (place: PlaceName) => changedRows(await rowsIn(db, place, ticketIds), PLACES[place].columns, removal)
  const messages = await rowsIn(db, 'messages', ticketIds)
  const attachments = await attachmentsOn(db, messages.map(({ id }) => id))
  return {
    rows: { tickets: await changed('tickets'), messages: changedRows(messages, PLACES.messages.columns, removal), participants: await changed('participants'), side_threads: await changed('side_threads'), drafts: await changed('drafts') },
    attachments: attachments.filter(one => !files.has(one.sha256) && redactedRow(named(one), FILE_NAME, removal).passages > 0),
    gone: attachments.filter(({ sha256 }) => files.has(sha256)),
  }
}

/** How many passages disappear, and in how many messages. */
export function countsOf({ rows, attachments, gone }: Standing, removal: Removal) {
  const messages = new Set([...rows.messages.map(({ id }) => id), ...[...attachments, ...gone].map(({ messageId }) => messageId)])
  return { passages: rows.messages.reduce((sum, row) => sum + passagesOf(row, removal), 0), messages: messages.size, attachments: attachments.length + gone.length, drafts: rows.drafts.length }
}

/** How what we know a message by is replaced, once its words have left it: a digest would let one try words until it fits. */
export type Sealing = { seal: (fingerprint: string) => string, madeIdOf: (sealed: string) => string }

/** A raw message that was written anew, and what became of the digests of its parts; `isBlank`: nothing is left of them. */
type NewRaw = { sha256: string, isBlank: boolean, files: ReadonlyMap<string, string> }

/** Messages of which more changes than their words: `also` are noted in any case, `raws` are those with another raw source. */
type More = Sealing & { also: readonly number[], raws: ReadonlyMap<number, NewRaw>, kinds: readonly string[] }

/** Nothing is put on these tickets until the end of the transaction. */
export const lockTickets = ({ db }: Pick<Context, 'db'>, ticketIds: readonly number[]) => lockFamily(db, ticketIds)

/**
 * Takes all of it out of the tickets, in the caller's transaction, and notes it with each message that changed. Answers the messages that must be
 * read anew by whoever shows or searches them.
 */
export async function redactTickets(context: Context, wanted: Wanted, { also, raws, kinds, ...sealing }: More): Promise<{ messageId: number, ticketId: number }[]> {
  const { db, now, actor } = context
  const standing = await standingOn(db, wanted)
  const { rows, attachments, gone } = standing
  for (const place of ['tickets', 'participants', 'side_threads'] as const) for (const { id, changes } of rows[place]) await saveRow(db, place, { id, changes })
  await redactDrafts({ db, now }, wanted, rows.drafts)
  for (const one of attachments) await saveRow(db, 'attachments', { id: one.id, changes: redactedRow(named(one), FILE_NAME, wanted.removal).changes })
  await removeAttachments(db, gone.map(({ id }) => id))
  await followRaws({ db }, raws)
  await forgetAsked(db, wanted.ticketIds)
  const touched = [...new Set([...rows.messages.map(({ id }) => id), ...[...attachments, ...gone].map(({ messageId }) => messageId), ...also])]
  const all = await rowsIn(db, 'messages', wanted.ticketIds)
  const changesOf = new Map(rows.messages.map(({ id, changes }) => [id, changes]))
  for (const row of all.filter(({ id }) => touched.includes(id))) {
    const changes = changesOf.get(row.id) ?? {}
    const raw = raws.get(row.id)
    await saveRow(db, 'messages', { id: row.id, changes: { ...changes, ...raw && { raw_sha256: raw.sha256 }, problems: problemsAfter({ row, changes }), redacted_at: now.getTime(), ...await sealed({ db }, row, sealing) } })
  }
  await addRedactions(db, touched, { agentId: actor.kind === 'agent' ? actor.id : null, kinds, at: now.getTime() })
  // A message without a subject of its own is found by that of its ticket.
  return all.filter(({ id }) => rows.tickets.length > 0 || touched.includes(id)).map(row => ({ messageId: row.id, ticketId: Number(row['ticket_id']) }))
}

/** Attachments are parts of raw messages: they change with them. */
async function followRaws({ db }: Pick<Context, 'db'>, raws: ReadonlyMap<number, NewRaw>) {
  for (const one of (await attachmentsOn(db, [...raws.keys()])).filter(({ kept }) => !kept)) {
    const raw = raws.get(one.messageId)
    const digest = raw?.files.get(one.sha256)
    if (raw?.isBlank) await removeAttachments(db, [one.id])
    else if (digest !== undefined) await saveRow(db, 'attachments', { id: one.id, changes: { sha256: digest } })
  }
}

async function sealed({ db }: Pick<Context, 'db'>, row: Awaited<ReturnType<typeof rowsIn>>[number], { seal, madeIdOf }: Sealing): Promise<Record<string, string>> {
  const fingerprint = row['fingerprint']
  if (typeof fingerprint !== 'string' || fingerprint.startsWith('hmac-')) return {}
  const code = seal(fingerprint)
  if (row['message_id'] === null) await rehash(db, { ticketId: Number(row['ticket_id']), messageId: row.id, hash: hashOf(madeIdOf(code)) })
  return { fingerprint: code }
}

/** Whoever is writing gets the draft without the words: its revision is newer than what their page has, unless they go on typing. */
async function redactDrafts({ db, now }: Pick<Context, 'db' | 'now'>, { ticketIds, files }: Wanted, drafts: readonly ChangedRow[]) {
  for (const { id, row, changes } of drafts) await saveRow(db, 'drafts', { id, changes: { ...changes, revision: Math.max(Number(row['revision']) + 1, now.getTime()) } })
  const uploads = await removeUploadsOf(db, [...files])
  if (uploads.length === 0) return
  for (const row of await rowsIn(db, 'drafts', ticketIds)) {
    if (typeof row['content'] === 'string') await saveRow(db, 'drafts', { id: row.id, changes: { content: withoutUploads(row['content'], uploads) } })
  }
}
