import type { Readable } from 'node:stream'
import type { Actor } from '../../../platform/context.ts'
import type { Kept } from '../../../platform/blobs.ts'
import { isSystemFailure, Refusal } from '../../../platform/errors.ts'
import { bareMail } from '../../understanding/bytes/bare.ts'
import type { Arrived, Intake } from '../../mail/intake.ts'
import { keptForAgain, receiveAgain } from '../../mail/actions/receive-again.ts'
import type { Receiving } from '../../mail/actions/receive.ts'
import type { Wish } from '../../mail/wish.ts'
import type { RetriedQuarantined } from '../contract.ts'
import type { RawMessages, ReadKept } from '../ports.ts'
import { quarantinedAfter } from '../queries.ts'

/** What trying again is done with. */
export type TryingAgain = Receiving & { bytes: RawMessages, readKept: ReadKept }

/** Reads a message again that could not be read or was refused, and does what its words ask for. It may end as it did before. */
export async function retry(trying: TryingAgain, intakeId: number, actor: Actor): Promise<Intake> {
  const kept = await keptForAgain(trying.database.reader, intakeId)
  return receiveAgain(trying, { intakeId, understood: await readAgain(trying, kept), did: 'intake.retried', actor })
}

/** Does with a message what an agent wishes, whatever the checks say of it. One that no reader can read shows its headers and its bytes. */
export async function fulfil(trying: TryingAgain, { intakeId, wish }: { intakeId: number, wish: Wish }, actor: Actor): Promise<Intake> {
  const kept = await keptForAgain(trying.database.reader, intakeId)
  const read = await readAgain(trying, kept)
  const understood = 'mail' in read ? read : { mail: bareMail(await headOf(trying.bytes.raw(kept.sha256))) }
  return receiveAgain(trying, { intakeId, understood, wish, did: 'open' in wish ? 'intake.made-ticket' : 'intake.attached', actor })
}

const AT_ONCE = 20

/** Reads some of the quarantined messages again, after the one given: all of them, or those that an older reader failed on. */
export async function retryQuarantined(trying: TryingAgain, { after, by }: { after: number, by: 'any' | 'older' }, actor: Actor): Promise<RetriedQuarantined> {
  const ids = await quarantinedAfter(trying.database.reader, { after, limit: AT_ONCE + 1, by })
  const some = ids.slice(0, AT_ONCE)
  let recovered = 0
  for (const id of some) if (await isRecovered(trying, id, actor)) recovered += 1
  return { retried: some.length, recovered, after: some.at(-1) ?? after, left: ids.length - some.length }
}

/** One that cannot be stored, or was dealt with meanwhile, does not keep the others from their turn. */
async function isRecovered(trying: TryingAgain, id: number, actor: Actor): Promise<boolean> {
  try {
    return (await retry(trying, id, actor)).state !== 'quarantined'
  }
  catch (error) {
    if (isSystemFailure(error)) throw error
    return false
  }
}

async function readAgain({ bytes, readKept }: TryingAgain, kept: Kept): Promise<Arrived['understood']> {
  // The reader would call a message unreadable whose file is gone.
  await headOf(bytes.raw(kept.sha256), 1)
  return readKept(kept)
}

const HEAD_BYTES = 64 * 1024

async function headOf(stream: Readable, atMost = HEAD_BYTES): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of stream) {
      chunks.push(chunk as Buffer)
      size += (chunk as Buffer).length
      if (size >= atMost) break
    }
  }
  catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    throw new Refusal('conflict', 'The bytes of this message are not in the data directory')
  }
  stream.destroy()
  return Buffer.concat(chunks).subarray(0, atMost)
}
