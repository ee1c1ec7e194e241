import { expect, test } from 'vitest'
import { matches, startOf, type FreshTicket } from './matching.ts'

const TICKET: FreshTicket = { id: 1, reference: 'CDF-GHJ-KMNP', subject: 'Déménagement', channel: 'mail', sourceId: null, requester: { address: 'zoe@asso.example', name: 'Zoé' }, text: 'Je voudrais quitter l’Autre.' }
const ANY = { channel: null, sourceId: null, words: [] }

test.each([
  [{ ...ANY, channel: 'mail' as const }, true],
  [{ ...ANY, channel: 'form' as const }, false],
  [{ ...ANY, sourceId: 4 }, false],
  [{ ...ANY, words: ['transfert', 'DEMENAGEMENT'] }, true],
  [{ ...ANY, words: ['l\'autre'] }, true],
  [{ ...ANY, words: ['transfert'] }, false],
  [{ channel: 'mail' as const, sourceId: null, words: ['transfert'] }, false],
])('%o is true of it: %s', (conditions, expected) => expect(matches(conditions, TICKET)).toBe(expected))

test('a run is started with what the ticket says', () => {
  expect(startOf({ start: { who: 'ticket.requester.address', what: '"De " + ticket.reference' } }, TICKET)).toEqual({ values: { who: 'zoe@asso.example', what: 'De CDF-GHJ-KMNP' } })
  expect(startOf({ start: { who: 'ticket.missing.name' } }, TICKET)).toEqual({ problem: expect.stringMatching(/^who: /) as unknown })
})
