import { createHash } from 'node:crypto'
import { closeSync, createReadStream, openSync, readFileSync, readSync, statSync } from 'node:fs'
import { readBody, escaped, type Piece } from '../channels/understanding/bytes/body.ts'
import { first, readHeaders, withLineFeeds, type HeaderBlock, type Headers } from '../channels/understanding/bytes/headers.ts'
import { limits } from '../channels/understanding/limits.ts'
import type { MarkedWords } from '../channels/understanding/html/marked-words.ts'
import type { RawMail, Understanding } from '../channels/mail/ports.ts'
import { isBody, isLeaf, isTelling, leavesOf, readPartHeader, type Part, type PartHeader } from '../channels/understanding/bytes/parts.ts'
import { withSoundBoundaries } from '../channels/understanding/bytes/boundaries.ts'
import { beforeBoundary, meantBoundary } from '../channels/understanding/bytes/repair.ts'
import { understand } from '../channels/understanding/understand.ts'
import type { Rich } from '../channels/understanding/quoting/visible-words.ts'
import { safeHtml } from './mail-html.ts'
import { wordsOf } from './mail-words.ts'
import { readParts, type Keep, type MimeBody, type Parts } from './mail-parts.ts'

/** What a thread is asked: to understand a message, or for the bytes of one of its attachments. */
export type Task = { raw: RawMail, part?: number }

/** Runs in a thread of its own, since the message may be made to exhaust whoever reads it. */
export async function parse({ raw: given, part }: Task): Promise<Understanding | Uint8Array | undefined> {
  const size = sizeOf(given)
  if (size === 0) return { unreadable: 'empty' }
  if (size > limits.messageBytes) return { unreadable: 'too-large', detail: `${size} bytes` }
  // Small files are quicker whole.
  const raw = 'path' in given && size <= limits.wholeBytes ? { bytes: readFileSync(given.path) } : given
  return 'bytes' in raw ? parseRaw({ bytes: withLineFeeds(raw.bytes) }, { part, size }) : parseRaw(raw, { part, size })
}

async function parseRaw(raw: RawMail, { part, size }: { part: number | undefined, size: number }): Promise<Understanding | Uint8Array | undefined> {
  const block = readHeaders(beginningOf(raw, size))
  if (!block) return { unreadable: 'no-headers' }
  return part === undefined ? { mail: await read(raw, block) } : attachment(raw, block, part)
}

const sizeOf = (raw: RawMail) => 'bytes' in raw ? raw.bytes.byteLength : statSync(raw.path).size

function beginningOf(raw: RawMail, size: number): Uint8Array {
  if ('bytes' in raw) return raw.bytes
  const beginning = Buffer.alloc(Math.min(size, limits.headerBytes))
  const file = openSync(raw.path, 'r')
  try { return beginning.subarray(0, readSync(file, beginning)) }
  finally { closeSync(file) }
}

async function read(raw: RawMail, block: HeaderBlock) {
  const { root, problems } = await partsOf(raw, block, () => keptOfMessage)
  const body = readBody(root)
  const words = readWords(body.pieces)
  return understand({
    headers: block.headers,
    authentication: block.authentication,
    root,
    text: words.text,
    leadLength: words.leadLength,
    html: words.html,
    rich: words.rich,
    rawHash: () => hashOf(raw),
    problems: [...block.problems, ...problems, ...body.problems, ...words.problems],
  })
}

const keptOfMessage: Keep = header => {
  if (isBody(header)) return limits.textBytes
  return isTelling(header) ? limits.reportBytes : 0
}

function hashOf(raw: RawMail): string {
  return createHash('sha256').update('bytes' in raw ? raw.bytes : readFileSync(raw.path)).digest('hex')
}

/** Reads the parts; when a multipart comes out empty, tries again with what its sender meant. What to keep is asked anew each time. */
async function partsOf(raw: RawMail, block: HeaderBlock, keeping: () => Keep): Promise<Parts> {
  const header = readPartHeader(block.headers)
  const parts = await soundParts(mimeBody(raw, block, header), keeping())
  if (parts.problems.includes('too-many-parts')) return firstParts(raw, block, keeping())
  if (parts.problems.length > 0 || !hasEmptyContainer(parts.root)) return parts
  const content = bodyBytes(raw, block)
  const boundary = meantBoundary(content, header.parameters.get('boundary'))
  const meant = { ...header, parameters: new Map([...header.parameters, ['boundary', boundary ?? '']]) }
  const repaired = await soundParts({ header: meant, encoding: '', content }, keeping())
  const problems = ['broken-mime', ...repaired.problems]
  if (leavesOf(repaired.root).length > 0) return { root: repaired.root, problems }
  const plain = { ...header, contentType: 'text/plain' }
  return { root: (await readParts({ header: plain, encoding: encodingOf(block.headers), content }, keeping())).root, problems }
}

