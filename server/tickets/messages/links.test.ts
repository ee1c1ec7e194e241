import { expect, test } from 'vitest'
import { linkNote } from './links.ts'

const fine = null
test.each<[text: string, href: string, goesTo: string | null, warning: string | null]>([
  ['https://ouvaton.coop/a', 'https://ouvaton.coop/a', fine, null],
  ['ouvaton.coop', 'https://www.ouvaton.coop/', fine, null],
  ['www.ouvaton.coop', 'https://ouvaton.coop/', fine, null],
  ['Voir sur OUVATON.coop !', 'https://ouvaton.coop/', fine, null],
  ['ouvaton.coop', 'https://panel.ouvaton.coop/', 'panel.ouvaton.coop', null],
  ['panel.ouvaton.coop', 'https://ouvaton.coop/', fine, null],
  ['Mon compte', 'https://evil.example/login', 'evil.example', null],
  ['', 'https://evil.example/p.png', 'evil.example', null],
  ['facture.pdf', 'https://cloud.example/f', 'cloud.example', null],
  ['script.py', 'https://cloud.example/f', 'cloud.example', null],
  ['Node.js, etc. M.Dupont', 'https://cloud.example/f', 'cloud.example', null],
  ['9.30 ou 10.15', 'https://cloud.example/f', 'cloud.example', null],
  ['https://ouvaton.coop/a', 'https://evil.example/a', 'evil.example', 'elsewhere'],
  ['ouvaton.coop', 'https://evil.example/a', 'evil.example', 'elsewhere'],
  ['OUVATON.COOP', 'https://evil.example/a', 'evil.example', 'elsewhere'],
  ['o\u200buvaton.coop', 'https://evil.example/a', 'evil.example', 'elsewhere'],
  ['ouvaton。coop', 'https://evil.example/a', 'evil.example', 'elsewhere'],
  ['ｏｕｖａｔｏｎ.coop', 'https://evil.example/a', 'evil.example', 'elsewhere'],
  ['www.ouvaton.museum', 'https://evil.example/a', 'evil.example', 'elsewhere'],
  ['Connectez-vous à ouvaton.coop maintenant', 'https://evil.example/a', 'evil.example', 'elsewhere'],
  ['ouvaton.coop evil.example', 'https://evil.example/a', 'evil.example', 'elsewhere'],
  ['ouvaton.coop', 'https://ouvaton.coop.evil.example/a', 'ouvaton.coop.evil.example', 'elsewhere'],
  ['support@ouvaton.coop', 'https://evil.example/a', 'evil.example', 'elsewhere'],
  ['https://ouvaton.coop/?to=wordpress.org', 'https://ouvaton.coop/?to=wordpress.org', fine, null],
  ['https://ouvaton.coop@evil.example/', 'https://ouvaton.coop@evil.example/', 'evil.example', 'masked'],
  ['ouvaton.coop', 'https://ouvaton.coop@evil.example/', 'evil.example', 'elsewhere'],
  ['Mon compte', 'https://ouvaton.coop:x@evil.example/', 'evil.example', 'masked'],
  ['http://2130706433/', 'http://2130706433/', '127.0.0.1', null],
  ['société.fr', 'https://société.fr/', 'xn--socit-esab.fr', null],
  ['Mon compte', 'https://xn--80ak6aa92e.com/', 'xn--80ak6aa92e.com', 'mixed-letters'],
  ['apple.com', 'https://аррlе.com/', 'xn--l-7sbq6ba.com', 'elsewhere'],
  ['Сайт', 'https://пример.рф/', 'xn--e1afmkfd.xn--p1ai', null],
  ['a@asso.example', 'mailto:a@asso.example?subject=x', fine, null],
  ['Écrire', 'mailto:a@asso.example', 'a@asso.example', null],
  ['support@ouvaton.coop', 'mailto:support@evil.example', 'support@evil.example', 'elsewhere'],
  ['Écrire', 'mailto:%ff', '%ff', null],
  ['04 72 00 00 00', 'tel:+33472000000', fine, null],
  ['Appelez-nous', 'tel:+33899000000', '+33899000000', null],
])('« %s » to %s', (text, href, ...[goesTo, warning]) => {
  expect(linkNote(href, text)).toEqual({ address: expect.any(String), goesTo, warning })
})

test.each(['javascript:alert(1)', 'data:text/html,x', 'vbscript:x', 'file:///etc/passwd', 'ftp://a.example/', 'blob:x', '/tickets/1', 'https://', ''])('%j is followed nowhere', (href) => {
  expect(linkNote(href, 'x')).toBeNull()
})

test('the whole address is told as a browser would ask for it', () => {
  expect(linkNote('HTTPS://Ouvaton.COOP:443/a b?x=é', 'x')?.address).toBe('https://ouvaton.coop/a%20b?x=%C3%A9')
})
