import { Unreadable } from '../said.ts'
import { ipv4Bytes, ipv4Text, ipv6Bytes, ipv6Text } from './addresses.ts'
import { base64Bytes, base64Text } from './binary.ts'
import type { Field } from './field.ts'
import { numberOf } from './numbers.ts'
import type { Wire } from './wire.ts'
import { left, numberBytes, take, takeCounted, takeNumber, takeRest, wireOf } from './wire.ts'
import type { Words } from './words.ts'
import { bytesOfWord, hasMore, nextWord, quoted } from './words.ts'

// RFC 9460: the parameters of SVCB and HTTPS.
const KEYS = ['mandatory', 'alpn', 'no-default-alpn', 'port', 'ipv4hint', 'ech', 'ipv6hint', 'dohpath', 'ohttp']
const keyText = (key: number) => KEYS[key] ?? `key${key}`

function keyOf(text: string): number {
  const known = KEYS.indexOf(text.toLowerCase())
  const key = known >= 0 ? known : Number(/^key(\d{1,5})$/iu.exec(text)?.[1] ?? NaN)
  if (!(key < 0xFFFF)) throw wrong()
  return key
}

const wrong = () => new Unreadable('Les paramètres de service (SVCB, HTTPS) sont mal formés.', 'The parameters of the service (SVCB, HTTPS) are malformed.')

type Parameter = { toWire: (value: string) => number[], toText: (wire: Wire) => string }

const opaque: Parameter = { toWire: bytesOfWord, toText: wire => quoted(takeRest(wire)) }
const nothing: Parameter = {
  toWire: (value) => {
    if (value !== '') throw wrong()
    return []
  },
  toText: () => '',
}

/** Values between commas, at least one. */
const listed = (size: number, one: (text: string) => number[], text: (bytes: Uint8Array) => string): Parameter => ({
  toWire: value => value.split(',').flatMap(one),
  toText: (wire) => {
    const all: string[] = []
    while (all.length === 0 || left(wire) > 0) all.push(text(take(wire, size)))
    return all.join(',')
  },
})

const ascending = (keys: number[]) => {
  if (keys.includes(0) || keys.some((key, i) => i > 0 && key <= keys[i - 1]!)) throw wrong()
  return keys
}

const mandatory: Parameter = {
  toWire: value => ascending(value.split(',').map(keyOf).sort((a, b) => a - b)).flatMap(key => numberBytes(key, 2)),
  toText: (wire) => {
    const keys: number[] = []
    while (keys.length === 0 || left(wire) > 0) keys.push(takeNumber(wire, 2))
    return ascending(keys).map(keyText).join(',')
  },
}

// Appendix A.1: what is listed is escaped once more, so that a comma or a backslash may be part of it.
const protocols: Parameter = {
  toWire: (value) => {
    const list = Buffer.from(bytesOfWord(value)).toString('latin1')
    return (list.match(/(?<=^|,)(?:\\.|[^\\,])*(?=,|$)/gsu) ?? []).flatMap((part) => {
      const bytes = Buffer.from(part.replace(/\\(.)/gsu, '$1'), 'latin1')
      if (bytes.length === 0 || bytes.length > 255) throw wrong()
      return [bytes.length, ...bytes]
    })
  },
  toText: (wire) => {
    const all: string[] = []
    while (all.length === 0 || left(wire) > 0) all.push(Buffer.from(takeCounted(wire)).toString('latin1').replace(/[\\,]/gu, '\\$&'))
    if (all.includes('')) throw wrong()
    return quoted(Buffer.from(all.join(','), 'latin1'))
  },
}

const PARAMETERS: Parameter[] = [
  mandatory,
  protocols,
  nothing,
  { toWire: value => numberBytes(numberOf(value, 2), 2), toText: wire => String(takeNumber(wire, 2)) },
  listed(4, ipv4Bytes, ipv4Text),
  { toWire: base64Bytes, toText: wire => base64Text(takeRest(wire)) },
  listed(16, ipv6Bytes, ipv6Text),
  opaque,
  nothing,
]
const parameterOf = (key: number) => PARAMETERS[key] ?? opaque

/** `alpn=h2`, `alpn="h2,h3"`, `no-default-alpn`. */
function nextPair(words: Words): { key: number, value: string } {
  const { text } = nextWord(words)
  const at = text.indexOf('=')
  if (at < 0) return { key: keyOf(text), value: '' }
  const next = words.words[words.at]
  const value = at === text.length - 1 && next?.glued && next.quoted ? nextWord(words).text : text.slice(at + 1)
  return { key: keyOf(text.slice(0, at)), value }
}

/** The parameters, in the order of their numbers. */
export const serviceParameters: Field = {
  toWire: (words) => {
    const pairs: { key: number, value: string }[] = []
    while (hasMore(words)) pairs.push(nextPair(words))
    pairs.sort((a, b) => a.key - b.key)
    if (new Set(pairs.map(({ key }) => key)).size < pairs.length) throw wrong()
    return pairs.flatMap(({ key, value }) => {
      const bytes = parameterOf(key).toWire(value)
      return [...numberBytes(key, 2), ...numberBytes(bytes.length, 2), ...bytes]
    })
  },
  toText: (wire) => {
    const texts: string[] = []
    let last = -1
    while (left(wire) > 0) {
      const key = takeNumber(wire, 2)
      if (key <= last || key === 0xFFFF) throw wrong()
      last = key
      const value = wireOf(takeCounted(wire, 2))
      const text = parameterOf(key).toText(value)
      if (left(value) > 0) throw wrong()
      texts.push(text === '' || text === '""' ? keyText(key) : `${keyText(key)}=${text}`)
    }
    return texts.join(' ')
  },
}
