import type { Db } from '../../platform/db.ts'
import { slices } from '../../platform/rows.ts'
import type { Access } from './account.ts'
import type { CopyFolder, FolderState, Left, MessageState } from './copy.ts'
import type { Amount } from './estimate.ts'
import type { Noted } from './verification.ts'
import type { Unmatched } from './words.ts'

const FOLDER = {
  id: 'id', from: 'source_path', to: 'destination_path', state: 'state',
  sourceValidity: 'source_validity', sourceSeen: 'source_seen', destinationValidity: 'destination_validity', destinationSeen: 'destination_seen',
} as const

/** The folders of a copy in their order, those in one of these states. */
export const foldersOf = (db: Db, copyId: number, states: readonly FolderState[]): Promise<CopyFolder[]> =>
  db('mail_copy_folders').where({ copy_id: copyId }).whereIn('state', states).orderBy('id').select<CopyFolder[]>(FOLDER)

/** The mailboxes that a run has copied for an address; undefined when it has not. */
export async function accessOf(db: Db, { runId, address }: { runId: number, address: string }): Promise<Access | undefined> {
  const row = await db('mail_copies').where({ run_id: runId, address }).whereNotNull('access').orderBy('id', 'desc').first<{ access: string } | undefined>('access')
  return row && JSON.parse(row.access) as Access
}

/** Where each folder went that was copied before. */
export async function knownFolders(db: Db, copyId: number): Promise<Map<string, string>> {
  const rows = await db('mail_copy_folders').where({ copy_id: copyId }).whereNot({ destination_path: '' }).select<{ from: string, to: string }[]>({ from: 'source_path', to: 'destination_path' })
  return new Map(rows.map(({ from, to }) => [from, to]))
}

/** How much of a copy is in which state. */
export async function amountsOf(db: Db, copyId: number): Promise<Record<MessageState, Amount>> {
  const folders = db('mail_copy_folders').where({ copy_id: copyId }).select('id')
  const rows = await db('mail_copy_messages').whereIn('folder_id', folders).groupBy('state').select<{ state: MessageState, messages: number, bytes: number }[]>('state', db.raw('count(*) as messages'), db.raw('sum(size) as bytes'))
  const amounts: Record<MessageState, Amount> = { left: none(), copied: none(), found: none(), failed: none(), gone: none() }
  for (const { state, messages, bytes } of rows) amounts[state] = { messages: Number(messages), bytes: Number(bytes) }
  return amounts
}

const none = (): Amount => ({ messages: 0, bytes: 0 })

const inFolder = (db: Db, { id, sourceValidity }: Pick<CopyFolder, 'id' | 'sourceValidity'>) => db('mail_copy_messages').where({ folder_id: id, source_validity: sourceValidity })

/** The next messages of a folder that are to be copied, ascending; those that were tried already come last. */
export const leftIn = (db: Db, folder: Pick<CopyFolder, 'id' | 'sourceValidity'>, most: number): Promise<Left[]> =>
  inFolder(db, folder).where({ state: 'left' }).orderBy('tries').orderBy('source_uid').limit(most)
    .select<Left[]>({ id: 'id', uid: 'source_uid', size: 'size', deliveredAt: 'delivered_at', flags: 'source_flags', tries: 'tries' })

type Placeless = { id: number, digest: string, size: number, state: MessageState, flags: string, uid: number }

/** Messages of a folder with one of these digests that have no place at the destination yet: first those that were copied to a place unknown. */
export async function placeless(db: Db, folderId: number, digests: readonly string[]): Promise<Placeless[]> {
  const found: Placeless[] = []
  for (const some of slices([...new Set(digests)])) {
    found.push(...await db('mail_copy_messages').where({ folder_id: folderId }).whereIn('digest', some).whereNull('destination_uid').whereIn('state', ['left', 'copied', 'found', 'failed'])
      .select<Placeless[]>({ id: 'id', digest: 'digest', size: 'size', state: 'state', flags: 'source_flags', uid: 'source_uid' }))
  }
  const isNoted = ({ state }: { state: MessageState }) => state === 'copied' || state === 'found' ? 0 : 1
  return found.sort((one, other) => isNoted(one) - isNoted(other) || one.uid - other.uid)
}

/** Whether messages of a former numbering are known. */
export const hasFormer = async (db: Db, { id, sourceValidity }: Pick<CopyFolder, 'id' | 'sourceValidity'>): Promise<boolean> =>
  await db('mail_copy_messages').where({ folder_id: id }).whereNot('source_validity', sourceValidity ?? '').first('id') !== undefined

