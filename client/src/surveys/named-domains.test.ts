import { expect, test } from 'vitest'
import { namedDomains } from './named-domains.ts'

test.each<[string[], string[]]>([
  [['Bonjour, je veux transférer lespiedsverts.org.'], ['lespiedsverts.org']],
  [['Voir https://www.assoc.fr/contact', 'marie@assoc.fr, et aussi autre.coop'], ['assoc.fr', 'autre.coop']],
  [['marie.dupont@gmail.com', 'facture.pdf', 'index.html', 'v1.2.3', '10.0.0.1', 'fin.Début'], ['fin.début']],
  [['café.fr et CAFÉ.FR'], ['café.fr']],
  [[''], []],
  [[Array.from({ length: 20 }, (_, index) => `a${index}.fr`).join(' ')], ['a0.fr', 'a1.fr', 'a2.fr', 'a3.fr', 'a4.fr', 'a5.fr']],
])('%j names %j', (texts, names) => expect(namedDomains(texts)).toEqual(names))
