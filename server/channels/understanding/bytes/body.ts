import { decode, latin1Of } from './charset.ts'
import { unflowed } from './flowed.ts'
import { isBody, isLeaf, type LeafPart, type Part } from './parts.ts'

/** What a piece of a message says, as text, as HTML, or as both where the sender wrote it twice. */
export type Piece = { text: string | null, html: string | null }

export type Body = { pieces: readonly Piece[], problems: readonly string[] }

/** Chooses what a person reads in a message: of alternatives one text and one HTML, of the rest everything. */
export function readBody(root: Part): Body {
  const problems = new Set<string>()
  return { pieces: piecesOf(root, problems), problems: [...problems] }
}

function piecesOf(part: Part, problems: Set<string>): Piece[] {
  if (isLeaf(part)) return isBody(part) ? [pieceOf(part, problems)].filter(hasWords) : []
  const children = part.parts.map(child => piecesOf(child, problems))
  return part.contentType === 'multipart/alternative' ? alternative(children) : children.flat()
}

function pieceOf(part: LeafPart, problems: Set<string>): Piece {
  const { text, charset } = decode(part.kept, part.parameters.get('charset') ?? declaredInside(part))
  if (charset !== 'as-declared') problems.add(charset)
  if (part.isCut) problems.add(part.contentType === 'text/html' ? 'html-too-long' : 'text-too-long')
  const clean = text.toWellFormed().replaceAll('\u0000', '').replace(/\r\n?/g, '\n')
  if (part.contentType === 'text/html') return { text: null, html: clean }
  const isFlowed = part.parameters.get('format')?.toLowerCase() === 'flowed'
  return { text: isFlowed ? unflowed(clean, part.parameters.get('delsp')?.toLowerCase() === 'yes') : clean, html: null }
}

function declaredInside({ contentType, kept }: LeafPart): string | undefined {
  if (contentType !== 'text/html') return undefined
  const beginning = latin1Of(kept.subarray(0, 2048))
  return /<meta\s[^>]{0,200}charset\s*=\s*["']?([\w-]{2,40})/i.exec(beginning)?.[1]
}

const hasWords = ({ text, html }: Piece) => (text ?? html ?? '').trim() !== ''

/** Of several forms of one thing (RFC 2046 §5.1.4): the text, and the richest HTML; from one form, what the other lacks. */
function alternative(forms: readonly Piece[][]): Piece[] {
  const plain = forms.find(form => form.some(piece => piece.text !== null))
  const rich = forms.findLast(form => form.some(piece => piece.html !== null))
  if (!plain || !rich || plain === rich) return rich ?? plain ?? []
  const text = plain.map(piece => piece.text ?? '').join('\n')
  // Several texts in one HTML form (Apple Mail around a picture) are one text.
  return [{ text, html: rich.map(piece => piece.html ?? escaped(piece.text ?? '')).join('\n') }]
}

/** Text shown inside HTML. */
export const escaped = (text: string) =>
  `<div style="white-space:pre-wrap">${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')}</div>`
