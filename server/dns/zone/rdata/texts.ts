import { Unreadable } from '../said.ts'
import type { Field } from './field.ts'
import { nameFromText, nameFromWire, nameToWire } from './names.ts'
import { ipv4Bytes, ipv4Text, ipv6Bytes, ipv6Text } from './addresses.ts'
import { left, take, takeCounted, takeRest } from './wire.ts'
import { bytesOfWord, hasMore, nextWord, quoted } from './words.ts'

export const name: Field = {
  toWire: words => nameToWire(nameFromText(nextWord(words).text, words.origin)),
  toText: nameFromWire,
}

export const ipv4: Field = { toWire: words => ipv4Bytes(nextWord(words).text), toText: wire => ipv4Text(take(wire, 4)) }
export const ipv6: Field = { toWire: words => ipv6Bytes(nextWord(words).text), toText: wire => ipv6Text(take(wire, 16)) }

/** One text of at most 255 bytes (RFC 1035 §3.3). */
export const text: Field = {
  toWire: (words) => {
    const bytes = bytesOfWord(nextWord(words).text)
    if (bytes.length > 255) throw new Unreadable('Un texte dépasse 255 octets : il faut le couper en plusieurs, chacun entre guillemets.', 'A text is longer than 255 bytes: it must be cut into several, each in quotation marks.')
    return [bytes.length, ...bytes]
  },
  toText: wire => quoted(takeCounted(wire)),
}

/** One text or more, to the end. One that is too long is cut: whoever reads them puts them together again (RFC 7208 §3.3, RFC 6376 §3.6.2.2). */
export const texts: Field = {
  toWire: (words) => {
    const all = [bytesOfWord(nextWord(words).text)]
    while (hasMore(words)) all.push(bytesOfWord(nextWord(words).text))
    return all.flatMap(inPieces).flatMap(bytes => [bytes.length, ...bytes])
  },
  toText: (wire) => {
    const all = [text.toText(wire)]
    while (left(wire) > 0) all.push(text.toText(wire))
    return all.join(' ')
  },
}

const inPieces = (bytes: number[]): number[][] => Array.from({ length: Math.max(1, Math.ceil(bytes.length / 255)) }, (_, i) => bytes.slice(i * 255, (i + 1) * 255))

/** A text without a length before it, to the end (RFC 8659 §4.1, RFC 7553 §4.3). */
export const wholeText: Field = { toWire: words => bytesOfWord(nextWord(words).text), toText: wire => quoted(takeRest(wire)) }

/** The property of a CAA record. */
export const tag: Field = {
  toWire: (words) => {
    const { text: word } = nextWord(words)
    return [word.length, ...Buffer.from(checkedTag(word), 'latin1')]
  },
  toText: wire => checkedTag(Buffer.from(takeCounted(wire)).toString('latin1')),
}

function checkedTag(word: string): string {
  if (!/^[a-z\d]{1,255}$/iu.test(word)) throw new Unreadable('La propriété d’un CAA est faite de lettres et de chiffres.', 'The property of a CAA is made of letters and digits.')
  return word
}
