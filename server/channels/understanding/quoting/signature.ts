import { isBlank, isQuoted, isRule } from './quote-marks.ts'
import { textHeaderAt } from './text-header.ts'
import { ADVERTS, CLOSINGS, TELLS } from './signature-words.ts'

/** Longer than this is not a signature but what somebody wrote under a line. */
const SIGNATURE_LINES = 12
/** With blank lines. */
const SIGNATURE_HEIGHT = 30

// "-- " (RFC 3676 §4.3), often without its blank.
const DELIMITER = /^(--|—|–)[ \u00a0]?$/
const WEAK_DELIMITER = /^\s*([-_=*~+]{2,}|[—–]{1,3})\s*$/

const ADVERT = new RegExp(`^[(<\\[_]*(${ADVERTS.join('|')})[)>\\]_.]*$`, 'iu')
const TELLING = new RegExp(TELLS, 'iu')
const SELF_ADVERT = /^\s*(sent|envoyé) (from|via|with|using|by|depuis|avec|via|de|par) [^.,;:!?<>()]{2,40}\s?[<(]https?:[^\s>)]{4,120}[>)]\s*$/i
// In two languages, if need be.
const CLOSING = new RegExp(`^(${CLOSINGS.join('|')})( ?/ ?(${CLOSINGS.join('|')}))?\\s*[,.!]?$`, 'iu')

/** "Envoyé de mon iPhone", "Get Outlook for Android", or any program that names itself with its address. */
export const isAdvert = (line: string) => line.length < 200 && (ADVERT.test(withoutLinks(line)) || SELF_ADVERT.test(line)) && !TELLING.test(line)

const withoutLinks = (line: string) => line.replaceAll('*', '').replaceAll('\u00a0', ' ').replace(/\[([^\]]*)\]\(https?:[^)]*\)/g, '$1').replace(/[<(]https?:[^>)]*[>)]?/g, '').trim()

// Whoever draws a line in the middle of a message goes on asking below it, or, without the blank that signatures have, telling.
const isQuestion = (line: string) => /\p{L}[\s\u00a0]*\?\s*$/u.test(line)

/** Something told: five words or more and a full stop. */
export const isSentence = (line: string) => line.length < 2000 && /^\s*\p{L}.*[.!]\s*$/u.test(line) && line.trim().split(/\s+/).length >= 5

const CONTACT = /@|https?:|www\.|(\+|\b0|\()\d[\d .()/-]{7,}\d|\b(tel|tél|phone|mobile|mob|fax|portable|siret)\b/iu
const NAME = /^\p{Lu}[\p{L}'’.-]*( (\p{Lu}[\p{L}'’.-]*|de|du|des|la|le|van|von|der|da|di|et|and|&)){0,4},?$/u

/** "Camille Martin": capitals, and nothing that is said. */
export const isName = (line: string) => line.length < 80 && NAME.test(line)

