import { namesIn, parentsOf, plainPathOf } from '../folder-names.ts'
import { mapFolders, type Listing, type Mapped } from '../folders.ts'
import { foldersOf, knownFolders } from '../queries.ts'
import { saveFolder, saveFolders, saveStage } from '../store.ts'
import { noteIn, type Slice } from './slice.ts'

/** Settles which folder goes where, and makes those that are missing. One that cannot be made is noted with the reason. */
export async function mapMailbox(slice: Slice) {
  const { source, destination, copy, database } = slice
  const [from, to] = [await source.folders(), await destination.folders()]
  const mapped = mapFolders(from, to, await knownFolders(database.reader, copy.id))
  const problems = new Map<string, string>()
  const made: Mapped[] = []
  for (const folder of mapped) {
    if (!('to' in folder) || !folder.make) {
      made.push(folder)
      continue
    }
    const others = new Set([...mapped, ...made].flatMap(other => 'to' in other && other.from !== folder.from ? [other.to] : []))
    const path = await makeFolder(slice, folder, { from, to, others })
    if ('refused' in path) problems.set(folder.from, path.refused)
    made.push('path' in path ? { ...folder, to: path.path } : folder)
  }
  await noteIn(slice, async (db) => {
    await saveFolders(db, copy.id, made)
    for (const { id, from: path } of await foldersOf(db, copy.id, ['waiting'])) {
      const reason = problems.get(path)
      if (reason !== undefined) await saveFolder(db, id, { state: 'skipped', reason: `it cannot be made at the destination: ${reason}`.slice(0, 300) })
    }
    await saveStage(db, copy.id, 'listing')
  })
}

type Making = { from: Listing, to: Listing, others: ReadonlySet<string> }

/** Makes a folder by its own name, or else by a plain one. */
async function makeFolder({ destination }: Slice, folder: { from: string, to: string }, { from, to, others }: Making): Promise<{ path: string } | { refused: string }> {
  const plain = plainPathOf(namesIn(folder.from, from), to)
  let refused = ''
  for (const path of new Set([folder.to, unlike(plain, others)])) {
    const answer = await makeWithParents(destination, path, to)
    if (!answer) return { path }
    refused = answer.refused
  }
  return { refused }
}

function unlike(path: string, others: ReadonlySet<string>): string {
  for (let number = 1; ; number++) {
    const tried = number === 1 ? path : `${path} ${number}`
    if (!others.has(tried)) return tried
  }
}

/** Most servers make the folders in between by themselves. */
async function makeWithParents(destination: Slice['destination'], path: string, listing: Listing) {
  const refused = await destination.make(path)
  const parents = parentsOf(path, listing)
  if (!refused || parents.length === 0) return refused
  for (const parent of parents) await destination.make(parent)
  return destination.make(path)
}
