import { latin1Of } from './charset.ts'

/** The boundary of a multipart that does not name it: its first line that looks like one. */
export function guessedBoundary(body: Uint8Array): string | undefined {
  const beginning = latin1Of(body.subarray(0, 10_000))
  return /^--([^\s"\\]{1,70})[ \t]*\r?$/m.exec(beginning)?.[1]
}

/** The body up to the boundary of this number, and without it; whatever begins with "--" counts. */
export function beforeBoundary(body: Uint8Array, count: number): Uint8Array {
  const raw = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  let at = -1
  for (let seen = 0; seen < count; seen++) {
    at = raw.indexOf('\n--', at + 1)
    if (at < 0) return body
  }
  return raw.subarray(0, at + 1)
}
