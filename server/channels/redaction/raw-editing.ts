import { sha256 } from '../../platform/signing.ts'
import type { Removal } from '../../tickets/redaction/removing.ts'
import { decode } from '../understanding/bytes/charset.ts'
import { blanked, decodedOf, edited } from './encodings.ts'
import { editedHeader, withoutFileNames } from './header-editing.ts'
import { stretchesOf, type Leaf } from './mime-tree.ts'

/** What is taken out of raw messages: words, and whole files by the digest of their content. */
export type Redaction = { removal: Removal, files: ReadonlySet<string> }

/** A raw message after it: as many bytes as before. `files` tells the new digest of each part that has changed; `isBlank`: nothing of it is left but where it came from. */
export type Edited = { bytes: Uint8Array, isChanged: boolean, isBlank: boolean, files: ReadonlyMap<string, string> }

/**
 * The raw message without these words and files. Each part is written anew as it was, byte for byte, but for what is taken out; a part
 * where that cannot be done with certainty is blanked as a whole, and so is a message whose parts cannot be told apart.
 */
export function editedRaw(raw: Uint8Array, redaction: Redaction): Edited {
  const before = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength).toString('latin1')
  const files = new Map<string, string>()
  const after = editedMessage(before, { redaction, files, depth: 0 })
  if (after !== undefined) return { bytes: Buffer.from(after, 'latin1'), isChanged: after !== before, isBlank: false, files }
  return { ...blankedRaw(raw), files }
}

/** Nothing is left of it but the addresses, ids and dates of its header. */
export function blankedRaw(raw: Uint8Array): Omit<Edited, 'files'> {
  const text = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength).toString('latin1')
  const end = /\r?\n\r?\n/.exec(text)
  const [header, body] = end ? [text.slice(0, end.index + end[0].length), text.slice(end.index + end[0].length)] : [text, '']
  // What is no field is no header either, as in bytes that were never a message.
  const kept = header.replace(/^([^\s:]+)([ \t]*:)((?:[^\r\n]|\r?\n(?=[ \t])|\r(?!\n))*)|^.+/gm, (field, ...[name, colon = '', value = '']: (string | undefined)[]) => {
    if (name === undefined) return field.replace(/\S/g, '*')
    if (/^(date|message-id|in-reply-to|references|mime-version)$/i.test(name)) return field
    const address = /[^\s<>"(),;:]+@[^\s<>"(),;:]+/.exec(value)
    if (!/^(from|to)$/i.test(name) || !address) return name + colon + value.replace(/\S/g, '*')
    return name + colon + value.slice(0, address.index).replace(/[^\s<]/g, ' ') + address[0] + value.slice(address.index + address[0].length).replace(/[^\s>]/g, ' ')
  })
  return { bytes: Buffer.from(kept + blanked(body), 'latin1'), isChanged: true, isBlank: true }
}

const DEEPEST = 20

type Depth = { redaction: Redaction, files: Map<string, string>, depth: number }

/** Undefined where one cannot be certain that nothing is left. */
function editedMessage(raw: string, { redaction, files, depth }: Depth): string | undefined {
  const stretches = stretchesOf(raw)
  if (!stretches || depth > DEEPEST) return undefined
  const after: string[] = []
  for (const stretch of stretches) {
    if (stretch.what === 'header') after.push(editedHeader(stretch.text, redaction.removal))
    else if (stretch.what === 'between') after.push(editedBetween(stretch.text, redaction.removal))
    else if (stretch.what === 'leaf') after.push(editedLeaf(stretch, { redaction, files, depth, nameless: () => after.push(withoutFileNames(after.pop() ?? '')) }))
  }
  const result = after.join('')
  return result.length === raw.length && isClean(result, redaction.removal) ? result : undefined
}

const isMessage = ({ part }: Leaf) => /^message\/(rfc822|global)$/.test(part.contentType)

type Doing = Depth & { nameless: () => void }

function editedLeaf(leaf: Leaf, { redaction, files, depth, nameless }: Doing): string {
  const { text, encoding } = leaf
  const digest = digestOf(decodedOf(text, encoding))
  if (redaction.files.has(digest)) nameless()
  const after = redaction.files.has(digest) ? blanked(text, encoding) : editedContent(leaf, { redaction, files, depth })
  if (after !== text) files.set(digest, digestOf(decodedOf(after, encoding)))
  return after
}

function editedContent(leaf: Leaf, { redaction, files, depth }: Depth): string {
  const { text, encoding } = leaf
  const edit = isMessage(leaf) ? (bytes: string) => editedMessage(bytes, { redaction, files, depth: depth + 1 }) ?? blanked(bytes) : redaction.removal.starred
  const after = edited(text, encoding, edit)
  return after === undefined || isRead({ ...leaf, text: after }, redaction.removal) ? blanked(text, encoding) : after
}

function editedBetween(text: string, removal: Removal): string {
  const after = removal.starred(text)
  return isHidden(after, removal) ? blanked(after) : after
}

const digestOf = (content: string) => sha256(Buffer.from(content, 'latin1'))

/** Whether the words can be read in it, as bytes or in the charset that it declares. */
function isRead({ text, encoding, part }: Leaf, removal: Removal): boolean {
  const content = decodedOf(text, encoding)
  if (removal.isIn(content, 'bytes') || (encoding === 'plain' && isHidden(content, removal))) return true
  if (!part.contentType.startsWith('text/')) return false
  const charset = part.parameters.get('charset')
  const said = decode(Buffer.from(content, 'latin1'), charset).text
  return removal.isIn(said, 'text') || removal.isIn(said, 'html')
}

const ENCODED_LINES = /^(?:[A-Za-z0-9+/]{4,1000}={0,2}[ \t]*(?:\r?\n|$))+/gm

/** Whether the words stand there in an encoding that nothing declares: in parts that are broken, or in a copy of a raw message. */
function isHidden(text: string, removal: Removal): boolean {
  if (text.includes('=') && removal.isIn(decodedOf(text, 'quoted-printable'), 'bytes')) return true
  return (text.match(ENCODED_LINES) ?? []).some(lines => removal.isIn(decodedOf(lines, 'base64'), 'bytes'))
}

/** Looked at once more, from the beginning: nothing is in any part, nor in the bytes as they stand. */
function isClean(raw: string, removal: Removal): boolean {
  const stretches = stretchesOf(raw)
  if (!stretches) return false
  return stretches.every((stretch) => {
    if (stretch.what === 'leaf') return !isRead(stretch, removal)
    return stretch.what === 'header' ? editedHeader(stretch.text, removal) === stretch.text : !removal.isIn(stretch.text, 'bytes') && !isHidden(stretch.text, removal)
  })
}
