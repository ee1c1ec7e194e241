import { Unreadable } from '../said.ts'
import type { Field } from './field.ts'
import { numberBytes, takeNumber } from './wire.ts'
import type { Words } from './words.ts'
import { hasMore, nextWord } from './words.ts'

// RFC 1876. Angles are thousandths of a second around 2^31, heights are centimetres from 100 km below.
const ZERO = 2 ** 31
const GROUND = 10_000_000

const wrong = () => new Unreadable('Ce n’est pas une position (LOC).', 'This is not a position (LOC).')

type Axis = { positive: string, negative: string, limit: number }

/** `48 51 24.000 N`: minutes and seconds may be left out. */
function angleOf(words: Words, { positive, negative, limit }: Axis): number {
  const parts: string[] = []
  let word = nextWord(words).text.toUpperCase()
  while (word !== positive && word !== negative) {
    parts.push(word)
    word = nextWord(words).text.toUpperCase()
  }
  const angle = /^(\d{1,3})(?: ([0-5]?\d))?(?: ([0-5]?\d(?:\.\d{1,3})?))?$/u.exec(parts.join(' '))
  if (!angle) throw wrong()
  const [degrees, minutes, seconds] = angle.slice(1).map(part => Number(part ?? 0)) as [number, number, number]
  const thousandths = Math.round((degrees * 3600 + minutes * 60 + seconds) * 1000)
  if (thousandths > limit * 3_600_000) throw wrong()
  return ZERO + (word === positive ? thousandths : -thousandths)
}

function angleText(value: number, { positive, negative, limit }: Axis): string {
  const thousandths = Math.abs(value - ZERO)
  if (thousandths > limit * 3_600_000) throw wrong()
  const minutes = Math.floor(thousandths / 60_000)
  return `${Math.floor(minutes / 60)} ${minutes % 60} ${(thousandths % 60_000 / 1000).toFixed(3)} ${value < ZERO ? negative : positive}`
}

const LATITUDE = { positive: 'N', negative: 'S', limit: 90 }
const LONGITUDE = { positive: 'E', negative: 'W', limit: 180 }

function centimetresOf(text: string): number {
  if (!/^-?\d{1,8}(\.\d{1,2})?m?$/iu.test(text)) throw wrong()
  return Math.round(Number.parseFloat(text) * 100)
}

const metres = (centimetres: number) => `${(centimetres / 100).toFixed(2)}m`

/** One digit and a power of ten, in one byte. */
function precisionByte(centimetres: number): number {
  let [digit, power] = [centimetres, 0]
  while (digit >= 10) [digit, power] = [Math.floor(digit / 10), power + 1]
  if (digit < 0 || power > 9) throw wrong()
  return digit << 4 | power
}

function precisionText(byte: number): string {
  const [digit, power] = [byte >> 4, byte & 15]
  if (digit > 9 || power > 9 || (digit === 0 && power > 0)) throw wrong()
  return metres(digit * 10 ** power)
}

// Size, and how exact the position is across and along: as RFC 1876 §3 presumes them.
const PRESUMED = ['1m', '10000m', '10m']

/** Where a thing stands on the earth. */
export const location: Field = {
  toWire: (words) => {
    const [latitude, longitude] = [angleOf(words, LATITUDE), angleOf(words, LONGITUDE)]
    const height = centimetresOf(nextWord(words).text) + GROUND
    if (height < 0 || height >= 2 ** 32) throw wrong()
    const precision = PRESUMED.map(presumed => precisionByte(centimetresOf(hasMore(words) ? nextWord(words).text : presumed)))
    return [0, ...precision, ...[latitude, longitude, height].flatMap(value => numberBytes(value, 4))]
  },
  toText: (wire) => {
    if (takeNumber(wire, 1) !== 0) throw wrong()
    const precision = Array.from({ length: 3 }, () => precisionText(takeNumber(wire, 1)))
    const [latitude, longitude, height] = [takeNumber(wire, 4), takeNumber(wire, 4), takeNumber(wire, 4)]
    return [angleText(latitude, LATITUDE), angleText(longitude, LONGITUDE), metres(height - GROUND), ...precision].join(' ')
  },
}
