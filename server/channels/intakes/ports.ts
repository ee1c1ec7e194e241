import type { Readable } from 'node:stream'
import type { Kept } from '../../platform/blobs.ts'
import type { Arrived } from '../mail/intake.ts'

/** Reads a kept message anew. */
export type ReadKept = (kept: Kept) => Promise<Arrived['understood']>

/** Where raw messages are read. */
export type RawMessages = { raw: (sha256: string) => Readable }
