import { Refusal, RemoteFailure } from '../../../platform/errors.ts'
import { namedPlace } from '../account.ts'
import { inBatches, isAgainstAll, isGivenUp, LARGE } from '../batches.ts'
import type { CopyFolder, Fate, Left } from '../copy.ts'
import type { Entered, Spooled } from '../ports.ts'
import { amountsOf, leftIn } from '../queries.ts'
import { addMoved, addTry, saveFates, saveFolder, saveLeft } from '../store.ts'
import { fullWords } from '../words.ts'
import { put } from './put.ts'
import { noteIn, stillOurs, type Slice } from './slice.ts'

const NOTED_AT_ONCE = 50
const AT_ONCE = 500

/** Copies what is left of a folder, one message after another, as long as there is time. Answers whether nothing is left. */
export async function moveFolder(slice: Slice, folder: CopyFolder, entered: Entered): Promise<boolean> {
  const moving: Moving = { slice, folder, entered, fates: [], refused: [], began: performance.now() }
  for (;;) {
    const left = await leftIn(slice.database.reader, folder, AT_ONCE)
    if (left.length === 0) return true
    if (!await moveAll(moving, inBatches(left))) return false
  }
}

/** While one batch is put there, the next is read. Answers false when its time is over. */
async function moveAll(moving: Moving, batches: readonly (readonly Left[])[]): Promise<boolean> {
  let ahead = readAhead(moving, batches[0])
  for (const [index, batch] of batches.entries()) {
    if (moving.slice.isOver()) return false
    await stillOurs(moving.slice)
    const bodies = await ahead.catch((error: unknown) => afterReading(moving, batch, error))
    ahead = readAhead(moving, batches[index + 1])
    if (bodies) await moveBatch(moving, batch, bodies)
    else for (const row of batch) await moveLarge(moving, row)
  }
  return true
}

/** The connection ended while they were read: next time each is read alone, and the one that ends it each time is passed over. */
async function afterReading(moving: Moving, batch: readonly Left[], error: unknown): Promise<never> {
  const [first] = batch
  if (first && batch.length === 1) await afterFailure(moving, first, error)
  else if (error instanceof RemoteFailure) await noteIn(moving.slice, db => addTry(db, batch.map(({ id }) => id)))
  throw error
}

/** The messages of a batch; nothing for one that is large. */
function readAhead({ slice: { source } }: Moving, batch: readonly Left[] = []): Promise<Map<number, Uint8Array> | undefined> {
  const isLarge = batch.some(({ size }) => size > LARGE)
  const reading = isLarge ? Promise.resolve(undefined) : batch.length === 0 ? Promise.resolve(new Map<number, Uint8Array>()) : source.read(batch.map(({ uid }) => uid))
  // When nobody waits for it any more, it fails for nobody.
  reading.catch(() => undefined)
  return reading
}

/** `fates`: not noted yet. `refused`: those that the destination has refused since it last took one. */
type Moving = { slice: Slice, folder: CopyFolder, entered: Entered, fates: Fate[], refused: number[], began: number }

async function moveBatch(moving: Moving, batch: readonly Left[], bodies: ReadonlyMap<number, Uint8Array>) {
  for (const row of batch) {
    const body = bodies.get(row.uid)
    if (body) await moveOne(moving, row, await sure(moving, row, body))
    else await miss(moving, row)
  }
  await note(moving)
}

/** A message of another size than announced was cut short, unless it comes like that a second time: then the server counts in its own way. */
async function sure({ slice }: Moving, { uid, size }: Left, body: Uint8Array): Promise<Uint8Array> {
  if (body.length === size || size === 0) return body
  const again = (await slice.source.read([uid])).get(uid)
  if (again?.length === body.length) return again
  throw new RemoteFailure('the source', true, `message ${uid} comes in another size each time`)
}

async function moveLarge(moving: Moving, row: Left) {
  const { slice, entered } = moving
  if (entered.largest !== null && row.size > entered.largest) {
    moving.fates.push({ id: row.id, state: 'failed', reason: 'the destination takes no message so large' })
    return note(moving)
  }
  // Killed over it, we know next time that it was tried.
  await noteIn(slice, db => addTry(db, [row.id]))
  if (isGivenUp(row.tries)) return giveUp(moving, row)
  const body = await spooled(slice, row)
  if (!body) return miss(moving, row)
  try {
    await moveOne(moving, row, body)
    await note(moving)
  }
  finally {
    await body.letGo()
  }
}

