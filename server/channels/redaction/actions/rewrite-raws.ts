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

/**
 * Writes these raw messages anew without the words and files, beside the former ones: nothing refers to them yet. `expected` are the files
 * that must be found in each. What our own reader still finds the words in is blanked as a whole.
 */
export async function rewriteRaws(rewriting: Rewriting, digests: Iterable<string>, redaction: Redaction, expected: ReadonlyMap<string, readonly string[]>): Promise<RewrittenRaws> {
  const found: RewrittenRaws = { raws: new Map(), waste: [] }
  for (const digest of digests) {
    const bytes = await bytesOf(rewriting, digest)
    if (!bytes) continue
    const edited = editedRaw(bytes, redaction)
    const isWhole = (expected.get(digest) ?? []).every(file => edited.files.has(file))
    if (isWhole && !edited.isChanged) continue
    const kept = await rewriting.blobs.keep(isWhole ? edited.bytes : blankedRaw(bytes).bytes)
    if (isWhole && !edited.isBlank && await isReadIn(rewriting, kept, redaction)) {
      found.waste.push(kept.sha256)
      found.raws.set(digest, { sha256: (await rewriting.blobs.keep(blankedRaw(bytes).bytes)).sha256, isBlank: true, files: new Map() })
    }
    else found.raws.set(digest, { sha256: kept.sha256, isBlank: edited.isBlank || !isWhole, files: edited.files })
  }
  return found
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
