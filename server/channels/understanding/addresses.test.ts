import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readAddresses } from './addresses.ts'

test.each([
  ['Camille <camille@Example.ORG>', [['camille@example.org', 'Camille']]],
  ['=?utf-8?q?=E2=80=AEanna=E2=81=A6?= <anna@example.org>', [['anna@example.org', 'anna']]],
  ['camille@example.org (Camille Martin)', [['camille@example.org', 'Camille Martin']]],
  ['Camille Martin (via entraide) <entraide@example.coop>', [['entraide@example.coop', 'Camille Martin (via entraide)']]],
  ['"Martin, Camille" <c@example.org>, rene@example.net', [['c@example.org', 'Martin, Camille'], ['rene@example.net', '']]],
  ['Martin, Camille <c@example.org>', [['c@example.org', 'Martin, Camille']]],
  ['"camille@example.org" <camille@example.org>', [['camille@example.org', '']]],
  ['=?utf-8?q?Ren=C3=A9=2C_tr=C3=A9sorier?= <rene@example.net>', [['rene@example.net', 'René, trésorier']]],
  ['=?utf-8?q?Am=C3?= =?utf-8?q?=A9lie?= <a@example.org>', [['a@example.org', 'Amélie']]],
  ['amis: a@example.org, b@example.org;', [['a@example.org', ''], ['b@example.org', '']]],
  ['undisclosed-recipients:;', []],
  ['a@example.org; b@example.org', [['a@example.org', ''], ['b@example.org', '']]],
  ['<<camille@example.org>>', [['camille@example.org', '']]],
  ['Camille camille@example.org>', [['camille@example.org', 'Camille']]],
  ['Camille <camille@example.org', [['camille@example.org', 'Camille']]],
  ['"Camille <camille@example.org>', [['camille@example.org', 'Camille']]],
  ['mailto:camille@example.org', [['camille@example.org', '']]],
  ['Camille <>', []],
  ['Camille <camille @ example.org>', [['camille@example.org', 'Camille']]],
  ['Camille [camille@example.org]', [['camille@example.org', 'Camille']]],
  ['=?utf-8?q?Camille_=3Ccamille=40example=2Eorg=3E?=', [['camille@example.org', 'Camille']]],
  ['<a@example.org> <b@example.org>', [['a@example.org', ''], ['b@example.org', '']]],
  ['Camille <a@example.org> René <b@example.org>', [['a@example.org', 'Camille'], ['b@example.org', 'René']]],
  ['<a@example.org> Camille', [['a@example.org', 'Camille']]],
  ['a@example.org b@example.org', [['a@example.org', ''], ['b@example.org', '']]],
  ['', []],
  ['"Anne \\"Nanou\\" B" <anne@example.org>', [['anne@example.org', 'Anne "Nanou" B']]],
  ['"deux mots"@example.org', [['"deux mots"@example.org', '']]],
  ["'Camille' <camille@example.org>", [['camille@example.org', 'Camille']]],
  ['support+t12.abc@example.coop', [['support+t12.abc@example.coop', '']]],
])('%s', (value, expected) => {
  expect(readAddresses([value]).map(({ address, name }) => [address, name])).toStrictEqual(expected)
})

test('any text is read without a throw, and what comes out has one "@" between two sides', () => {
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom('a', '@', '<', '>', '"', '(', ')', ',', ';', ':', '\\', ' ', '=?utf-8?q?', '?=', 'é', '.') }), (value) => {
    for (const { address } of readAddresses([value])) expect(address).toMatch(/^("[^"]+"|[^@]+)@[^@]+$/)
  }))
})
