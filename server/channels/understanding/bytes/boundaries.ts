import { latin1Of } from './charset.ts'
import { limits } from '../limits.ts'
import { readStructured } from './parameters.ts'

/** A body whose parts are where a parser looks for them, and whether its sender had put them elsewhere. */
export type Sound = { body: Uint8Array, isRepaired: boolean }

/** One change to the bytes: those between two places give way to others. */
type Edit = { from: number, to: number, by: string }

/** A multipart that has begun. `type` is where its header calls it one; it is `seen` once its boundary has stood in the body, and `written` with the blanks that it is declared with. */
type Open = { boundary: string, written: string, isSeen: boolean, type: { from: number, to: number } | undefined }

type Line = { from: number, to: number, next: number, text: string }

/** The Content-Type of a part, unfolded, and where it stands; `isLast` while its lines go on. */
type PartType = { text: string, from: number, isLast: boolean }

type Walk = { raw: Buffer, open: Open[], places: Map<string, number>, edits: Edit[], isRepaired: boolean }

/** RFC 2046 allows boundaries of 70 characters; programs make longer ones. */
const LONGEST = 2000
/** A hostile body has no end of lines that look like boundaries. */
const MOST_LINES = 200_000
/** Of multiparts that stand inside each other, the ones whose end may have words behind it. */
const INNERMOST = 20
const FIELD = /^[!-9;-~]+[ \t]*:/

/**
 * The body as its sender meant it (RFC 2046 §5.1), for a parser that takes boundaries by the letter: a boundary may have blanks behind it, the
 * boundary of an outer multipart ends the inner ones, the header of a part may lack the blank line after it, and a multipart that never begins is text.
 */
export function withSoundBoundaries(body: Uint8Array, boundary: string): Sound {
  const raw = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  const walk: Walk = { raw, open: [], places: new Map(), edits: [], isRepaired: false }
  begin(walk, boundary, undefined)
  walkThrough(walk)
  for (const one of walk.open.slice(1)) if (!one.isSeen) asText(walk, one)
  return { body: walk.edits.length === 0 ? body : edited(raw, walk.edits), isRepaired: walk.isRepaired }
}

function walkThrough(walk: Walk) {
  let [parts, lines] = [0, 0]
  for (let line = delimiterFrom(walk.raw, 0); line && walk.open.length > 0 && parts <= limits.parts && lines < MOST_LINES; lines++) {
    const next = delimited(walk, line)
    if (next !== undefined) parts++
    line = delimiterFrom(walk.raw, next ?? line.next)
  }
}

function lineAt(raw: Buffer, from: number): Line {
  const newline = raw.indexOf(0x0a, from)
  const next = newline < 0 ? raw.length : newline + 1
  const end = newline < 0 ? raw.length : newline
  const to = end > from && raw[end - 1] === 0x0d ? end - 1 : end
  return { from, to, next, text: raw.toString('latin1', from, Math.min(to, from + LONGEST)) }
}

/** The next line that begins with two dashes. */
function delimiterFrom(raw: Buffer, from: number): Line | undefined {
  if (from === 0 && raw[0] === 0x2d && raw[1] === 0x2d) return lineAt(raw, 0)
  const at = raw.indexOf('\n--', Math.max(0, from - 1))
  return at < 0 ? undefined : lineAt(raw, at + 1)
}

function begin({ open, places }: Walk, boundary: string, type: Open['type']) {
  // A boundary is compared byte by byte.
  const written = latin1Of(Buffer.from(boundary))
  const bytes = written.trim()
  if (bytes === '' || places.has(bytes)) return
  places.set(bytes, open.length)
  open.push({ boundary: bytes, written, isSeen: false, type })
}

/** Deals with a line that may be a boundary; answers where reading goes on, or undefined when it is none. */
function delimited(walk: Walk, line: Line): number | undefined {
  const found = foundAt(walk, line)
  const own = found && walk.open[found.place]
  if (!own) return undefined
  endInner(walk, found.place, line.from)
  tidy(walk, line, `${own.written}${found.isEnd || line.to === walk.raw.length ? '--' : ''}`)
  if (found.isEnd) {
    walk.places.delete(walk.open.pop()?.boundary ?? '')
    return line.next
  }
  own.isSeen = true
  return readHeader(walk, line.next)
}

