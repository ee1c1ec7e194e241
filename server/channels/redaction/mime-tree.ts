import { first, readFields } from '../understanding/bytes/headers.ts'
import { readPartHeader, type PartHeader } from '../understanding/bytes/parts.ts'
import { encodingOf, type Encoding } from './encodings.ts'

/**
 * A stretch of a raw message, in the order they stand there; together they are the whole. `header` is a block of fields, `leaf` the content
 * of a part, `between` what stands around the parts and belongs to none.
 */
export type Stretch = { what: 'header', text: string } | { what: 'between', text: string } | Leaf

/** The content of a part that holds no others. A message inside the message is one. */
export type Leaf = { what: 'leaf', text: string, encoding: Encoding, part: PartHeader }

const DEEPEST = 30
const MOST = 3000

/** The stretches of a message (bytes as characters of the same number). Undefined when it is deeper or in more parts than one can be certain of. */
export function stretchesOf(raw: string): Stretch[] | undefined {
  const found: Stretch[] = []
  return read(raw, found, 0) ? found : undefined
}

function read(entity: string, found: Stretch[], depth: number): boolean {
  if (depth > DEEPEST || found.length > MOST) return false
  const { header, body } = halves(entity)
  found.push({ what: 'header', text: header })
  const fields = readFields(header.replace(/^[\s\ufeff]+|^\xef\xbb\xbf/, '').replace(/^>?From [^\n]*\n/, ''))
  const [part, encoding] = [readPartHeader(fields), encodingOf(first(fields, 'content-transfer-encoding'))]
  const boundary = part.parameters.get('boundary')?.trim()
  if (part.contentType.startsWith('multipart/') && boundary) return readParts(body, { boundary, found, depth })
  found.push({ what: 'leaf', text: body, encoding, part })
  return true
}

/** The fields with the blank line that ends them, and what follows. */
function halves(entity: string): { header: string, body: string } {
  const begin = /^(?:\xef\xbb\xbf)?[\r\n]*/.exec(entity)?.[0].length ?? 0
  // A part may begin with its blank line: then it has no fields.
  if (/^\r?\n/.test(entity)) return { header: entity.slice(0, entity.indexOf('\n') + 1), body: entity.slice(entity.indexOf('\n') + 1) }
  const end = /\r?\n\r?\n/g
  end.lastIndex = begin
  const found = end.exec(entity)
  const at = found ? found.index + found[0].length : entity.length
  return { header: entity.slice(0, at), body: entity.slice(at) }
}

type Inside = { boundary: string, found: Stretch[], depth: number }

function readParts(body: string, { boundary, found, depth }: Inside): boolean {
  const line = new RegExp(`(?:^|\\r?\\n)--${boundary.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')}(--)?[ \\t]*(?=\\r?\\n|$)`, 'g')
  let [from, isInPart] = [0, false]
  for (const { 0: delimiter, 1: closing, index } of body.matchAll(line)) {
    const text = body.slice(from, index)
    if (!isInPart) found.push({ what: 'between', text })
    else if (!read(text, found, depth + 1)) return false
    isInPart = closing === undefined
    from = index + delimiter.length + (isInPart ? breakAfter(body, index + delimiter.length, boundary) : 0)
    found.push({ what: 'between', text: body.slice(index, from) })
  }
  const rest = body.slice(from)
  if (isInPart) return read(rest, found, depth + 1)
  found.push({ what: 'between', text: rest })
  return found.length <= MOST
}

/** The line break after a delimiter belongs to it, unless it is the one that begins the next. */
function breakAfter(body: string, at: number, boundary: string): number {
  const { length } = /^\r?\n/.exec(body.slice(at, at + 2))?.[0] ?? ''
  return body.startsWith(`--${boundary}`, at + length) ? 0 : length
}
