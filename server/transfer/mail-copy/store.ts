import type { Transaction } from '../../platform/db.ts'
import { RemoteFailure } from '../../platform/errors.ts'
import { insertRows, slices } from '../../platform/rows.ts'
import { sha256 } from '../../platform/signing.ts'
import { identityOf, namedPlace, type Access, type CopyRequest } from './account.ts'
import type { Copy, CopyFolder, CopyResult, Fate, FolderState, Stage } from './copy.ts'
import { flagText } from './flags.ts'
import type { Mapped } from './folders.ts'
import { digestOf, type Listed } from './message.ts'
import type { Checked } from './verification.ts'

/** Makes sure that there is a row for these two mailboxes, and locks it. */
export async function lockCopy(db: Transaction, request: CopyRequest, at: number): Promise<Copy & { passKey: string }> {
  const identity = identityOf(request)
  await db('mail_copies').insert({
    identity, address: request.address.slice(0, 320), source: namedPlace(request.source).slice(0, 600), destination: namedPlace(request.destination).slice(0, 600), run_id: request.runId,
    pass: 0, pass_key: '', stage: 'done', slice: 0, worked_ms: 0, moved_messages: 0, moved_bytes: 0, begun_at: at, touched_at: at,
  }).onConflict('identity').ignore()
  type Row = { id: number, slice: number, pass: number, passKey: string, stage: Stage, workedMs: number, messages: number, bytes: number, result: string | null }
  const { messages, bytes, result, ...row } = await db('mail_copies').where({ identity }).forUpdate().first<Row>({
    id: 'id', slice: 'slice', pass: 'pass', passKey: 'pass_key', stage: 'stage', workedMs: 'worked_ms', messages: 'moved_messages', bytes: 'moved_bytes', result: 'result',
  })
  return { ...row, moved: { messages, bytes }, result: result === null ? null : JSON.parse(result) as CopyResult }
}

/** A slice begins: whoever was at it before may note nothing any more. */
export const saveSlice = (db: Transaction, { id, slice }: Pick<Copy, 'id' | 'slice'>, at: number) => db('mail_copies').where({ id }).update({ slice, touched_at: at })

/** A pass begins: what was passed over is tried again, and every folder is looked through. */
export async function savePass(db: Transaction, { id, pass }: Pick<Copy, 'id' | 'pass'>, { passKey, runId, access, at }: { passKey: string, runId: number, access: Access | undefined, at: number }) {
  await db('mail_copies').where({ id }).update({ pass, pass_key: passKey, run_id: runId, access: access ? JSON.stringify(access) : null, stage: 'folders', worked_ms: 0, moved_messages: 0, moved_bytes: 0, result: null, begun_at: at })
  // What is not to be copied has no place there.
  await db('mail_copy_folders').where({ copy_id: id }).whereNot({ destination_path: '' }).update({ state: 'waiting', reason: null, unmatched: null })
  const folders = db('mail_copy_folders').where({ copy_id: id }).select('id')
  await db('mail_copy_messages').whereIn('folder_id', folders).where({ state: 'failed' }).update({ state: 'left', tries: 0, reason: null })
}

/** Nothing is noted by a slice that another one has taken the place of. */
export async function holdCopy(db: Transaction, { id, slice }: Pick<Copy, 'id' | 'slice'>) {
  const row = await db('mail_copies').where({ id }).forUpdate().first<{ slice: number } | undefined>('slice')
  if (row?.slice !== slice) throw new RemoteFailure('mail copy', true, 'somebody else goes on with it')
}

export const saveStage = (db: Transaction, id: number, stage: Stage) => db('mail_copies').where({ id }).update({ stage })

export const saveResult = (db: Transaction, id: number, result: CopyResult) => db('mail_copies').where({ id }).update({ stage: 'done', result: JSON.stringify(result) })

/** Counts what this slice has moved, and how long it took. */
export async function addMoved(db: Transaction, id: number, { messages, bytes, ms }: { messages: number, bytes: number, ms: number }) {
  await db('mail_copies').where({ id }).increment('moved_messages', messages).increment('moved_bytes', bytes).increment('worked_ms', Math.round(ms))
}

/** Keeps where each folder goes; those that are kept stay as they are. What has gone at the source is left alone. */
export async function saveFolders(db: Transaction, copyId: number, mapped: readonly Mapped[]) {
  const present = new Set((await db('mail_copy_folders').where({ copy_id: copyId }).select<{ digest: string }[]>({ digest: 'source_digest' })).map(({ digest }) => digest))
  const digests = mapped.map(({ from }) => sha256(from))
  await insertRows(db, 'mail_copy_folders', mapped.flatMap((folder, index) => present.has(digests[index] ?? '')
    ? []
    : [{
        copy_id: copyId, source_digest: digests[index] ?? '', source_path: folder.from, destination_path: 'to' in folder ? folder.to : '',
        state: 'to' in folder ? 'waiting' : 'skipped', reason: 'to' in folder ? null : folder.skipped, source_seen: 0, destination_seen: 0, messages: 0, bytes: 0,
      }]))
  const gone = db('mail_copy_folders').where({ copy_id: copyId, state: 'waiting' })
  for (const { id, digest } of await gone.select<{ id: number, digest: string }[]>({ id: 'id', digest: 'source_digest' })) {
    if (!digests.includes(digest)) await db('mail_copy_folders').where({ id }).update({ state: 'skipped', reason: 'gone' })
  }
}

