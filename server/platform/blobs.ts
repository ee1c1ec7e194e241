import { createHash, randomBytes } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
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
  pathOf: (sha256: string) => string
  /** Removes what an interrupted writing left behind before `before`. */
  forgetDrafts: (before: Date) => Promise<void>
}

export type Kept = { sha256: string, size: number }

/** Blobs in `folder/ab/abcdef…`: 256 folders, so that none grows out of hand. */
export function blobsIn(folder: string): Blobs {
  const pathOf = (sha256: string) => join(folder, sha256.slice(0, 2), sha256)
  const drafts = join(folder, 'drafts')
  const newDraft = () => join(drafts, randomBytes(12).toString('hex'))

  return {
    pathOf,
    async keep(bytes) {
      const kept = { sha256: createHash('sha256').update(bytes).digest('hex'), size: bytes.length }
      // A file of the right name and size is whole: names are given only to whole, synchronised files.
      if (await sizeOf(pathOf(kept.sha256)) === kept.size) return kept
      const draft = newDraft()
      await writeSynced(draft, bytes)
      await place(draft, pathOf(kept.sha256))
      return kept
    },
    async keepStream(source) {
      await mkdir(drafts, { recursive: true })
      const draft = newDraft()
      try {
        const kept = await writeStream(draft, source)
        await place(draft, pathOf(kept.sha256))
        return kept
      }
      catch (error) {
        await rm(draft, { force: true })
        throw error
      }
    },
    read: sha256 => readFile(pathOf(sha256)),
    stream: sha256 => createReadStream(pathOf(sha256)),
    forgetDrafts: before => forgetFiles(drafts, before),
  }
}

const sizeOf = (path: string) => stat(path).then(({ size }) => size, () => undefined)

/** Makes the folder only when it turns out to be missing: it is there all but the first times. */
async function inFolder<T>(path: string, act: () => Promise<T>): Promise<T> {
  return act().catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
    await mkdir(dirname(path), { recursive: true })
    await syncFolder(dirname(dirname(path)))
    return act()
  })
}

async function writeSynced(path: string, bytes: Uint8Array) {
  const file = await inFolder(path, () => open(path, 'wx'))
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

async function writeStream(path: string, source: Readable): Promise<Kept> {
  const hash = createHash('sha256')
  let size = 0
  source.on('data', (chunk: Buffer) => { hash.update(chunk); size += chunk.length })
  await pipeline(source, createWriteStream(path, { flush: true }))
  return { sha256: hash.digest('hex'), size }
}

async function place(draft: string, path: string) {
  await inFolder(path, () => rename(draft, path))
  await syncFolder(dirname(path))
}

// A rename is only durable once its folder is (POSIX says nothing before that).
async function syncFolder(path: string) {
  const folder = await open(path, 'r')
  try { await folder.sync() }
  finally { await folder.close() }
}

async function forgetFiles(folder: string, before: Date) {
  for (const name of await readdir(folder).catch(() => [])) {
    const path = join(folder, name)
    const found = await stat(path).catch(() => undefined)
    if (found && found.mtimeMs < before.getTime()) await rm(path, { force: true })
  }
}
