import { Refusal } from '../../platform/errors.ts'
import { patternOfWords, type Medium } from './letters.ts'

/** What stands where words were taken out: no longer than the shortest of them, so that a text still fits where it was. */
export const MARK = '████'

/** What is to be taken out: words, in every way they may be written. */
export type Removal = {
  /** The text without them, a mark in the place of each, and how many there were. */
  without: (text: string, medium: 'text' | 'html') => { text: string, passages: number }
  /** The bytes (as characters of the same number) with a star in the place of each of theirs: as many as before. */
  starred: (bytes: string) => string
  isIn: (text: string, medium: Medium) => boolean
  /** A text that was cut somewhere, without the beginning of such words at its end. */
  withoutBeginning: (cut: string) => string
}

const LEAST = 4
const LONGEST = 100

/** What is taken out when an agent marks these passages. Lines are taken out each for itself, since programs fold and quote them anew. */
export function removalOf(passages: readonly string[]): Removal {
  const pieces = [...new Set(passages.flatMap(piecesOf))].sort((one, other) => other.length - one.length)
  const patternOf = (medium: Medium) => new RegExp(pieces.map(piece => patternOfWords(piece, medium)).join('|'), medium === 'bytes' ? 'g' : 'gu')
  const patterns = { text: patternOf('text'), html: patternOf('html'), bytes: patternOf('bytes') }
  const isIn = (text: string, medium: Medium) => pieces.length > 0 && text.search(patterns[medium]) >= 0
  const without = (text: string, medium: 'text' | 'html') => pieces.length === 0 ? { text, passages: 0 } : withoutPattern(text, patterns[medium], medium)
  const withoutBeginning = (cut: string) => pieces.reduce(withoutBeginningOf, cut)
  return { isIn, without, withoutBeginning, starred: bytes => pieces.length === 0 ? bytes : bytes.replace(patterns.bytes, found => found.replace(/[^\r\n]/g, '*')) }
}

/** The lines of a passage, without the marks of quotations, in pieces that a pattern can hold. Refuses what is so short that it stands everywhere. */
function piecesOf(passage: string): string[] {
  const lines = passage.split(/[\r\n\u2028\u2029]+/).map(line => line.replace(/^[\s>]+|\s+$/gu, ''))
  const long = lines.filter(line => [...line].length >= LEAST)
  if (long.length === 0) throw new Refusal('invalid', `Words to be taken out have ${LEAST} letters or more: shorter ones stand in too many places`)
  return long.flatMap(chunks)
}

function chunks(line: string): string[] {
  const letters = [...line]
  const size = Math.ceil(letters.length / Math.ceil(letters.length / LONGEST))
  const found: string[] = []
  for (let at = 0; at < letters.length; at += size) found.push(letters.slice(at, at + size).join(''))
  return found
}

const LEAST_SEEN = 2

function withoutBeginningOf(cut: string, piece: string): string {
  const [, text = '', dots = ''] = /^([^]*?)(…?)$/.exec(cut) ?? []
  for (let length = Math.min(piece.length - 1, text.length); length >= LEAST_SEEN; length--) {
    if (text.endsWith(piece.slice(0, length))) return text.slice(0, -length) + MARK.slice(0, length) + dots
  }
  return cut
}

// What was taken out may have hidden another: in an attribute of a tag that stood between two letters.
const ROUNDS = 3

function withoutPattern(whole: string, pattern: RegExp, medium: 'text' | 'html') {
  let [text, passages] = [whole, 0]
  for (let round = 0; round < ROUNDS; round++) {
    const before = passages
    text = text.replace(pattern, (found) => {
      passages += 1
      // The tags stay, so that what is around them stays what it is.
      return medium === 'html' ? MARK + (found.match(/<[^<>]*>/g) ?? []).join('') : MARK
    })
    if (passages === before) break
  }
  return { text, passages }
}