/** "12 rue Longue, 75000 Paris" */
const ADDRESS = /\d.*,|,.*\d/
const THANKS = /thank|merci/i
const TITLE = /^[\p{Lu}\p{N}&(*]/u
const SAYS = /(?:^|[\s,('’])(je|j|tu|nous|vous|on|il|elle|c|ce|ça|est|sont|suis|pas|ne|n|merci|svp|ps|p\.s\.?|nb|bonne|bon|à|i|i'm|we|you|it|is|are|please|thanks|thank|not|see|can|will|have)(?=$|[\s,.:;!'’)])/iu

/** "PS : pensez à la clé" is for the reader, wherever it stands. */
const POSTSCRIPT = /^(p\.?\s?s\.?|post[ -]scriptum|n\.?\s?b\.?)\s*[:.,–-]/i

const isShortWord = (line: string) => /^\p{L}{2,20}$/u.test(line)

/** "Cordialement,": a formula, and nothing else. */
export const isClosing = (line: string) => line.length < 60 && CLOSING.test(line.trim())

/** Where the signature at the end of the lines begins; `end` when there is none. */
export function signatureStart(lines: readonly string[], end: number): number {
  let words = 0
  for (let at = end - 1; at >= Math.max(0, end - SIGNATURE_HEIGHT) && words <= SIGNATURE_LINES; at--) {
    const line = lines[at] ?? ''
    if (isQuoted(line)) break
    if (isSignature(lines, at, end)) return at
    if (!isBlank(line)) words++
  }
  return dashedName(lines, end)
}

function isSignature(lines: readonly string[], start: number, end: number): boolean {
  const line = (lines[start] ?? '')
  if (wordsOf(lines, start, end).some(said => POSTSCRIPT.test(said))) return false
  if (DELIMITER.test(line)) return !announces(lines, start) && !wordsOf(lines, start, end).some(said => isQuestion(said) || (line === '--' && isSentence(said))) && !goesOn(lines, start, end)
  if (WEAK_DELIMITER.test(line)) return !announces(lines, start) && isBusinessCard(wordsOf(lines, start, end))
  return isClosing(line) && !hasHeader(lines, start, end) && isBelowClosing(lines, start, wordsOf(lines, start, end))
}

// "Encore une chose.", and no "Lampes S.A."
const TOLD = /^\p{Lu}.* .*(?<! (?:Ltd|Inc|Corp|LLC|GmbH|SARL))(?<=\p{L}{3})[.!…]$|^\p{Lu}\p{Ll}+ \p{Ll}{3,}[.!…]$/u

/** Whether somebody goes on writing below the name, after a blank line. */
function goesOn(lines: readonly string[], start: number, end: number): boolean {
  const gap = lines.slice(start, end).findIndex((line, at) => at > 1 && isBlank(line))
  return gap >= 0 && lines.slice(start + gap, end).some(line => line.length < 400 && TOLD.test(line.trim()) && !CONTACT.test(line))
}

/** A person and how to reach them; under a quotation the name is enough, as an answer would stand above the formula. */
const isBelowClosing = (lines: readonly string[], closing: number, words: readonly string[]) =>
  isContactBlock(words) || (words.length <= 1 && words.every(line => NAME.test(line)) && isQuoted(lines[wordsAbove(lines, closing)] ?? '') && !THANKS.test(lines[closing] ?? ''))

const hasHeader = (lines: readonly string[], start: number, end: number) => lines.slice(start, end).some((_line, at) => textHeaderAt(lines, start + at) !== undefined)

function wordsAbove(lines: readonly string[], before: number): number {
  let at = before - 1
  while (at > 0 && isBlank(lines[at])) at--
  return at
}

const wordsOf = (lines: readonly string[], start: number, end: number) => lines.slice(start + 1, end).map(line => line.trim()).filter(line => line !== '')

/** Whether the words above say that something follows: "Voici la liste :". */
export function announces(lines: readonly string[], before: number): boolean {
  let at = before - 1
  while (at > 0 && before - at < 4 && isBlank(lines[at])) at--
  return /[:：]\s*$/.test(lines[at] ?? '') && !isQuoted(lines[at] ?? '')
}

/** "Je suis au 01 02 03 04 05" says something. */
const TALKS = /^(?:(?:je|merci|pouvez|appelez|rappelez|joignable|disponible|i)(?=[\s-])|[ji]['’])/i

const isCardLine = (line: string) => line.length <= 90 && !TALKS.test(line) && !isQuestion(line) && !isSentence(line) && !/^([-*+•·]|\d+[.)])\s/.test(line) && !/[:：]$/.test(line)

function isBusinessCard(words: readonly string[], most = 9): boolean {
  const first = words[0] ?? ''
  return words.length > 0 && words.length <= most && words.every(isCardLine) && (NAME.test(first) || CONTACT.test(words.join('\n')) || (words.length === 1 && isShortWord(first)))
}

/** Short lines, and how to reach somebody in some of them. */
export const isContactCard = (words: readonly string[]) => isBusinessCard(words, SIGNATURE_LINES) && isReachable(words)

/** A closing formula and a name are somebody's own; above telephone numbers and addresses, or what the person is, they are a signature. */
const isContactBlock = (words: readonly string[]) => isContactCard(words) || (isBusinessCard(words) && isTitled(words))

const isReachable = (words: readonly string[]) => words.some(line => CONTACT.test(line)) && words.every(line => CONTACT.test(line) || line.split(/\s+/).length <= (ADDRESS.test(line) ? 12 : 8))

/** "Camille Martin", and below it "Trésorière", "Association des lampes": nothing that somebody says. */
const isTitled = ([name = '', ...titles]: readonly string[]) => titles.length > 0 && NAME.test(name) && titles.every(line => TITLE.test(line) && line.split(/\s+/).length <= 8 && !SAYS.test(line))

/** "-Camille", "— Camille Martin" at the very end. */
function dashedName(lines: readonly string[], end: number): number {
  const name = /^(?:-|--|[—–]\s?)(\p{L}.{1,40})$/u.exec((lines[end - 1] ?? '').trim())?.[1] ?? ''
  const isName = NAME.test(name) && name.split(' ').length <= 3
  return isName && !announces(lines, end - 1) && !isItem(lines[end - 2] ?? '') ? end - 1 : end
}

const isItem = (line: string) => /^\s*[-—–]/.test(line)

/** Where the advertisements, drawn lines and blanks at the end begin. */
export function trailerStart(lines: readonly string[], from: number): number {
  let end = from
  while (end > 0 && isTrailer(lines, end - 1)) end--
  return end
}

function isTrailer(lines: readonly string[], at: number): boolean {
  const line = lines[at] ?? ''
  return isBlank(line) || isRule(line) || (isLeftOver(line) && !announces(lines, at)) || isAdvert(line)
}

// The place of a picture, which is shown with the files, and the style that Yahoo forgets in its text.
const isLeftOver = (line: string) => line.length < 1000 && /^\s*((\[(cid|image): ?[^\]]{1,200}\]\s*)+|blockquote, div\.yahoo_quoted \{[^}]*\})$/.test(line)
