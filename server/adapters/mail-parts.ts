import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import { MailParser } from 'mailparser'
import { readFields, type Headers as Fields } from '../channels/mail/headers.ts'
import { limits } from '../channels/mail/limits.ts'
import { readPartHeader, type Part, type PartHeader } from '../channels/mail/parts.ts'

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
    createNode(node: unknown): Node
    processHeaders(lines: readonly { line: string }[]): Fields
  }
}

type Node = { headers: Fields, contentType: string | false, isAttachment?: boolean, children: readonly Node[] }

type FoundLeaf = { kept: Buffer[], keptSize: number, size: number, wanted: number, sha256: string | undefined }

type Attachment = { type: string, content: Readable, checksum?: string, release: (() => void) | null }

/** Hands over every leaf of the MIME tree as a stream of decoded bytes: which of them are the words of the message, and in what charset, is decided by our own rules. */
class PartReader extends MailParser {
  override textTypes = []
  readonly nodes: Node[] = []

  override createNode(node: unknown): Node {
    const made = super.createNode(node)
    this.nodes.push(made)
    return made
  }

  // Its own reading loses repeated headers and throws on some.
  override processHeaders(lines: readonly { line: string }[]): Fields {
    return readFields(lines.map(({ line }) => line).join('\n'))
  }
}

/** Reads the MIME tree of a body. Attachments are hashed as they pass, not held. What was read before a failure counts. */
export async function readParts(body: MimeBody, keep: Keep): Promise<Parts> {
  const reader = new PartReader({ checksumAlgo: 'sha256', ignoreEmbedded: true, keepDeliveryStatus: true, skipHtmlToText: true, skipTextToHtml: true, skipTextLinks: true, skipImageLinks: true, maxHeadSize: limits.headerBytes, maxChildNodes: limits.parts })
  const headers = new Map<Node, PartHeader>()
  const leaves = new Map<Node, FoundLeaf>()
  const headerOf = (node: Node) => {
    const known = headers.get(node) ?? (node === reader.nodes[0] ? body.header : readPartHeader(node.headers))
    headers.set(node, known)
    return known
  }
  let next = 0
  reader.on('data', (attachment: Attachment) => {
    if (attachment.type !== 'attachment') return
    while (reader.nodes[next] && !reader.nodes[next]?.isAttachment) next++
    const node = reader.nodes[next++]
    if (!node) return attachment.release?.()
    const found = { kept: [], keptSize: 0, size: 0, wanted: keep(headerOf(node), leaves.size), sha256: undefined }
    leaves.set(node, found)
    collect(attachment, found)
  })
  const problem = await finished(reader, body)
  const [root] = reader.nodes
  if (!root) return { root: { ...body.header, parts: [] }, problems: problem ? [problem] : [] }
  return { root: partOf(root, { headerOf, leaves }), problems: problem ? [problem] : [] }
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

type Found = { headerOf: (node: Node) => PartHeader, leaves: ReadonlyMap<Node, FoundLeaf> }

function partOf(node: Node, found: Found): Part {
  const leaf = found.leaves.get(node)
  const header = found.headerOf(node)
  if (!leaf) return { ...header, parts: node.children.map(child => partOf(child, found)) }
  const kept = leaf.kept.length === 1 && leaf.kept[0] ? leaf.kept[0] : Buffer.concat(leaf.kept)
  // A leaf that a failure cut short has the hash of what was kept of it.
  const sha256 = leaf.sha256 ?? createHash('sha256').update(kept).digest('hex')
  return { ...header, size: leaf.size, sha256, kept, isCut: leaf.size > leaf.keptSize, parts: [] }
}
