import { createHash, randomBytes } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { access, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** Bytes kept under their own SHA-256. Identical bytes are kept once; what was kept is never changed. */
export type Blobs = {
  /** Durable when the promise resolves: it survives a power cut. */
  keep: (bytes: Uint8Array) => Promise<Kept>
  /** The same, for what does not fit in memory; gives up (and leaves nothing) when the stream fails. */
  keepStream: (source: Readable) => Promise<Kept>
  read: (sha256: string) => Promise<Buffer>
  stream: (sha256: string) => Readable
  has: (sha256: string) => Promise<boolean>
  pathOf: (sha256: string) => string
  /** Removes what an interrupted writing left behind before `before`. */
  forgetDrafts: (before: Date) => Promise<void>
}

export type Kept = { sha256: string, size: number }

/** Blobs in `folder/ab/abcdef…`: 256 folders, so that none grows out of hand. */
export function blobsIn(folder: string): Blobs {
  const pathOf = (sha256: string) => join(folder, sha256.slice(0, 2), sha256)
  const drafts = join(folder, 'drafts')

  async function place(draft: string, { sha256, size }: Kept): Promise<Kept> {
    const path = pathOf(sha256)
    await mkdir(dirname(path), { recursive: true })
    await rename(draft, path)
    await syncFolder(dirname(path))
    return { sha256, size }
  }

  /** A file of the right name and size is whole: names are given only to whole, synchronised files. */
  async function isKept({ sha256, size }: Kept): Promise<boolean> {
    return stat(pathOf(sha256)).then(found => found.size === size, () => false)
  }

  return {
    pathOf,
    async keep(bytes) {
      const kept = { sha256: createHash('sha256').update(bytes).digest('hex'), size: bytes.length }
      if (await isKept(kept)) return kept
      const draft = join(drafts, randomBytes(12).toString('hex'))
      await writeSynced(draft, bytes)
      return place(draft, kept)
    },
    async keepStream(source) {
      await mkdir(drafts, { recursive: true })
      const draft = join(drafts, randomBytes(12).toString('hex'))
      const hash = createHash('sha256')
      let size = 0
      source.on('data', (chunk: Buffer) => { hash.update(chunk); size += chunk.length })
      try {
        await pipeline(source, createWriteStream(draft, { flush: true }))
        return await place(draft, { sha256: hash.digest('hex'), size })
      }
      catch (error) {
        await rm(draft, { force: true })
        throw error
      }
    },
    read: sha256 => readFile(pathOf(sha256)),
    stream: sha256 => createReadStream(pathOf(sha256)),
    async forgetDrafts(before) {
      for (const name of await readdir(drafts).catch(() => [])) {
        const { mtimeMs } = await stat(join(drafts, name))
        if (mtimeMs < before.getTime()) await rm(join(drafts, name), { force: true })
      }
    },
    has: sha256 => access(pathOf(sha256)).then(() => true, () => false),
  }

  async function writeSynced(path: string, bytes: Uint8Array) {
    const file = await open(path, 'wx').catch(async (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error
      await mkdir(drafts, { recursive: true })
      return open(path, 'wx')
    })
    try {
      await file.writeFile(bytes)
      await file.datasync()
    }
    catch (error) {
      await rm(path, { force: true })
      throw error
    }
    finally {
      await file.close()
    }
  }
}

// A rename is only durable once its folder is (POSIX says nothing before that).
async function syncFolder(path: string) {
  const folder = await open(path, 'r')
  try { await folder.sync() }
  finally { await folder.close() }
}
