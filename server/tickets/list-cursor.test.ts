import { describe, expect, test } from 'vitest'
import { Refusal } from '../platform/errors.ts'
import { cursorAfter, placeIn, searchPlaceIn, textCursor } from './list-cursor.ts'

describe('a cursor', () => {
  test('leads back to its place', () => {
    for (const below of [false, true]) {
      expect(placeIn(cursorAfter({ below, activityAt: 1_795_000_000_000, id: 2 ** 52 }))).toEqual({ below, activityAt: 1_795_000_000_000, id: 2 ** 52 })
    }
    expect(searchPlaceIn(textCursor('12-3'))).toBe('12-3')
  })

  test('of before there were tickets that rank below leads to its place, too', () => {
    expect(placeIn(Buffer.from('[5,7]').toString('base64url'))).toEqual({ below: false, activityAt: 5, id: 7 })
  })

  test('has room to spare in the address of a page', () => {
    expect(cursorAfter({ below: true, activityAt: 1_795_000_000_000, id: 2 ** 53 }).length).toBeLessThan(100)
  })

  test.each(['', 'x', 'W10', textCursor('12'), Buffer.from('[1]').toString('base64url'), Buffer.from('[-1,2]').toString('base64url'), Buffer.from('[1,2,3]').toString('base64url'), Buffer.from('["a","b"]').toString('base64url')])('%j is refused', (cursor) => {
    expect(() => placeIn(cursor)).toThrow(Refusal)
  })

  test('of a list by time is none of a list by text', () => {
    expect(() => searchPlaceIn(cursorAfter({ below: false, activityAt: 1, id: 1 }))).toThrow(Refusal)
  })
})
