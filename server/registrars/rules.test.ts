import { describe, expect, test } from 'vitest'
import { Refusal } from '../platform/errors.ts'
import { isSameContact, missingIn, type Contact } from './contact.ts'
import { FAILURE_REASONS, reasonOf, refusedFor, WORDS_OF } from './reasons.ts'
import { isOrdered, isUnderWay, NOTHING, STANDINGS, withEnd } from './standing.ts'
import { latestEnd } from './waiting.ts'

const DAY = 86_400_000
const holder: Contact = { kind: 'association', organisation: 'Les Pieds dans l’eau', firstName: 'Camille', lastName: 'Roy', street: '12 rue des Lilas', zip: '75020', city: 'Paris', country: 'FR', phone: '+33.145678901', email: 'c@pieds.example', extra: {} }

test.each<[string, boolean, number | null]>([
  ['assoc.org', false, 6], ['assoc.com', true, 6], ['assoc.fr', false, 9], ['assoc.asso.fr', true, 23], ['assoc.eu', false, 7], ['assoc.be', true, 7], ['assoc.it', false, null],
])('a transfer of %s (refused: %s) is over after %s days at the latest', (domain, refused, days) => {
  expect(latestEnd(domain, 1000, { refused })).toBe(days === null ? null : 1000 + days * DAY)
})

test('of each standing, whether something is still to be ordered, and whether it goes on', () => {
  const told = STANDINGS.map(state => [state, isOrdered({ ...NOTHING, state }), isUnderWay({ ...NOTHING, state })])
  expect(told).toEqual([['none', false, false], ['requested', true, true], ['pending', true, true], ['waiting-approval', true, true], ['active', true, false], ['failed', false, false]])
  expect([withEnd({ ...NOTHING, state: 'pending', since: 0 }, 'a.fr').until, withEnd({ ...NOTHING, state: 'active', since: 0 }, 'a.fr').until]).toEqual([9 * DAY, null])
})

test('every reason says in both languages what to do, and is found again in its refusal', () => {
  for (const reason of FAILURE_REASONS) {
    const refusal = refusedFor(reason, { says: 'their words', fields: ['birth_date'] })
    expect([reasonOf(refusal), refusal.details['words'], refusal.details['fields']]).toEqual([reason, WORDS_OF[reason], ['birth_date']])
    expect(refusal.message).toContain('their words')
    expect(Math.min(WORDS_OF[reason].fr.length, WORDS_OF[reason].en.length)).toBeGreaterThan(40)
    expect(WORDS_OF[reason].fr).not.toMatch(/'| [;:?!]/)
  }
  expect([reasonOf(new Refusal('conflict', 'x')), reasonOf(new Error('locked'))]).toEqual([undefined, undefined])
})

describe('a holder', () => {
  test.each<[string, Partial<Contact>, string[]]>([
    ['all that is wanted', {}, []],
    ['no phone and no city', { phone: ' ', city: '' }, ['city', 'phone']],
    ['an association without a name', { organisation: null }, ['organisation']],
    ['a person needs none', { kind: 'person', organisation: null }, []],
  ])('%s', (_what, more, missing) => expect(missingIn({ ...holder, ...more })).toEqual(missing))

  test('wants what the ending wants', () => {
    const field = { name: 'birth_date', label: 'Birth', required: true, options: [] }
    expect([missingIn(holder, [field]), missingIn({ ...holder, extra: { birth_date: '1970-01-01' } }, [field]), missingIn(holder, [{ ...field, required: false }])]).toEqual([['birth_date'], [], []])
  })

  test.each<[Partial<Contact>, boolean]>([
    [{}, true], [{ city: ' PARIS ', phone: '+33 1 45 67 89 01' }, true], [{ organisation: 'Les Pieds' }, false], [{ email: 'autre@pieds.example' }, false], [{ phone: '+33.145678902' }, false],
  ])('with %o is the same: %s', (more, same) => expect(isSameContact(holder, { ...holder, ...more })).toBe(same))
})
