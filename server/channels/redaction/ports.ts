import type { Blobs } from '../../platform/blobs.ts'

/** Where raw messages and files are read, written anew, and removed. */
export type FileBytes = Pick<Blobs, 'keep' | 'stream' | 'remove'>
