/** How much of what is known an expression may be given. */
const MOST_LEAVES = 50_000
const MOST_CHARACTERS = 1_000_000
const DEEPEST = 20

/** How much a value holds: its scalars, and the characters of its texts. */
export type Weight = { leaves: number, characters: number }

const isPlain = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

function weigh(weight: Weight, value: unknown): void {
  weight.leaves++
  if (typeof value === 'string') weight.characters += value.length
  if (weight.leaves > MOST_LEAVES || weight.characters > MOST_CHARACTERS) throw new RangeError('more is known than an expression may look at')
}

/** A value of JSON as CEL sees it: whole numbers are its integers, and only what was written is there. */
export function toCel(value: unknown, weight: Weight, depth = 0): unknown {
  weigh(weight, value)
  if (depth > DEEPEST) throw new RangeError('what is known lies too deep')
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : value
  if (Array.isArray(value)) return value.map(item => toCel(item, weight, depth + 1))
  if (!isPlain(value)) return value ?? null
  return new Map(Object.entries(value).filter(([, inner]) => inner !== undefined).map(([key, inner]) => [key, toCel(inner, weight, depth + 1)]))
}

const whole = (value: bigint): number => {
  const number = Number(value)
  if (!Number.isSafeInteger(number)) throw new RangeError('a number is too large')
  return number
}

function plainObject(entries: Iterable<readonly [unknown, unknown]>): Record<string, unknown> {
  return Object.fromEntries([...entries].map(([key, inner]) => [String(key), fromCel(inner)]))
}

function fromGroup(value: object): unknown {
  if (Array.isArray(value)) return value.map(fromCel)
  if (value instanceof Date) return value.toISOString()
  if (value instanceof Map) return plainObject(value)
  return Object.getPrototypeOf(value) === Object.prototype ? plainObject(Object.entries(value)) : refuse()
}

/** What came out, as JSON: dates are ISO texts. What JSON has no word for is refused. */
export function fromCel(value: unknown): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'bigint') return whole(value)
  if (typeof value === 'number') return Number.isFinite(value) ? value : refuse()
  return typeof value === 'object' ? fromGroup(value) : refuse()
}

function refuse(): never {
  throw new TypeError('this is neither a text, a number, a date, yes or no, nor a list or group of those')
}