/** Changes what is kept of a folder. */
export async function saveFolder(db: Transaction, id: number, change: Partial<Omit<CopyFolder, 'id' | 'from'>> & { reason?: string | null }) {
  const { sourceValidity, sourceSeen, destinationValidity, destinationSeen, to, ...same } = change
  const columns = { ...same, source_validity: sourceValidity, source_seen: sourceSeen, destination_validity: destinationValidity, destination_seen: destinationSeen, destination_path: to }
  await db('mail_copy_folders').where({ id }).update(Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined)))
}

/** What a folder came to when it was compared. */
export async function saveChecked(db: Transaction, id: number, { messages, bytes, unmatched }: Checked) {
  await db('mail_copy_folders').where({ id }).update({ state: 'checked' satisfies FolderState, messages, bytes, unmatched: JSON.stringify(unmatched) })
}

/** Messages that are to be copied, as the source lists them. */
export async function insertLeft(db: Transaction, { folderId, validity, pass }: { folderId: number, validity: string, pass: number }, listed: readonly Listed[]) {
  await insertRows(db, 'mail_copy_messages', listed.map(message => ({
    folder_id: folderId, source_validity: validity, source_uid: message.uid, digest: digestOf(message), message_id: message.header.messageId, size: message.size, delivered_at: message.deliveredAt,
    state: 'left', pass, tries: 0, source_flags: flagText(message.flags),
  })))
}

/** A message of a former numbering has this number now. */
export const renumber = (db: Transaction, id: number, { uid, validity }: { uid: number, validity: string }) => db('mail_copy_messages').where({ id }).update({ source_uid: uid, source_validity: validity })

/** What was still to be copied under a former numbering is not there any more. */
export const dropFormer = (db: Transaction, folderId: number, validity: string) => db('mail_copy_messages').where({ folder_id: folderId, state: 'left' }).whereNot('source_validity', validity).update({ state: 'gone' })

/** The numbers of the destination mean nothing any more: each message has to be found again. */
export const forgetNumbers = (db: Transaction, folderId: number) => db('mail_copy_messages').where({ folder_id: folderId }).whereIn('state', ['copied', 'found']).update({ destination_uid: null })

/** Notes what became of messages. */
export async function saveFates(db: Transaction, pass: number, fates: readonly Fate[]) {
  const arrived: Arrived[] = []
  for (const fate of fates) {
    const { id, state } = fate
    if (state === 'gone') await db('mail_copy_messages').where({ id }).update({ state })
    else if (state === 'failed') await db('mail_copy_messages').where({ id }).update({ state, reason: fate.reason.slice(0, 300), tries: db.raw('tries + 1') })
    else arrived.push(fate)
  }
  for (const some of slices(arrived, 100)) await saveArrived(db, pass, some)
}

type Arrived = Extract<Fate, { state: 'copied' | 'found' }>

/** All of them by one statement: there are many. */
async function saveArrived(db: Transaction, pass: number, arrived: readonly Arrived[]) {
  const each = (value: (one: Arrived) => string | number | null) => db.raw(`case id ${arrived.map(() => 'when ? then ?').join(' ')} end`, arrived.flatMap(one => [one.id, value(one)] as (string | number)[]))
  await db('mail_copy_messages').whereIn('id', arrived.map(({ id }) => id)).update({
    pass, reason: null, state: each(({ state }) => state), size: each(({ size }) => size), destination_uid: each(({ destinationUid }) => destinationUid), given_flags: each(({ given }) => given),
  })
}

/** What was passed over is to be copied after all. */
export const saveLeft = (db: Transaction, ids: readonly number[]) => db('mail_copy_messages').whereIn('id', ids).update({ state: 'left', reason: null })

/** Where a copied message is found again. */
export const saveNumber = (db: Transaction, id: number, destinationUid: number) => db('mail_copy_messages').where({ id }).update({ destination_uid: destinationUid })

/** One more attempt at each. */
export const addTry = (db: Transaction, ids: readonly number[]) => db('mail_copy_messages').whereIn('id', ids).increment('tries', 1)

/** The flags of a message as they were compared. */
export async function saveFlags(db: Transaction, id: number, { source, given }: { source: string, given?: string }) {
  await db('mail_copy_messages').where({ id }).update({ source_flags: source, ...given === undefined ? {} : { given_flags: given } })
}

/** Nothing is left of copies that nobody has touched since. */
export async function removeCopies(db: Transaction, before: number) {
  const ids = (await db('mail_copies').where('touched_at', '<', before).limit(20).select<{ id: number }[]>('id')).map(({ id }) => id)
  if (ids.length === 0) return
  await db('mail_copy_messages').whereIn('folder_id', db('mail_copy_folders').whereIn('copy_id', ids).select('id')).delete()
  await db('mail_copy_folders').whereIn('copy_id', ids).delete()
  await db('mail_copies').whereIn('id', ids).delete()
}
