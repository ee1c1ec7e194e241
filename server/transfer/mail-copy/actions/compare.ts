import type { CopyFolder } from '../copy.ts'
import { notedIn } from '../queries.ts'
import { saveChecked } from '../store.ts'
import { verified, type Checked } from '../verification.ts'
import { noteIn, type Slice } from './slice.ts'

const AT_ONCE = 1000
const MOST_UNMATCHED = 100

/** Compares a folder that was copied with what the destination says it holds: how many, how many bytes, and which are not there. */
export async function compareFolder(slice: Slice, { id }: CopyFolder) {
  const checked: Checked = { messages: 0, bytes: 0, unmatched: [] }
  for (let afterId = 0; ;) {
    const portion = await notedIn(slice.database.reader, id, { pass: slice.copy.pass, afterId, most: AT_ONCE })
    const last = portion.at(-1)
    if (!last) break
    afterId = last.id
    const uids = portion.flatMap(({ destinationUid }) => destinationUid ?? [])
    const found = verified(portion, await slice.destination.sizesOf(uids))
    checked.messages += found.messages
    checked.bytes += found.bytes
    checked.unmatched.push(...found.unmatched.slice(0, MOST_UNMATCHED - checked.unmatched.length))
  }
  await noteIn(slice, db => saveChecked(db, id, checked))
}
