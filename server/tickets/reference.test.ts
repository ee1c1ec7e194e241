import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { asReference, newReference } from './reference.ts'

test('a new reference has three groups of letters nobody confuses', () => {
  for (let round = 0; round < 200; round++) {
    expect(newReference(randomBytes(10))).toMatch(/^[CDFGHJKMNPQRTVWX34679]{3}-[CDFGHJKMNPQRTVWX34679]{3}-[CDFGHJKMNPQRTVWX34679]{4}$/)
  }
})

test('the same bytes make the same reference, other bytes another one', () => {
  expect(newReference(new Uint8Array(10))).toBe('CCC-CCC-CCCC')
  expect(newReference(Uint8Array.from([0, 0, 0, 0, 0, 0, 0, 0, 0, 1]))).not.toBe('CCC-CCC-CCCC')
  expect(new Set(Array.from({ length: 500 }, () => newReference(randomBytes(12)))).size).toBe(500)
})

test('too few bytes are a mistake of the caller', () => {
  expect(() => newReference(new Uint8Array(4))).toThrow(RangeError)
})

test('a new reference is recognised', () => {
  const reference = newReference(randomBytes(16))
  expect(asReference(`#${reference}`)).toBe(reference)
})

test.each([
  ['A7T-QM3-9HXD', 'A7T-QM3-9HXD'],
  [' #a7t-qm3-9hxd ', 'A7T-QM3-9HXD'],
  ['a7tqm39hxd', 'A7T-QM3-9HXD'],
  ['A7T-QM3-9HX', undefined],
  ['A7T-QM3-9HXD please', undefined],
  ['', undefined],
])('%j as a reference', (text, expected) => {
  expect(asReference(text)).toBe(expected)
})
