import { createHash, randomBytes } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open, readdir, readFile, rename, rm, stat, statfs, type FileHandle } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** Bytes kept under their own SHA-256. Identical bytes are kept once; what was kept is never changed. */
export type Blobs = {
  /** Durable when the promise resolves: it survives a power cut. */
  keep: (bytes: Uint8Array) => Promise<Kept>
  /** The same, for what does not fit in memory; gives up (and leaves nothing) when the stream fails. */
  keepStream: (source: Readable) => Promise<Kept>
  stream: (sha256: string) => Readable
  /** How many bytes are there; undefined when there are none. */
  sizeOf: (sha256: string) => Promise<number | undefined>
  /** Where they are on the disk, for whoever reads in another thread. */
  pathOf: (sha256: string) => string
  /** How many bytes there is room for; undefined before the first were kept. */
  room: () => Promise<number | undefined>
  /** Removes what is kept under this digest; nothing happens when nothing is. */
  remove: (sha256: string) => Promise<void>
  /** Removes what an interrupted writing left behind before `before`. */
  forgetDrafts: (before: Date) => Promise<void>
  /** Lets go of the folders. */
  close: () => Promise<void>
}

/** Bytes that are safe: their digest, and how many they are. */
export type Kept = { sha256: string, size: number }

/** Blobs in `folder/ab/abcdef…`: 256 folders, so that none grows out of hand. */
export function blobsIn(folder: string): Blobs {
  const pathOf = (sha256: string) => join(folder, sha256.slice(0, 2), sha256)
  const drafts = join(folder, 'drafts')
  const newDraft = () => join(drafts, randomBytes(12).toString('hex'))
  const folders = openFolders()

  return {
    pathOf,
    async keep(bytes) {
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      const path = pathOf(sha256)
      try { await writeSynced(path, bytes) }
      catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
        await replaceUnlessWhole(path, { bytes, draft: newDraft() })
      }
      await folders.sync(dirname(path))
      return { sha256, size: bytes.length }
    },
    async keepStream(source) {
      const draft = newDraft()
      try {
        await mkdir(drafts, { recursive: true })
        const kept = await writeStream(draft, source)
        await inFolder(pathOf(kept.sha256), () => rename(draft, pathOf(kept.sha256)))
        await folders.sync(dirname(pathOf(kept.sha256)))
        return kept
      }
      catch (error) {
        await rm(draft, { force: true })
        throw error
      }
    },
    stream: sha256 => createReadStream(pathOf(sha256)),
    sizeOf: sha256 => unlessMissing(stat(pathOf(sha256)).then(({ size }) => size)),
    room: () => unlessMissing(statfs(folder).then(({ bavail, bsize }) => bavail * bsize)),
    async remove(sha256) {
      const path = pathOf(sha256)
      await rm(path, { force: true })
      await folders.sync(dirname(path)).catch((error: NodeJS.ErrnoException) => { if (error.code !== 'ENOENT') throw error })
    },
    forgetDrafts: before => forgetFiles(drafts, before),
    close: folders.close,
  }
}

const unlessMissing = <T>(found: Promise<T>): Promise<T | undefined> => found.catch((error: NodeJS.ErrnoException) => {
  if (error.code !== 'ENOENT') throw error
  return undefined
})

/** Makes the folder only when it turns out to be missing: it is there all but the first times. */
async function inFolder<T>(path: string, act: () => Promise<T>): Promise<T> {
  return act().catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
    await mkdir(dirname(path), { recursive: true })
    const parent = await open(dirname(dirname(path)), 'r')
    try { await parent.sync() }
    finally { await parent.close() }
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

/** A file that is there may be what a killed process left unfinished, or what another one is writing: it is replaced at one stroke unless it holds all the bytes. */
async function replaceUnlessWhole(path: string, { bytes, draft }: { bytes: Uint8Array, draft: string }) {
  const found = await readFile(path)
  if (found.equals(bytes)) return
  await writeSynced(draft, bytes)
  await rename(draft, path)
}

/**
 * Makes the names in a folder durable: POSIX promises nothing of a new file's name before its folder is synchronised.
 * The folders stay open, at most 256 of them, since opening one costs more than synchronising it.
 */
function openFolders() {
  const folders = new Map<string, Promise<FileHandle>>()
  async function close(path: string) {
    const folder = folders.get(path)
    folders.delete(path)
    // One that could not be opened has nothing to close.
    await folder?.then(handle => handle.close()).catch(() => undefined)
  }
  return {
    async sync(path: string) {
      const folder = folders.get(path) ?? open(path, 'r')
      folders.set(path, folder)
      try { await (await folder).sync() }
      catch (error) {
        await close(path)
        throw error
      }
    },
    close: async () => { await Promise.all([...folders.keys()].map(close)) },
  }
}

async function writeStream(path: string, source: Readable): Promise<Kept> {
  const hash = createHash('sha256')
  let size = 0
  source.on('data', (chunk: Buffer) => { hash.update(chunk); size += chunk.length })
  await pipeline(source, createWriteStream(path, { flush: true }))
  return { sha256: hash.digest('hex'), size }
}

async function forgetFiles(folder: string, before: Date) {
  for (const name of await readdir(folder).catch(() => [])) {
    const path = join(folder, name)
    const found = await stat(path).catch(() => undefined)
    if (found && found.mtimeMs < before.getTime()) await rm(path, { force: true })
  }
}
