import type { CopyFolder } from '../copy.ts'
import { flagText, follows, settable } from '../flags.ts'
import type { Entered } from '../ports.ts'
import { flaggedBefore, type Flagged } from '../queries.ts'
import { saveFlags } from '../store.ts'
import { noteIn, type Slice } from './slice.ts'

const AT_ONCE = 500

/** Carries over the flags that have changed at the source since a former pass, where nobody has touched them at the destination. Answers false when its time was over before. */
export async function followFlags(slice: Slice, folder: CopyFolder, entered: Entered): Promise<boolean> {
  for (let afterId = 0; ;) {
    const portion = await flaggedBefore(slice.database.reader, folder, { pass: slice.copy.pass, afterId, most: AT_ONCE })
    const last = portion.at(-1)
    if (!last) return true
    if (afterId > 0 && slice.isOver()) return false
    afterId = last.id
    await followIn(slice, portion, entered)
  }
}

async function followIn(slice: Slice, portion: readonly Flagged[], entered: Entered) {
  const atSource = await slice.source.flagsOf(portion.map(({ sourceUid }) => sourceUid))
  const changed = portion.flatMap((message) => {
    const now = atSource.get(message.sourceUid)
    return now && flagText(now) !== message.sourceThen ? [{ ...message, now }] : []
  })
  if (changed.length === 0) return
  const there = await slice.destination.flagsOf(changed.map(({ destinationUid }) => destinationUid))
  for (const { id, destinationUid, sourceThen, givenThen, now } of changed) {
    const current = there.get(destinationUid)
    const [source, flags] = [flagText(now), settable(now, entered.permanentFlags)]
    const isFollowing = current !== undefined && follows({ sourceThen, givenThen, sourceNow: source, destinationNow: flagText(current) })
    if (isFollowing) await slice.destination.setFlags(destinationUid, flags)
    await noteIn(slice, db => saveFlags(db, id, isFollowing ? { source, given: flagText(flags) } : { source }))
  }
}
