import { z } from 'zod'
import { Refusal } from '../../platform/errors.ts'

const Number = z.number().int()

/** The last line of a page: whether it is among those that are over, and the three numbers by which its kind is ordered. */
export type Place = { over: boolean, at: [number, number, number] }

/** The cursor of what follows, opaque to whoever carries it. */
export const cursorAfter = ({ over, at }: Place): string => Buffer.from(JSON.stringify([over ? 1 : 0, ...at])).toString('base64url')

/** Where the list goes on; refuses what is no cursor of ours. */
export function placeIn(cursor: string): Place {
  try {
    const [over, ...at] = z.tuple([Number.min(0).max(1), Number, Number, Number]).parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')))
    return { over: over === 1, at }
  }
  catch {
    throw new Refusal('invalid', 'This cursor belongs to no list: begin again without one')
  }
}
