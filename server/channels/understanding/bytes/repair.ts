import { latin1Of } from './charset.ts'

/**
 * The boundary that the sender of a multipart meant: the one that its header names; when that stands nowhere, the first line that looks like
 * one and has the header of a part below it; when none is named, the first line that looks like one.
 */
export function meantBoundary(body: Uint8Array, named: string | undefined): string | undefined {
  const boundary = named?.trim()
  const raw = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  if (boundary && raw.includes(`--${boundary}`)) return boundary
  const beginning = latin1Of(body.subarray(0, 10_000))
  return (boundary ? WITH_HEADER : ALONE).exec(beginning)?.[1] ?? boundary
}

const ALONE = /^--([^\s"\\]{1,70})[ \t]*\r?$/m
const WITH_HEADER = /^--([^\s"\\]{1,70})[ \t]*\r?\n(?=content-[a-z-]{1,50}[ \t]*:)/im

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
