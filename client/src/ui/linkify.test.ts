import { expect, test } from 'vitest'
import { linkify } from './linkify.ts'

test.each([
  ['voir https://a.example/b?c=d.', ['https://a.example/b?c=d']],
  ['(https://a.example/b) et « http://c.example/ »', ['https://a.example/b', 'http://c.example/']],
  ['<https://a.example/x>', ['https://a.example/x']],
  ['HTTPS://A.example', ['HTTPS://A.example']],
  ['https://a.example\u202e/x', ['https://a.example']],
  ['https://[x et https://%', []],
  ['javascript:alert(1) et www.a.example, data:text/html,x, file:///etc, vbscript:x, javascript://a.example/%0aalert(1)', []],
  ['rien', []],
])('%s', (text, links) => {
  const pieces = linkify(text)
  expect(pieces.flatMap(({ href }) => href ?? [])).toEqual(links)
  expect(pieces.map(piece => piece.text).join('')).toBe(text)
})

test.each([
  ['https://ouvaton.coop/a', null],
  ['https://ouvaton.coop:8443/a', null],
  ['HTTP://Ouvaton.COOP?a', null],
  ['https://ouvaton.coop', null],
  ['https://ouvaton.coop@evil.example', 'evil.example'],
  ['https://ouvaton.coop:x@evil.example/ouvaton.coop', 'evil.example'],
  ['https://ouvaton.coop\\@evil.example/', 'ouvaton.coop'],
  ['https:///evil.example/a', 'evil.example'],
  ['http://2130706433/', '127.0.0.1'],
  ['https://оuvaton.coop/', 'xn--uvaton-vqf.coop'],
  ['https://xn--uvaton-vqf.coop/', 'xn--uvaton-vqf.coop'],
  ['https://ouvaton%2ecoop/', 'ouvaton.coop'],
])('%s really goes to %s', (address, goesTo) => {
  expect(linkify(address)).toEqual([{ text: address, href: address, goesTo }])
})
