import { expect, test } from 'vitest'
import { codeAt, enrolmentUri, newOneTimeSecret, stepOf } from './one-time-codes.ts'

// RFC 6238, appendix B, SHA-1: "12345678901234567890"; the last six digits of its eight.
const SECRET = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'

test.each([[59, '287082', 1], [1111111109, '081804', 37037036], [1234567890, '005924', 41152263], [20000000000, '353130', 666666666]])('at %d the RFC says %s', (seconds, code, step) => {
  expect(codeAt(SECRET, new Date(seconds * 1000))).toBe(code)
  expect(stepOf(code, SECRET, new Date(seconds * 1000))).toBe(step)
})

test.each([[-60, undefined], [-30, 37037036], [0, 37037036], [30, 37037036], [60, undefined]])('a clock that is %d seconds off', (off, step) => {
  expect(stepOf('081804', SECRET, new Date((1111111109 + off) * 1000))).toBe(step)
})

test.each(['', '81804', '0818040', 'abcdef', '０８１８０４', '081 804', '-81804'])('%j is no code', (code) => {
  expect(stepOf(code, SECRET, new Date(1111111109_000))).toBeUndefined()
})

test('each secret is another, and the QR code says whose it is', () => {
  const secret = newOneTimeSecret()
  expect(secret).toMatch(/^[A-Z2-7]{32}$/)
  expect(newOneTimeSecret()).not.toBe(secret)
  const uri = new URL(enrolmentUri(secret, 'Permanence aide.example.org', 'zoe@coop.example'))
  expect(uri.protocol).toBe('otpauth:')
  expect(Object.fromEntries(uri.searchParams)).toMatchObject({ secret, issuer: 'Permanence aide.example.org' })
})
