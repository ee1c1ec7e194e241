import { slices } from '../../../platform/rows.ts'
import type { CopyFolder } from '../copy.ts'
import { paired } from '../matching.ts'
import { digestOf, type Listed } from '../message.ts'
import { former, hasFormer } from '../queries.ts'
import { dropFormer, insertLeft, renumber, saveFolder } from '../store.ts'
import { meet } from './meet.ts'
import { collected, noteIn, type Slice } from './slice.ts'

const AT_ONCE = 500

/**
 * Takes down what is new in a folder of the source, and what of it stands at the destination already. When the source has numbered
 * its messages anew, those that are known are found again by their digests. Answers false when its time was over before.
 */
export async function listFolder(slice: Slice, waiting: CopyFolder): Promise<boolean> {
  const { source, destination } = slice
  const entered = await source.enter(waiting.from)
  if (!entered) {
    await skip(slice, waiting, 'the source does not open it')
    return true
  }
  const folder = await inNumbering(slice, waiting, entered.uidValidity)
  const isRenumbered = await hasFormer(slice.database.reader, folder)
  for (const uids of slices(await source.uidsAfter(folder.sourceSeen), AT_ONCE)) {
    if (slice.isOver()) return false
    await takeDown(slice, { folder, uids, isRenumbered })
  }
  if (isRenumbered) await noteIn(slice, db => dropFormer(db, folder.id, entered.uidValidity))
  if (!await destination.enter(folder.to) && await destination.make(folder.to)) await skip(slice, folder, 'the destination does not open it')
  else {
    await meet(slice, folder)
    await noteIn(slice, db => saveFolder(db, folder.id, { state: 'listed' }))
  }
  return true
}

const skip = (slice: Slice, { id }: CopyFolder, reason: string) => noteIn(slice, db => saveFolder(db, id, { state: 'skipped', reason }))

async function inNumbering(slice: Slice, folder: CopyFolder, sourceValidity: string): Promise<CopyFolder> {
  if (folder.sourceValidity === sourceValidity) return folder
  await noteIn(slice, db => saveFolder(db, folder.id, { sourceValidity, sourceSeen: 0 }))
  return { ...folder, sourceValidity, sourceSeen: 0 }
}

async function takeDown(slice: Slice, { folder, uids, isRenumbered }: { folder: CopyFolder, uids: readonly number[], isRenumbered: boolean }) {
  const { source, copy, database } = slice
  const validity = folder.sourceValidity ?? ''
  const listed = (await whole(source, uids)).map(message => ({ ...message, digest: digestOf(message) }))
  const known = isRenumbered ? await former(database.reader, folder, listed.map(({ digest }) => digest)) : []
  const { pairs, alone } = paired(known, listed)
  await noteIn(slice, async (db) => {
    for (const [{ id }, { uid }] of pairs) await renumber(db, id, { uid, validity })
    await insertLeft(db, { folderId: folder.id, validity, pass: copy.pass }, alone)
    await saveFolder(db, folder.id, { sourceSeen: uids.at(-1) ?? folder.sourceSeen })
  })
}

/** What the server says is there, and does not list, is taken down all the same: it is asked for by its number later. */
async function whole(source: Slice['source'], uids: readonly number[]): Promise<Listed[]> {
  const listed = await collected(source.list(uids))
  const seen = new Set(listed.map(({ uid }) => uid))
  const missing = uids.filter(uid => !seen.has(uid))
  const still = missing.length > 0 ? await source.present(missing) : []
  const unknown = still.map((uid): Listed => ({ uid, size: 0, deliveredAt: 0, flags: [], header: { messageId: null, date: '', from: '', subject: `message ${uid}` } }))
  return [...listed, ...unknown].sort((one, other) => one.uid - other.uid)
}
