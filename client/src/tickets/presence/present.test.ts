import { expect, test } from 'vitest'
import { firstName, stillThere } from './present.ts'

const person = (id: number, doing: 'reading' | 'writing', { since, expiresAt = 100 }: { since: number, expiresAt?: number }) => ({ agent: { id, name: `A${id}` }, doing, since, expiresAt })

test('who has not been heard of is gone; writers come first, then who has been longest', () => {
  const all = [person(1, 'reading', { since: 5 }), person(2, 'reading', { since: 3 }), person(3, 'writing', { since: 9 }), person(4, 'writing', { since: 1, expiresAt: 50 })]
  expect(stillThere(all, 50).map(({ agent }) => agent.id)).toEqual([3, 2, 1])
})

test.each([['Nadia Benali', 'Nadia'], ['Jean-Marc  Petit', 'Jean-Marc'], [' Léo ', 'Léo'], ['', '']])('%j is called %j', (name, first) => expect(firstName(name)).toBe(first))
