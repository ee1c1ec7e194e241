import { buffer } from 'node:stream/consumers'
import type { Blobs } from '../../../platform/blobs.ts'
import type { ReadKept } from '../../intakes/ports.ts'
import { blankedRaw, editedRaw, type Redaction } from '../raw-editing.ts'

/** What raw messages are written anew with. */
export type Rewriting = { blobs: Pick<Blobs, 'keep' | 'stream'>, readKept: ReadKept }

/** A raw message that was written anew, under its new digest. */
export type Rewritten = { sha256: string, isBlank: boolean, files: ReadonlyMap<string, string> }

/** Raw messages that were written anew, by their former digest; `waste` was written and is not good enough. */
export type RewrittenRaws = { raws: Map<string, Rewritten>, waste: string[] }

/** What is taken out, and the files that must be found in each raw message. */
type Wanted = Redaction & { expected: ReadonlyMap<string, readonly string[]> }

/**
 * Writes these raw messages anew without the words and files, beside the former ones: nothing refers to them yet. What our own reader still
 * finds the words in is blanked as a whole, and so is one in which a file is not found that must be there.
 */
export async function rewriteRaws(rewriting: Rewriting, digests: Iterable<string>, wanted: Wanted): Promise<RewrittenRaws> {
  const found: RewrittenRaws = { raws: new Map(), waste: [] }
  for (const digest of digests) {
    const bytes = await bytesOf(rewriting, digest)
    const rewritten = bytes && await rewrite(rewriting, bytes, { ...wanted, digest, waste: found.waste })
    if (rewritten) found.raws.set(digest, rewritten)
  }
  return found
}

async function rewrite(rewriting: Rewriting, bytes: Buffer, { expected, digest, waste, ...redaction }: Wanted & { digest: string, waste: string[] }): Promise<Rewritten | undefined> {
  const edited = editedRaw(bytes, redaction)
  const isWhole = (expected.get(digest) ?? []).every(file => edited.files.has(file))
  if (isWhole && !edited.isChanged) return undefined
  if (isWhole && !edited.isBlank) {
    const kept = await rewriting.blobs.keep(edited.bytes)
    if (!await isReadIn(rewriting, kept, redaction)) return { sha256: kept.sha256, isBlank: false, files: edited.files }
    waste.push(kept.sha256)
  }
  return { sha256: (await rewriting.blobs.keep(blankedRaw(bytes).bytes)).sha256, isBlank: true, files: new Map() }
}

/** A file that is lost already holds nothing. */
export async function bytesOf({ blobs }: Pick<Rewriting, 'blobs'>, digest: string): Promise<Buffer | undefined> {
  try {
    return await buffer(blobs.stream(digest))
  }
  catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    return undefined
  }
}

async function isReadIn({ readKept }: Rewriting, kept: { sha256: string, size: number }, { removal }: Redaction): Promise<boolean> {
  const understood = await readKept(kept)
  if (!('mail' in understood)) return true
  const { subject, text, visibleReply, html, attachments } = understood.mail
  return [subject, text, visibleReply, ...attachments.map(({ filename }) => filename ?? '')].some(said => removal.isIn(said, 'text')) || removal.isIn(html ?? '', 'html')
}