/** Messages of a former numbering with one of these digests. */
export async function former(db: Db, { id, sourceValidity }: Pick<CopyFolder, 'id' | 'sourceValidity'>, digests: readonly string[]): Promise<{ id: number, digest: string }[]> {
  const found: { id: number, digest: string }[] = []
  for (const some of slices([...new Set(digests)])) {
    found.push(...await db('mail_copy_messages').where({ folder_id: id }).whereNot('source_validity', sourceValidity ?? '').whereIn('digest', some).orderBy('id').select<typeof found>('id', 'digest'))
  }
  return found
}

export type Flagged = { id: number, sourceUid: number, destinationUid: number, sourceThen: string, givenThen: string }

/** What former passes have copied, with the flags of then, in portions by id. */
export const flaggedBefore = (db: Db, folder: Pick<CopyFolder, 'id' | 'sourceValidity'>, { pass, afterId, most }: { pass: number, afterId: number, most: number }): Promise<Flagged[]> =>
  inFolder(db, folder).where({ state: 'copied' }).where('pass', '<', pass).where('id', '>', afterId).whereNotNull('destination_uid').whereNotNull('given_flags').orderBy('id').limit(most)
    .select<Flagged[]>({ id: 'id', sourceUid: 'source_uid', destinationUid: 'destination_uid', sourceThen: 'source_flags', givenThen: 'given_flags' })

/** What is noted as copied in a folder, in portions by id. What an earlier pass has brought belongs to its member by now, who may have moved it: it is not compared any more. */
export const notedIn = (db: Db, folderId: number, { pass, afterId, most }: { pass: number, afterId: number, most: number }): Promise<(Noted & { id: number })[]> =>
  db('mail_copy_messages').where({ folder_id: folderId, pass }).whereIn('state', ['copied', 'found']).where('id', '>', afterId).orderBy('id').limit(most)
    .select<(Noted & { id: number })[]>({ id: 'id', destinationUid: 'destination_uid', size: 'size', messageId: 'message_id', sourceUid: 'source_uid' })

/** How many messages this pass has brought, or found there. */
export async function broughtBy(db: Db, { id, pass }: { id: number, pass: number }): Promise<Record<'copied' | 'found', Amount>> {
  const folders = db('mail_copy_folders').where({ copy_id: id }).select('id')
  const rows = await db('mail_copy_messages').whereIn('folder_id', folders).where({ pass }).whereIn('state', ['copied', 'found']).groupBy('state')
    .select<{ state: 'copied' | 'found', messages: number, bytes: number }[]>('state', db.raw('count(*) as messages'), db.raw('sum(size) as bytes'))
  const amounts = { copied: none(), found: none() }
  for (const { state, messages, bytes } of rows) amounts[state] = { messages: Number(messages), bytes: Number(bytes) }
  return amounts
}

/** Everything that is not where it should be, as far as `most`: what was passed over, what the comparison missed, and folders that could not be copied. */
export async function unmatchedOf(db: Db, copyId: number, most: number): Promise<Unmatched[]> {
  type Failed = { folder: string, messageId: string | null, uid: number, why: string | null }
  const failed = await db('mail_copy_messages').join('mail_copy_folders', 'mail_copy_folders.id', 'folder_id').where({ copy_id: copyId }).where('mail_copy_messages.state', 'failed').orderBy('mail_copy_messages.id').limit(most)
    .select<Failed[]>({ folder: 'source_path', messageId: 'message_id', uid: 'source_uid', why: 'mail_copy_messages.reason' })
  type Compared = { folder: string, unmatched: string }
  const compared = await db('mail_copy_folders').where({ copy_id: copyId }).whereNotNull('unmatched').whereNot({ unmatched: '[]' }).orderBy('id').select<Compared[]>({ folder: 'source_path', unmatched: 'unmatched' })
  const missed = compared.flatMap(({ folder, unmatched }) => (JSON.parse(unmatched) as Omit<Unmatched, 'folder'>[]).map(one => ({ folder, ...one })))
  return [...failed.map(({ why, ...one }) => ({ ...one, why: why ?? '' })), ...missed].slice(0, most)
}

/** Folders whose messages could not be copied, and why. */
export const skippedFolders = (db: Db, copyId: number): Promise<{ folder: string, why: string | null }[]> =>
  db('mail_copy_folders').where({ copy_id: copyId, state: 'skipped' }).whereNotIn('reason', ['virtual', 'gone']).orderBy('id').select<{ folder: string, why: string | null }[]>({ folder: 'source_path', why: 'reason' })

export const countFolders = async (db: Db, copyId: number): Promise<number> =>
  Number((await db('mail_copy_folders').where({ copy_id: copyId, state: 'checked' }).count<{ count: number }[]>({ count: '*' }))[0]?.count ?? 0)
