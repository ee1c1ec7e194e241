import { z } from 'zod'
import { Refusal } from '../platform/errors.ts'

/** The last line of a page: the next one goes on after it. */
export type Place = { below: boolean, activityAt: number, id: number }

const Number = z.number().int().nonnegative()
// The third says that the place is among those that rank below; a cursor of two is still understood.
const Line = z.tuple([Number, Number, z.literal(1).optional()])
const Text = z.tuple([z.string().min(1)])

const pack = (content: unknown) => Buffer.from(JSON.stringify(content)).toString('base64url')

function unpack<T>(cursor: string, schema: z.ZodType<T>): T {
  try {
    return schema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')))
  }
  catch {
    throw new Refusal('invalid', 'This cursor belongs to no list: begin again without one')
  }
}

/** The cursor of a list by time, opaque to whoever carries it. */
export const cursorAfter = ({ below, activityAt, id }: Place): string => pack([activityAt, id, ...below ? [1] : []])

/** Where a list by time goes on; refuses what is no cursor of ours. */
export function placeIn(cursor: string): Place {
  const [activityAt, id, below] = unpack(cursor, Line)
  return { below: below === 1, activityAt, id }
}

/** The cursor of a list by text, around that of the search. */
export const textCursor = (next: string): string => pack([next])

/** Where a list by text goes on; refuses what is no cursor of ours. */
export const searchPlaceIn = (cursor: string): string => unpack(cursor, Text)[0]
