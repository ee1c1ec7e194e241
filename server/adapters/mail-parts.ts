import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import { MailParser } from 'mailparser'
import { fromBase64 } from '../channels/understanding/bytes/base64.ts'
import { latin1Of } from '../channels/understanding/bytes/charset.ts'
import { readFields, type Headers as Fields } from '../channels/understanding/bytes/headers.ts'
import { limits } from '../channels/understanding/limits.ts'
import { fromQuotedPrintable } from '../channels/understanding/bytes/quoted-printable.ts'
import { fromUuencoded, isUuencoded } from '../channels/understanding/bytes/uuencoded.ts'
import { isBody, readPartHeader, type Part, type PartHeader } from '../channels/understanding/bytes/parts.ts'

export type Parts = { root: Part, problems: readonly string[] }

/** The body of a message, with what its header says of it. */
export type MimeBody = { header: PartHeader, encoding: string, content: Uint8Array | Readable }

/** How many of its first bytes to keep of a part; `leaf` counts those that are no containers. */
export type Keep = (header: PartHeader, leaf: number) => number

// What mailparser 3.9 has, and its types do not tell.
declare module 'mailparser' {
  interface MailParserOptions {
    ignoreEmbedded?: boolean
    maxHeadSize?: number
    maxChildNodes?: number
    skipTextToHtml?: boolean
  }
  interface MailParser {
    textTypes: readonly string[]
    createNode(node: SplitNode): Node
    processHeaders(lines: readonly { line: string }[]): Fields
  }
}

type Node = { headers: Fields, contentType: string | false, isAttachment?: boolean, children: readonly Node[] }

type SplitNode = { encoding: string | false, contentType: string | false, parentNode: SplitNode | false, headers: { getList(): readonly { line: string }[] } }

type FoundLeaf = { kept: Buffer[], keptSize: number, size: number, wanted: number, sha256: string | undefined }

type Attachment = { type: string, content: Readable, checksum?: string, release: (() => void) | null }

/** How texts are decoded, by the name of their encoding. */
const TEXT_DECODINGS = new Map([['quoted-printable', fromQuotedPrintable], ['base64', fromBase64]])

/** Hands over every leaf of the MIME tree as a stream of decoded bytes: which of them are the words of the message, and in what charset, is decided by our own rules. */
class PartReader extends MailParser {
  override textTypes = []
  readonly nodes: Node[] = []
  readonly headerOf = new Map<Node, PartHeader>()
  /** Texts left as they are encoded: decoding them whole is several times quicker, and mends more. */
  readonly encoded = new Map<Node, (bytes: Uint8Array) => Uint8Array>()
  /** What mailparser leaves encoded. */
  readonly uuencoded = new Set<Node>()

  private readonly rootHeader: PartHeader

  constructor(rootHeader: PartHeader) {
    super({ checksumAlgo: 'sha256', ignoreEmbedded: true, keepDeliveryStatus: true, skipHtmlToText: true, skipTextToHtml: true, skipTextLinks: true, skipImageLinks: true, maxHeadSize: limits.headerBytes, maxChildNodes: limits.parts })
    this.rootHeader = rootHeader
  }

  override createNode(node: SplitNode): Node {
    const header = this.nodes.length === 0 ? this.rootHeader : readPartHeader(this.processHeaders(node.headers.getList()), (node.parentNode && node.parentNode.contentType) || undefined)
    const decoding = isBody(header) && node.encoding ? TEXT_DECODINGS.get(node.encoding) : undefined
    if (decoding) node.encoding = 'binary'
    const made = super.createNode(node)
    this.nodes.push(made)
    this.headerOf.set(made, header)
    if (decoding) this.encoded.set(made, decoding)
    if (node.encoding && isUuencoded(node.encoding)) this.uuencoded.add(made)
    return made
  }

  // Its own reading loses repeated headers and throws on some.
  override processHeaders(lines: readonly { line: string }[]): Fields {
    return readFields(lines.map(({ line }) => line).join('\n'))
  }
}

/** Reads the MIME tree of a body. Attachments are hashed as they pass, not held. What was read before a failure counts. */
export async function readParts(body: MimeBody, keep: Keep): Promise<Parts> {
  const { header, content } = body
  if (content instanceof Uint8Array && !header.contentType.startsWith('multipart/')) return { root: onePart(header, decoded(body, content), keep), problems: [] }
  return readTree(body, keep)
}

