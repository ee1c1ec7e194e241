import type { Readable } from 'node:stream'

// The reader itself gives up there (docs/intake.md).
const MOST_BYTES = 2 * 1024 * 1024

/** The header of a raw message, as it came. */
export async function headerBlock(source: Readable): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of source) {
    chunks.push(chunk as Buffer)
    size += (chunk as Buffer).length
    if (size >= MOST_BYTES || endOf(Buffer.concat(chunks)) !== undefined) break
  }
  source.destroy()
  const read = Buffer.concat(chunks)
  return read.subarray(0, endOf(read) ?? MOST_BYTES)
}

function endOf(read: Buffer): number | undefined {
  const ends = [read.indexOf('\n\n'), read.indexOf('\n\r\n')].filter(at => at >= 0)
  return ends.length === 0 ? undefined : Math.min(...ends) + 1
}
