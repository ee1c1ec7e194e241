import { RemoteFailure } from '../../../platform/errors.ts'
import { slices } from '../../../platform/rows.ts'
import type { CopyFolder } from '../copy.ts'
import { flagText, settable } from '../flags.ts'
import { paired } from '../matching.ts'
import { digestOf } from '../message.ts'
import type { Entered } from '../ports.ts'
import { placeless } from '../queries.ts'
import { forgetNumbers, saveFates, saveFolder, saveNumber } from '../store.ts'
import { collected, noteIn, type Slice } from './slice.ts'

const AT_ONCE = 500

/**
 * Enters a folder of the destination, and looks at what came there since we last noted something: what we have put there and were
 * killed before noting, what stood there from the beginning, what we know without its number. None of it is copied a second time.
 */
export async function meet(slice: Slice, folder: CopyFolder): Promise<Entered> {
  const { destination } = slice
  const entered = await destination.enter(folder.to)
  if (!entered) throw new RemoteFailure('the destination', true, `it does not open the folder ${folder.to}`)
  const isKnown = folder.destinationValidity === entered.uidValidity
  if (!isKnown) {
    await noteIn(slice, async (db) => {
      if (folder.destinationValidity !== null) await forgetNumbers(db, folder.id)
      await saveFolder(db, folder.id, { destinationValidity: entered.uidValidity, destinationSeen: 0 })
    })
  }
  const uids = await destination.uidsAfter(isKnown ? folder.destinationSeen : 0)
  for (const some of slices(uids, AT_ONCE)) await recognise(slice, folder, { uids: some, entered, isKnown })
  return entered
}

async function recognise(slice: Slice, folder: CopyFolder, { uids, entered, isKnown }: { uids: readonly number[], entered: Entered, isKnown: boolean }) {
  const { destination, database, copy } = slice
  const there = (await collected(destination.list(uids))).map(message => ({ uid: message.uid, size: message.size, digest: digestOf(message) }))
  const rows = await placeless(database.reader, folder.id, there.map(({ digest }) => digest))
  const { pairs } = paired(rows, there)
  await noteIn(slice, async (db) => {
    for (const [row, { uid }] of pairs) {
      if (row.state === 'copied' || row.state === 'found') await saveNumber(db, row.id, uid)
      // Since we have been here before, it is we who put it there.
      else await saveFates(db, copy.pass, [{ id: row.id, state: isKnown ? 'copied' : 'found', destinationUid: uid, size: row.size, given: isKnown ? flagText(settable(row.flags.split(' '), entered.permanentFlags)) : null }])
    }
    await saveFolder(db, folder.id, { destinationSeen: uids.at(-1) ?? folder.destinationSeen })
  })
}
