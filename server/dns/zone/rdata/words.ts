import { Unreadable } from '../said.ts'

/** One word of a master file, its escapes as they were written. `glued`: nothing stands between it and the word before. */
export type Word = { text: string, quoted: boolean, glued: boolean }

/** The words of a record's data, and how far they have been read. Names that do not end in a dot are below `origin`. */
export type Words = { words: Word[], at: number, origin: string | null }

const PIECES = /(?<space>\s+)|(?<comment>;.*)|(?<paren>[()])|"(?<quoted>(?:[^"\\]|\\.)*)"|(?<bare>(?:[^\s;()"\\]|\\.)+)/suy

/** The words of one line and how many parentheses are open after it (RFC 1035 §5.1); throws Unreadable for quotes or an escape without end. */
export function wordsOfLine(line: string, open = 0): { words: Word[], open: number } {
  const words: Word[] = []
  let [at, depth, last] = [0, open, -1]
  while (at < line.length) {
    const piece = pieceAt(line, at)
    depth += piece.deeper
    if (depth < 0) throw new Unreadable('Une parenthèse se ferme sans avoir été ouverte.', 'A parenthesis closes that was never opened.')
    if (piece.text !== undefined) {
      words.push({ text: piece.text, quoted: piece.quoted, glued: last === at })
      last = at + piece.length
    }
    at += piece.length
  }
  return { words, open: depth }
}

function pieceAt(line: string, at: number) {
  PIECES.lastIndex = at
  const { 0: piece = '', groups = {} } = PIECES.exec(line) ?? {}
  if (piece === '') throw unfinished(line.slice(at))
  return { length: piece.length, deeper: depthOf(groups.paren), text: groups.quoted ?? groups.bare, quoted: groups.quoted !== undefined }
}

const depthOf = (paren: string | undefined) => paren === '(' ? 1 : paren === ')' ? -1 : 0

const unfinished = (rest: string) => rest.startsWith('"')
  ? new Unreadable('Des guillemets ne sont pas refermés.', 'A quotation mark is never closed.')
  : new Unreadable('Une barre oblique inverse ne précède rien.', 'A backslash stands before nothing.')

export const hasMore = (source: Words) => source.at < source.words.length

/** The next word; throws Unreadable where there is none. */
export function nextWord(source: Words): Word {
  const word = source.words[source.at]
  if (!word) throw new Unreadable('Il manque une partie de la donnée.', 'A part of the data is missing.')
  source.at++
  return word
}

/** All words that are left, as one text: long keys and digests are often cut into pieces. */
export function restOfWords(source: Words): string {
  const rest = source.words.slice(source.at).map(({ text }) => text).join('')
  source.at = source.words.length
  return rest
}

/** The bytes that a word means: `\DDD` is a byte, `\X` is X, what is not ASCII is UTF-8. */
export function bytesOfWord(text: string): number[] {
  return [...text.matchAll(/\\(?<code>\d{3})|\\(?<escaped>.)|(?<plain>[^\\]+)/gsu)].flatMap(({ groups }) => {
    if (groups?.code === undefined) return [...Buffer.from(groups?.escaped ?? groups?.plain ?? '', 'utf8')]
    return [byteOfCode(groups.code)]
  })
}

/** The byte of `\DDD`. */
export function byteOfCode(code: string): number {
  if (Number(code) > 255) throw new Unreadable(`« \\${code} » n’est pas un octet.`, `"\\${code}" is not a byte.`)
  return Number(code)
}

const quotedByte = (byte: number) => byte === 0x22 || byte === 0x5C
  ? `\\${String.fromCharCode(byte)}`
  : byte >= 0x20 && byte < 0x7F ? String.fromCharCode(byte) : `\\${String(byte).padStart(3, '0')}`

/** Bytes as one text in quotes. */
export const quoted = (bytes: ArrayLike<number>) => `"${Array.from(bytes, quotedByte).join('')}"`