/** As with small ones: of another size than announced, it must come like that a second time. */
async function spooled({ source }: Slice, { uid, size }: Left): Promise<Spooled | undefined> {
  const body = await source.spool(uid)
  if (!body || body.size === size) return body
  await body.letGo()
  const again = await source.spool(uid)
  if (!again || again.size === body.size) return again
  await again.letGo()
  throw new RemoteFailure('the source', true, `message ${uid} comes in another size each time`)
}

/** Not handed out: it has gone meanwhile, or the server cannot read it itself. */
async function miss(moving: Moving, row: Left) {
  const isStill = (await moving.slice.source.present([row.uid])).includes(row.uid)
  moving.fates.push(isStill ? { id: row.id, state: 'failed', reason: 'the source does not hand it out' } : { id: row.id, state: 'gone' })
  await note(moving)
}

function giveUp(moving: Moving, row: Left) {
  moving.fates.push({ id: row.id, state: 'failed', reason: 'the connection ended each time it was copied' })
  return note(moving)
}

async function moveOne(moving: Moving, row: Left, body: Uint8Array | Spooled) {
  const { slice, entered, fates } = moving
  const fate = await put(slice.destination, { row, body, entered }).catch(async (error: unknown) => {
    await afterFailure(moving, row, error)
    throw error
  })
  if (fate === 'full') return stopFull(moving)
  fates.push(fate)
  await countRefusals(moving, row, fate)
  if (fates.length >= NOTED_AT_ONCE) await note(moving)
}

/** What was copied before the connection ended is noted; the message that was on its way may be what ended it. */
async function afterFailure(moving: Moving, row: Left, error: unknown) {
  await note(moving)
  if (!(error instanceof RemoteFailure) || row.size > LARGE) return
  if (isGivenUp(row.tries + 1)) await giveUp(moving, row)
  else await noteIn(moving.slice, db => addTry(db, [row.id]))
}

/** When the destination refuses one after another, it is not about these messages: they are left to be copied later. */
async function countRefusals(moving: Moving, row: Left, { state }: Fate) {
  if (state !== 'failed') {
    moving.refused = []
    return
  }
  if (!isGivenUp(row.tries + 1)) moving.refused.push(row.id)
  if (!isAgainstAll(moving.refused.length)) return
  await note(moving)
  const ids = moving.refused.splice(0)
  await noteIn(moving.slice, db => saveLeft(db, ids))
  throw new RemoteFailure('the destination', true, 'it refuses one message after another')
}

async function stopFull(moving: Moving): Promise<never> {
  await note(moving)
  const { slice: { database, copy, destination, request } } = moving
  const { left } = await amountsOf(database.reader, copy.id)
  throw new Refusal('conflict', fullWords(namedPlace(request.destination), { left: left.bytes, room: await destination.room().catch(() => null) }))
}

/** Writes down what became of messages, in the transaction that says up to where the destination is known. */
async function note(moving: Moving) {
  const { slice, folder, began } = moving
  const fates = moving.fates.splice(0)
  if (fates.length === 0) return
  const copied = fates.flatMap(fate => fate.state === 'copied' ? [fate] : [])
  const seen = Math.max(folder.destinationSeen, ...copied.map(({ destinationUid }) => destinationUid ?? 0))
  const moved = { messages: copied.length, bytes: copied.reduce((sum, { size }) => sum + size, 0), ms: performance.now() - began }
  moving.began = performance.now()
  await noteIn(slice, async (db) => {
    await saveFates(db, slice.copy.pass, fates)
    await addMoved(db, slice.copy.id, moved)
    await saveFolder(db, folder.id, { destinationSeen: seen })
  })
  folder.destinationSeen = seen
  slice.tally.messages += moved.messages
  slice.tally.bytes += moved.bytes
  slice.tally.ms += moved.ms
}
