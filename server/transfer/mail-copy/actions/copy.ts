import { Refusal, RemoteFailure } from '../../../platform/errors.ts'
import { namedPlace, type CopyRequest } from '../account.ts'
import type { Copy, CopyFolder, CopyResult } from '../copy.ts'
import { timeLeft } from '../estimate.ts'
import { amountsOf, broughtBy, countFolders, foldersOf, skippedFolders, unmatchedOf } from '../queries.ts'
import { saveFolder, saveResult, saveStage } from '../store.ts'
import { fullWords, goingWords, unmatchedWords } from '../words.ts'
import { compareFolder } from './compare.ts'
import { followFlags } from './follow-flags.ts'
import { listFolder } from './list.ts'
import { mapMailbox } from './map.ts'
import { meet } from './meet.ts'
import { moveFolder } from './move.ts'
import { noteIn, takeUp, type CopyWorld, type Slice } from './slice.ts'

/** How a copy stands after a slice of work: done, or how far it is and when to go on. */
export type Stands = { result: CopyResult } | { going: { done: number, of: number | null, says: string, leftMs: number | null, againInMs: number } }

const SLICE_MS = 25_000
const BYTES_PER_SECOND = 8 * 1024 * 1024
const AGAIN_MS = 1000
const AFTER_A_CUT_MS = 30_000
const MOST_UNMATCHED = 200

/**
 * Copies one mailbox into another for a while. It may be killed at any moment and asked again: nothing is doubled and nothing is
 * lost. The source is never changed. Asked for a new pass later, it brings only what is new.
 */
export async function copyMailbox(world: CopyWorld, request: CopyRequest, signal: AbortSignal): Promise<Stands> {
  const copy = await takeUp(world, request)
  if (copy.stage === 'done' && copy.result) return { result: copy.result }
  const opening = { signal, bytesPerSecond: world.bytesPerSecond ?? BYTES_PER_SECOND }
  const source = await world.stores.openSource(request.source, opening)
  try {
    const destination = await world.stores.openDestination(request.destination, opening)
    try {
      const until = performance.now() + (world.sliceMs ?? SLICE_MS)
      const isOver = () => performance.now() > until || signal.aborted
      return await work({ database: world.database, copy, request, source, destination, isOver, tally: { messages: 0, bytes: 0, ms: 0, folder: null } })
    }
    finally {
      await destination.close()
    }
  }
  finally {
    await source.close()
  }
}

async function work(slice: Slice): Promise<Stands> {
  const { copy } = slice
  try {
    if (copy.stage === 'folders') await mapMailbox(slice)
    if (copy.stage !== 'copying' && !await listAll(slice)) return await standing(slice, AGAIN_MS)
    if (!await copyAll(slice)) return await standing(slice, AGAIN_MS)
    return { result: await finish(slice) }
  }
  catch (error) {
    // Something was copied: the other side is there, and only hung up.
    if (error instanceof RemoteFailure && error.retry && slice.tally.messages > 0) return standing(slice, AFTER_A_CUT_MS)
    throw error
  }
}

async function listAll(slice: Slice): Promise<boolean> {
  const { database, copy, destination, request } = slice
  for (const folder of await foldersOf(database.reader, copy.id, ['waiting'])) {
    slice.tally.folder = folder.from
    if (slice.isOver() || !await listFolder(slice, folder)) return false
  }
  // Before anything is copied: a mailbox that we have filled takes no mail any more.
  const [{ left }, room] = [await amountsOf(database.reader, copy.id), await destination.room()]
  if (room && room.used + left.bytes > room.limit) throw new Refusal('conflict', fullWords(namedPlace(request.destination), { left: left.bytes, room }))
  await noteIn(slice, db => saveStage(db, copy.id, 'copying'))
  return true
}

async function copyAll(slice: Slice): Promise<boolean> {
  for (const folder of await foldersOf(slice.database.reader, slice.copy.id, ['listed'])) {
    slice.tally.folder = folder.from
    if (slice.isOver() || !await copyFolder(slice, folder)) return false
  }
  return true
}

async function copyFolder(slice: Slice, folder: CopyFolder): Promise<boolean> {
  const { source, copy } = slice
  const atSource = await source.enter(folder.from)
  if (atSource?.uidValidity !== folder.sourceValidity) return listAgain(slice, folder)
  const entered = await meet(slice, folder)
  const [fresh = folder] = (await foldersOf(slice.database.reader, copy.id, ['listed'])).filter(({ id }) => id === folder.id)
  if (!await moveFolder(slice, fresh, entered)) return false
  if (copy.pass > 1 && !await followFlags(slice, fresh, entered)) return false
  await compareFolder(slice, fresh)
  return true
}

/** The source has numbered its messages anew since they were listed. */
async function listAgain(slice: Slice, { id }: CopyFolder): Promise<false> {
  await noteIn(slice, async (db) => {
    await saveFolder(db, id, { state: 'waiting' })
    await saveStage(db, slice.copy.id, 'listing')
  })
  return false
}

async function finish(slice: Slice): Promise<CopyResult> {
  const { database: { reader }, copy } = slice
  const [brought, { failed }, skipped] = [await broughtBy(reader, copy), await amountsOf(reader, copy.id), await skippedFolders(reader, copy.id)]
  const result: CopyResult = {
    copied: brought.copied.messages, bytes: brought.copied.bytes, found: brought.found.messages, skipped: failed.messages, folders: await countFolders(reader, copy.id),
    unmatched: [...skipped.map(({ folder, why }) => `${folder}: ${why ?? ''}`), ...unmatchedWords(await unmatchedOf(reader, copy.id, MOST_UNMATCHED))],
  }
  await noteIn(slice, db => saveResult(db, copy.id, result))
  return result
}

async function standing(slice: Slice, againInMs: number): Promise<Stands> {
  const { database: { reader }, copy, request: { address }, tally } = slice
  const [brought, { left, failed }] = [await broughtBy(reader, copy), await amountsOf(reader, copy.id)]
  const stage = await stageOf(slice, copy)
  const moved = sum(brought.copied, brought.found, failed)
  const of = sum(moved, left)
  if (stage === 'listing') return { going: { done: of.messages, of: null, says: [address, 'listing what there is', tally.folder].filter(Boolean).join(' · '), leftMs: null, againInMs } }
  const workedMs = copy.workedMs + tally.ms
  const leftMs = timeLeft({ moved: sum(copy.moved, tally), left, workedMs })
  return { going: { done: moved.messages, of: of.messages, says: goingWords({ address, folder: tally.folder, moved, of }), leftMs, againInMs } }
}

const stageOf = async ({ database }: Slice, { id }: Copy) => (await foldersOf(database.reader, id, ['waiting'])).length > 0 ? 'listing' : 'copying'

type Amounts = { messages: number, bytes: number }
const sum = (...amounts: readonly Amounts[]): Amounts => amounts.reduce((one, other) => ({ messages: one.messages + other.messages, bytes: one.bytes + other.bytes }), { messages: 0, bytes: 0 })
