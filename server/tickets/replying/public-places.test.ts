import { expect, test } from 'vitest'
import { placeAt, type PublicPlace } from './public-places.ts'

const places: PublicPlace[] = [
  { kind: 'list', name: 'Entraide', address: 'entraide@lists.example', listId: null },
  { kind: 'list', name: 'Annonces', address: null, listId: 'annonces.lists.example' },
]
const forum: PublicPlace = { kind: 'forum', name: 'Forum', address: 'notifications@forum.example', listId: null }
const KEY = 'reply+0123456789abcdef0123456789abcdef@mail.forum.example'

test.each([
  ['the address of a list', 'entraide@lists.example', places, 'Entraide'],
  ['the same in capitals', 'Entraide@Lists.Example', places, 'Entraide'],
  ['the address that a List-Id names', 'annonces@lists.example', places, 'Annonces'],
  ['those who look after a list', 'entraide-owner@lists.example', places, undefined],
  ['somebody at the same host', 'camille@lists.example', places, undefined],
  ['where a forum writes from', 'notifications@forum.example', [forum], 'Forum'],
  ['the reply key of a topic', KEY, [...places, forum], 'Forum'],
  ['what looks like one, where there is no forum', KEY, places, undefined],
] as const)('%s', (...[, address, known, name]) => expect(placeAt(address, known)?.name).toBe(name))
