import { expect, test } from 'vitest'
import { webLink } from './web-link.ts'

test.each([
  ['https://forum.coop.example/t/ftp/2354', 'https://forum.coop.example/t/ftp/2354'],
  ['http://lists.coop.example/arc', 'http://lists.coop.example/arc'],
  ['javascript:alert(1)', undefined],
  [' \u0001javascript:alert(1)', undefined],
  ['data:text/html,x', undefined],
  ['mailto:entraide@lists.coop.example', undefined],
  ['/t/ftp/2354', undefined],
  [null, undefined],
])('%j leads to %j', (address, expected) => {
  expect(webLink(address)).toBe(expected)
})