/** A message of one part needs no parser. */
function onePart(header: PartHeader, bytes: Uint8Array, keep: Keep): Part {
  const kept = bytes.subarray(0, keep(header, 0))
  return { ...header, size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex'), kept, isCut: kept.length < bytes.length, parts: [] }
}

function decoded({ header, encoding }: MimeBody, bytes: Uint8Array): Uint8Array {
  const decoding = isBody(header) ? TEXT_DECODINGS.get(encoding) : undefined
  if (decoding) return decoding(bytes)
  if (encoding === 'quoted-printable') return fromQuotedPrintable(bytes)
  if (isUuencoded(encoding)) return fromUuencoded(bytes)
  return encoding === 'base64' ? Buffer.from(latin1Of(bytes), 'base64') : bytes
}

async function readTree(body: MimeBody, keep: Keep): Promise<Parts> {
  const reader = new PartReader(body.header)
  const leaves = new Map<Node, FoundLeaf>()
  let next = 0
  reader.on('data', (attachment: Attachment) => {
    if (attachment.type !== 'attachment') return
    // They come in the order of their nodes.
    while (reader.nodes[next] && !reader.nodes[next]?.isAttachment) next++
    const node = reader.nodes[next++]
    const header = node && reader.headerOf.get(node)
    if (!header) return attachment.release?.()
    const wanted = reader.uuencoded.has(node) ? Infinity : keep(header, leaves.size)
    const found = { kept: [], keptSize: 0, size: 0, wanted, sha256: undefined }
    leaves.set(node, found)
    collect(attachment, found)
  })
  const problem = await finished(reader, body)
  const [root] = reader.nodes
  return { root: root ? partOf(root, { reader, leaves }) : { ...body.header, parts: [] }, problems: problem ? [problem] : [] }
}

function collect(attachment: Attachment, found: FoundLeaf) {
  attachment.content.on('data', (chunk: Buffer) => {
    found.size += chunk.length
    const rest = found.wanted - found.keptSize
    if (rest <= 0) return
    found.kept.push(rest >= chunk.length ? chunk : chunk.subarray(0, rest))
    found.keptSize += Math.min(rest, chunk.length)
  })
  attachment.content.on('end', () => {
    found.sha256 = attachment.checksum
    attachment.release?.()
  })
}

/** Feeds the parser a header of our making and the body as it came; answers the problem that ended it, if one did. */
function finished(reader: MailParser, { header, encoding, content }: MimeBody): Promise<string | undefined> {
  return new Promise(resolve => {
    reader.on('error', (error: Error) => resolve(problemOf(error)))
    reader.on('end', () => resolve(undefined))
    reader.write(Buffer.from(mimeHeader(header, encoding)))
    if (content instanceof Uint8Array) return reader.end(content)
    content.on('error', error => reader.destroy(error))
    content.pipe(reader)
  })
}

function mimeHeader({ contentType, parameters }: PartHeader, encoding: string): string {
  if (!contentType.startsWith('multipart/')) return `Content-Type: ${contentType}\r\nContent-Transfer-Encoding: ${encoding || '7bit'}\r\n\r\n`
  return `Content-Type: ${contentType}; boundary="${(parameters.get('boundary') ?? '').replace(/["\\\r\n]/g, '')}"\r\n\r\n`
}

function problemOf(error: Error): string {
  if (/child nodes/i.test(error.message)) return 'too-many-parts'
  return /header size/i.test(error.message) ? 'header-too-long' : 'broken-mime'
}

type Found = { reader: PartReader, leaves: ReadonlyMap<Node, FoundLeaf> }

function partOf(node: Node, found: Found): Part {
  const { reader, leaves } = found
  const leaf = leaves.get(node)
  const header = reader.headerOf.get(node) ?? readPartHeader(node.headers)
  if (!leaf) return { ...header, parts: node.children.map(child => partOf(child, found)) }
  if (reader.uuencoded.has(node)) return onePart(header, fromUuencoded(Buffer.concat(leaf.kept)), () => Infinity)
  const read = leaf.kept.length === 1 && leaf.kept[0] ? leaf.kept[0] : Buffer.concat(leaf.kept)
  const kept = reader.encoded.get(node)?.(read) ?? read
  // A leaf that a failure cut short has the hash of what was kept of it.
  const sha256 = leaf.sha256 ?? createHash('sha256').update(kept).digest('hex')
  return { ...header, size: leaf.size, sha256, kept, isCut: leaf.size > leaf.keptSize, parts: [] }
}
