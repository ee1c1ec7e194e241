import { latin1Of } from './charset.ts'

/** Decodes the base64 of a text. Words among it stand as they are: some declare base64 and write plainly, and lists add their footer in plain words below it. */
export function fromBase64(encoded: Uint8Array): Uint8Array {
  const text = latin1Of(encoded)
  const words = STRANGE.test(text) ? wordsBegin(text) : text.length
  if (words === 0) return encoded
  const decoded = Buffer.from(text.slice(0, words), 'base64')
  return words === text.length ? decoded : Buffer.concat([decoded, Buffer.from('\n'), encoded.subarray(words)])
}

const STRANGE = /[^A-Za-z0-9+/=\r\n]/

/** Where the first line stands that is no base64; the length when all are. */
function wordsBegin(text: string): number {
  let isFirst = true
  for (const { 0: line, index } of text.matchAll(/[^\r\n]+/g)) {
    if (line.trim() === '') continue
    if (areWords(line.trim())) return isFirst ? 0 : index
    isFirst = false
  }
  return text.length
}

// A stray character or blank is damage.
function areWords(line: string): boolean {
  const strange = line.length - line.replace(/[^A-Za-z0-9+/=\s]/g, '').length
  const blanks = line.split(/\s+/).length - 1
  return strange * 5 > line.length || blanks > 1 || (blanks > 0 && strange > 0)
}
