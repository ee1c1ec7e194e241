import { decodeWords } from '../understanding/bytes/encoded-words.ts'
import { readStructured } from '../understanding/bytes/parameters.ts'
import type { Removal } from '../../tickets/redaction/removing.ts'
import { blanked, edited, type Edit } from './encodings.ts'

const FIELD = /^([^\s:]+)([ \t]*:)((?:[^\r\n]|\r?\n(?=[ \t])|\r(?!\n))*)/gm

// Addresses and ids are how a message is found and answered. They stay; what stands around them does not.
const ADDRESSES = /^(?:from|to|cc|bcc|reply-to|sender|return-path|errors-to|delivered-to|x-original-(?:to|from)|envelope-to|message-id|in-reply-to|references|received|resent-.*|list-.*|dkim-signature|authentication-results|arc-.*|x-permanence-.*)$/i
const ADDRESS = /[^\s<>"(),;:=?[\]]+@[^\s<>"(),;:=?[\]]+/g

/** A header block without these words, as long as before. A field where they cannot be taken out with certainty loses its value. */
export function editedHeader(block: string, removal: Removal): string {
  return block.replace(FIELD, (field, ...[name = '', colon = '', value = '']: string[]) => {
    const after = editedValue(name, value, removal)
    return after === value ? field : name + colon + after
  })
}

/** A header block in which no file has a name. */
export const withoutFileNames = (block: string): string =>
  block.replace(FIELD, (_, ...[name = '', colon = '', value = '']: string[]) => name + colon + (/^content-(?:type|disposition)$/i.test(name) ? withoutNames(value) : /^content-(?:description|id|location)$/i.test(name) ? blankedValue(value) : value))

function editedValue(name: string, value: string, removal: Removal): string {
  const spare = ADDRESSES.test(name) ? ADDRESS : undefined
  const starred = editedWords(outside(value, spare, removal.starred), removal)
  if (!isInField(starred, spare, removal)) return starred
  const nameless = withoutNames(starred)
  return isInField(nameless, spare, removal) ? blankedValue(starred) : nameless
}

/** Whether people would read the words there. */
function isInField(value: string, spare: RegExp | undefined, removal: Removal): boolean {
  const line = value.replace(/\r?\n(?=[ \t])/g, '')
  const said = [line, decodeWords(line), Buffer.from(line, 'latin1').toString('utf8'), ...readStructured(line).parameters.values()]
  return said.some(one => removal.isIn(spare ? one.replace(spare, ' ') : one, 'text')) || removal.isIn(spare ? line.replace(spare, ' ') : line, 'bytes')
}

/** Edits what lies outside of the places to spare. */
function outside(value: string, spare: RegExp | undefined, edit: Edit): string {
  if (!spare) return edit(value)
  // Places to spare are hidden by a sign that stands in no header.
  const kept = value.match(spare) ?? []
  let next = 0
  return edit(value.replace(spare, place => '\0'.repeat(place.length))).replace(/\0+/g, hidden => hidden.length === kept[next]?.length ? kept[next++] ?? hidden : hidden)
}

const RUN = /=\?[^?\s]{1,64}\?[BbQq]\?[^?]*\?=(?:\s*=\?[^?\s]{1,64}\?[BbQq]\?[^?]*\?=)*/g
const WORD = /(=\?[^?\s]{1,64}\?([BbQq])\?)([^?]*)(\?=)/g

/** RFC 2047: the words of a run are read as one, since programs cut in the middle. */
function editedWords(value: string, removal: Removal): string {
  return value.replace(RUN, (run) => {
    const written = [...run.matchAll(WORD)].map(([, , kind = '', text = '']) => ({ text, encoding: kind.toLowerCase() === 'b' ? 'base64' as const : 'quoted-printable' as const }))
    const contents = written.map(({ text, encoding }) => contentOf(text, encoding))
    const after = removal.starred(contents.join(''))
    if (after === contents.join('')) return run
    let [next, from] = [0, 0]
    return run.replace(WORD, (_, ...[begin = '', , text = '', end = '']: string[]) => {
      const [content = '', encoding = 'base64' as const] = [contents[next], written[next]?.encoding]
      next += 1
      const part = after.slice(from, from += content.length)
      return begin + (rewrittenWord(text, encoding, part) ?? blanked(text, encoding)) + end
    })
  })
}

const contentOf = (text: string, encoding: 'base64' | 'quoted-printable'): string =>
  encoding === 'base64' ? Buffer.from(text, 'base64').toString('latin1') : text.replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))).replaceAll('_', ' ')

/** The word with this content. "_" is a blank in the one encoding of words and itself in that of parts. */
function rewrittenWord(text: string, encoding: 'base64' | 'quoted-printable', content: string): string | undefined {
  if (encoding === 'base64') return edited(text, encoding, () => content)
  let next = 0
  const result = text.replace(/=[0-9A-Fa-f]{2}|[^]/g, (place) => {
    const letter = content.charAt(next++)
    return letter === '*' ? '*'.repeat(place.length) : place
  })
  return next === content.length ? result : undefined
}

const NAME = /((?:;|^)[\s]*(?:file)?name[\d*]*[\s]*=[\s]*)("(?:[^"\\]|\\.)*"?|[^;]*)/gis

const withoutNames = (value: string) => value.replace(NAME, (_, begin: string, name: string) => begin + name.replace(/[^\r\n\t "]/g, '*'))

// The blanks at the beginning of a line say that it goes on.
const blankedValue = (value: string) => value.replace(/[^\s]/g, '*')
