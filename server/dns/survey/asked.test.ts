import { expect, test } from 'vitest'
import { domainIn, shownDomain } from './asked.ts'

test.each([
  ['assoc.fr', 'assoc.fr'], ['  WWW.Assoc.FR. ', 'assoc.fr'], ['https://www.assoc.fr/page?x=a@b.c#d', 'assoc.fr'], ['http://user@assoc.fr:8080/', 'assoc.fr'], ['marie@assoc.fr', 'assoc.fr'], ['<Marie@Boîte.Assoc.fr>', 'assoc.fr'],
  ['mailto:marie@assoc.fr', 'assoc.fr'], ['« assoc.fr »', 'assoc.fr'], ['a.b.assoc.asso.fr', 'assoc.asso.fr'], ['café.fr', 'xn--caf-dma.fr'], ['CAFÉ。fr', 'xn--caf-dma.fr'], ['xn--caf-dma.fr', 'xn--caf-dma.fr'],
  ['assoc.github.io', 'github.io'], ['_dmarc.assoc.fr', 'assoc.fr'], ['ftp://assoc.fr/x', 'assoc.fr'], ['www.assoc.example', 'assoc.example'],
])('%j is %s', (written, domain) => expect(domainIn(written)).toEqual({ domain }))

test.each([
  ['', 'unreadable'], ['   ', 'unreadable'], ['my site', 'unreadable'], ['assoc', 'unreadable'], ['marie@', 'unreadable'], ['http://', 'unreadable'], [`${'a'.repeat(300)}.fr`, 'unreadable'], ['a..fr', 'unreadable'], ['\u0000.fr', 'unreadable'],
  ['192.0.2.1', 'address'], ['http://[2001:db8::1]/', 'address'], ['0x7f000001', 'address'], ['fr', 'ending'], ['asso.fr', 'ending'], ['-- drop table.fr', 'unreadable'], ['-x.fr', 'unreadable'], ['_x.fr', 'unreadable'],
])('%j is none: %s', (written, problem) => expect(domainIn(written)).toEqual({ problem }))

test('a domain as people write it', () => {
  expect(shownDomain('xn--caf-dma.fr')).toBe('café.fr')
  expect(shownDomain('assoc.fr')).toBe('assoc.fr')
})
