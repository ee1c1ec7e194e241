import { latin1Of } from './charset.ts'
import { first, plain, readable, readFields, type Headers } from './headers.ts'
import { readStructured, type Structured } from './parameters.ts'

/** What the header of a MIME part says of it (RFC 2045 to 2047, 2183, 2231). */
export type PartHeader = {
  contentType: string
  parameters: Structured['parameters']
  disposition: string | null
  filename: string | null
  contentId: string | null
}

/** A part whose bytes were read. `kept` are its first bytes, where something is to be read in them. */
export type LeafPart = PartHeader & { size: number, sha256: string, kept: Uint8Array, isCut: boolean, parts: readonly never[] }

/** A multipart, with what was found in it. */
export type Container = PartHeader & { parts: readonly Part[] }

/** A part of a message: one with bytes, or one that holds others. */
export type Part = LeafPart | Container

/** Whether it has bytes of its own. */
export const isLeaf = (part: Part): part is LeafPart => 'sha256' in part

/** The parts that are no containers, in their order. */
export const leavesOf = (part: Part): LeafPart[] => isLeaf(part) ? [part] : part.parts.flatMap(leavesOf)

/** Reads the header of a part of that multipart, or of the message; what is missing or unusable gets the type that it most likely has. */
export function readPartHeader(headers: Headers, multipart?: string): PartHeader {
  const type = readStructured(first(headers, 'content-type'))
  const disposition = readStructured(first(headers, 'content-disposition'))
  const filename = plain(disposition.parameters.get('filename') ?? type.parameters.get('name') ?? '').slice(0, 250)
  const contentType = multipart === 'multipart/digest' && type.value === '' ? 'message/rfc822' : knownType(type.value, disposition.value, filename)
  return {
    contentType,
    parameters: type.parameters,
    disposition: disposition.value || null,
    filename: isNamedBody(contentType, disposition.value, multipart) ? null : filename || null,
    contentId: plain(first(headers, 'content-id') ?? '').replace(/^<|>$/g, '') || null,
  }
}

// Some give their words a file name; where nothing else can be the words, that is none.
const isNamedBody = (contentType: string, disposition: string, multipart: string | undefined) =>
  (multipart === undefined || multipart === 'multipart/alternative') && isText(contentType) && disposition !== 'attachment'

// Nothing is text (RFC 2045 §5.2), and so is what cannot be used, unless it is a file.
function knownType(type: string, disposition: string, filename: string): string {
  if (/^[\w.+-]+\/[\w.+-]+$/.test(type)) return type
  if (type === 'html') return 'text/html'
  return type !== '' && (disposition === 'attachment' || filename) ? 'application/octet-stream' : 'text/plain'
}

/** Shown as the words of the message. A text with a file name, or sent as an attachment, is a file. */
export const isBody = ({ contentType, disposition, filename }: PartHeader) =>
  isText(contentType) && disposition !== 'attachment' && filename === null

const isText = (contentType: string) => contentType === 'text/plain' || contentType === 'text/html'

/** Reports and messages inside the message, whose beginning says what happened. */
export const isTelling = ({ contentType }: PartHeader) => /^(message\/|text\/rfc822)/.test(contentType)

/** The name of a part for people: an attached message has the name of its subject. */
export function filenameOf(part: LeafPart): string | null {
  if (part.filename !== null || !/^message\/(rfc822|global)$/.test(part.contentType)) return part.filename
  const subject = readable(first(headersOf(part), 'subject')).replace(/[\\/:*?"<>|]+/g, '-').slice(0, 100).trim()
  return `${subject || 'message'}.eml`
}

/** The header fields at the beginning of an attached message, or of a copy of one. */
export const headersOf = ({ kept }: LeafPart): Headers =>
  readFields(latin1Of(kept).replace(/^\s+/, '').split(/\r?\n\r?\n/, 1)[0] ?? '')