/** Which multipart a line is the boundary of, and whether it ends it. */
function foundAt({ places, open }: Walk, { from, to, text }: Line): { place: number, isEnd: boolean } | undefined {
  if (to - from > LONGEST) return undefined
  const said = text.trimEnd().slice(2)
  const place = places.get(said)
  if (place !== undefined) return { place, isEnd: false }
  // Some go on writing behind the last boundary.
  const ended = said.includes('--') ? open.slice(-INNERMOST).findLast(({ boundary }) => said.startsWith(boundary) && /^[ \t]*--/.test(said.slice(boundary.length, boundary.length + 20))) : undefined
  const last = places.get(ended?.boundary ?? said.replace(/--$/, ''))
  return last === undefined ? undefined : { place: last, isEnd: true }
}

/** Makes a boundary what it should be: with nothing behind it, and with its end when the message was cut there. */
function tidy({ raw, edits }: Walk, { from, to }: Line, meant: string) {
  if (raw.toString('latin1', from + 2, to) !== meant) edits.push({ from: from + 2, to, by: meant })
}

/** Ends what stands inside the multipart at this place and has not ended. */
function endInner(walk: Walk, place: number, at: number) {
  for (const one of walk.open.splice(place + 1).reverse()) {
    walk.places.delete(one.boundary)
    if (one.isSeen) repair(walk, { from: at, to: at, by: `--${one.boundary}--\n` })
    else asText(walk, one)
  }
}

function asText(walk: Walk, { type }: Open) {
  if (type) repair(walk, { ...type, by: 'text/plain' })
}

function repair(walk: Walk, edit: Edit) {
  walk.edits.push(edit)
  walk.isRepaired = true
}

/** Reads the header of a part, and answers where its content begins. */
function readHeader(walk: Walk, from: number): number {
  const found: PartType = { text: '', from: -1, isLast: false }
  let before = ''
  let line = lineAt(walk.raw, from)
  while (line.from < walk.raw.length && line.text !== '' && line.from - from <= limits.headerBytes) {
    const isField = FIELD.test(line.text)
    if (!isField && !/^[ \t]/.test(line.text) && !isFolded(walk, line, before)) break
    noteType(found, line, isField)
    before = line.text
    line = lineAt(walk.raw, line.next)
  }
  beginInner(walk, found)
  return line.text === '' ? line.next : line.from
}

/** A line that is no header: folded without its blank, else the first line of a content with no blank line before it. Mends both. */
function isFolded(walk: Walk, line: Line, before: string): boolean {
  const folded = before.trimEnd().endsWith(';') && !line.text.startsWith('--')
  repair(walk, { from: line.from, to: line.from, by: folded ? ' ' : '\n' })
  return folded
}

function noteType(found: PartType, line: Line, isField: boolean) {
  if (isField) found.isLast = found.from < 0 && /^content-type[ \t]*:/i.test(line.text)
  if (!found.isLast) return
  if (isField) found.from = line.from
  found.text += isField ? line.text : ` ${line.text.trim()}`
}

function beginInner(walk: Walk, { text, from }: PartType) {
  const found = /^(content-type[ \t]*:[ \t]*)multipart\/[^\s;]*/i.exec(text)
  if (!found) return
  const boundary = readStructured(text.slice(text.indexOf(':') + 1)).parameters.get('boundary')
  const where = { from: from + (found[1] ?? '').length, to: from + found[0].length }
  if (boundary?.trim()) begin(walk, boundary, where)
  else repair(walk, { ...where, by: 'text/plain' })
}

function edited(raw: Buffer, edits: readonly Edit[]): Buffer {
  const pieces: Buffer[] = []
  let at = 0
  for (const { from, to, by } of edits.toSorted((one, other) => one.from - other.from)) {
    pieces.push(raw.subarray(at, from), Buffer.from(by, 'latin1'))
    at = Math.max(at, to)
  }
  return Buffer.concat([...pieces, raw.subarray(at)])
}
