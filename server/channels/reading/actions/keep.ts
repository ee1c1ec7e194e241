import type { Readable } from 'node:stream'
import type { Blobs, Kept } from '../../../platform/blobs.ts'
import type { Arrived } from '../../mail/intake.ts'
import { limits } from '../../understanding/limits.ts'
import type { MailParser } from '../../mail/ports.ts'

/** What it takes to keep a message and to read it. */
export type Keeping = { blobs: Blobs, parser: MailParser }

/** Where a message comes from, as it will be kept with it. */
export type Origin = Pick<Arrived, 'place' | 'envelope' | 'deliveredAt'>

/** Keeps a message that is in memory, then reads it. */
export async function keep({ blobs, parser }: Keeping, bytes: Uint8Array, origin: Origin): Promise<Arrived> {
  return parsed({ blobs, parser }, await blobs.keep(bytes), origin)
}

/** The same for a large one: streamed to its place on the disk, and read from there. `isRight` may refuse what has come before it is read. */
export async function keepStream({ blobs, parser }: Keeping, stream: Readable, { origin, isRight }: { origin: Origin, isRight?: (kept: Kept) => void }): Promise<Arrived> {
  const kept = await blobs.keepStream(stream)
  isRight?.(kept)
  return parsed({ blobs, parser }, kept, origin)
}

async function parsed(keeping: Keeping, kept: Kept, origin: Origin): Promise<Arrived> {
  return { ...origin, ...kept, understood: await readKept(keeping, kept) }
}

/** Reads what is kept, from where it is kept, by a thread: handing the bytes over would copy them once more. */
export async function readKept({ blobs, parser }: { blobs: Pick<Blobs, 'pathOf'>, parser: MailParser }, { sha256, size }: Kept): Promise<Arrived['understood']> {
  if (size > limits.messageBytes) return { quarantined: 'too-large' }
  const answer = await parser.parse({ path: blobs.pathOf(sha256) })
  if ('mail' in answer) return { mail: answer.mail }
  return { quarantined: answer.detail ? `${answer.unreadable}: ${answer.detail}` : answer.unreadable }
}
