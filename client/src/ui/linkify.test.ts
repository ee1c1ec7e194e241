import { expect, test } from 'vitest'
import { linkify } from './linkify.ts'

test.each([
  ['voir https://a.example/b?c=d.', ['https://a.example/b?c=d']],
  ['(https://a.example/b) et « http://c.example/ »', ['https://a.example/b', 'http://c.example/']],
  ['<https://a.example/x>', ['https://a.example/x']],
  ['javascript:alert(1) et www.a.example', []],
  ['rien', []],
])('%s', (text, links) => {
  const pieces = linkify(text)
  expect(pieces.flatMap(({ href }) => href ?? [])).toEqual(links)
  expect(pieces.map(piece => piece.text).join('')).toBe(text)
})