/** Whoever reads a stream has not seen all of it, and repairs nothing. */
async function soundParts(body: MimeBody, keep: Keep): Promise<Parts> {
  const boundary = body.header.contentType.startsWith('multipart/') ? body.header.parameters.get('boundary') : undefined
  if (boundary === undefined || !(body.content instanceof Uint8Array)) return readParts(body, keep)
  const { body: content, isRepaired } = withSoundBoundaries(body.content, boundary)
  const parts = await readParts({ ...body, content }, keep)
  return isRepaired ? { ...parts, problems: ['broken-mime', ...parts.problems] } : parts
}

/** mailparser gives nothing of a message with too many parts: it is given as many as it takes. */
async function firstParts(raw: RawMail, block: HeaderBlock, keep: Keep): Promise<Parts> {
  const content = beforeBoundary(bodyBytes(raw, block), limits.parts - 1)
  const { root, problems } = await readParts({ header: readPartHeader(block.headers), encoding: '', content }, keep)
  return { root, problems: ['too-many-parts', ...problems] }
}

const hasEmptyContainer = (part: Part): boolean => !isLeaf(part) && (part.parts.length === 0 || part.parts.some(hasEmptyContainer))

const encodingOf = (headers: Headers) => (first(headers, 'content-transfer-encoding') ?? '').replace(/[;(].*$/s, '').replace(/[^\w-]/g, '').toLowerCase()

function mimeBody(raw: RawMail, block: HeaderBlock, header: PartHeader): MimeBody {
  const content = 'bytes' in raw ? bodyBytes(raw, block) : createReadStream(raw.path, { start: block.bodyStart, highWaterMark: 256 * 1024 })
  return { header, encoding: encodingOf(block.headers), content }
}

const bodyBytes = (raw: RawMail, { bodyStart }: HeaderBlock) => Buffer.from('bytes' in raw ? raw.bytes : readFileSync(raw.path)).subarray(bodyStart)

type Words = { text: string, leadLength: number | null, problems: readonly string[], html: string | null, rich: Rich }

const joined = (texts: readonly string[]) => texts.map(text => text.trimEnd()).join('\n\n').replace(/^(\s*\n)+/, '')

const together = (words: readonly MarkedWords[]): MarkedWords => ({ text: joined(words.map(({ text }) => text)), judged: joined(words.map(({ judged }) => judged)) })

/** The words of a message, and the same as HTML when one of its pieces is. */
function readWords(pieces: readonly Piece[]): Words {
  const safe = pieces.map(({ html }) => html === null ? null : safeHtml(html))
  const shown = pieces.map(({ text }, at) => ({ text, html: safe[at]?.html ?? null }))
  const words = shown.map(({ text, html }) => text === null ? wordsOf(html ?? '') : { text, judged: text })
  // What is left of nothing but scripts and frames is nothing to show.
  const hasHtml = shown.some(({ html }) => html !== null && html.trim() !== '')
  const isMade = shown.every(({ text }) => text === null)
  const richest = () => shown.map(({ text, html }) => html === null ? { text: text ?? '', judged: text ?? '' } : wordsOf(html))
  return {
    text: joined(words.map(({ text }) => text)),
    leadLength: words[0] && words.length > 1 ? joined([words[0].text]).length : null,
    rich: isCut => (isCut && !isMade) || !shown.some(({ html }) => html?.includes(' data-mark=')) ? null : together(isMade ? words : richest()),
    problems: safe.some(one => one?.isHeavy) ? ['html-heavy'] : [],
    html: hasHtml ? shown.map(piece => piece.html ?? escaped(piece.text ?? '')).join('\n') : null,
  }
}

/** The decoded bytes of the attachment that `understand` gave this number. */
async function attachment(raw: RawMail, block: HeaderBlock, part: number): Promise<Uint8Array | undefined> {
  const keeping = (): Keep => {
    let seen = -1
    return header => !isBody(header) && ++seen === part ? Infinity : 0
  }
  const { root } = await partsOf(raw, block, keeping)
  const found = leavesOf(root).filter(leaf => !isBody(leaf))[part]
  return found && new Uint8Array(found.kept)
}
