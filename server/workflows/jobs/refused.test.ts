import { expect, test } from 'vitest'
import { Refusal, RemoteFailure } from '../../platform/errors.ts'
import { refusedFor } from '../../registrars/reasons.ts'
import { wordsIn } from './refused.ts'

test.each([
  ['a refusal whose words are known', refusedFor('locked'), { words: { fr: expect.stringContaining('verrouillé') as string, en: expect.stringContaining('locked') as string } }],
  ['one without', new Refusal('conflict', 'No'), {}],
  ['one whose words are something else', new Refusal('conflict', 'No', { words: ['non'] }), {}],
  ['one with one language only', new Refusal('conflict', 'No', { words: { fr: 'Non', en: null } }), {}],
  ['a failure of the other side', new RemoteFailure('gandi', true, 'gone'), {}],
  ['anything else', new Error('x'), {}],
])('%s', (_, error, words) => expect(wordsIn(error)).toEqual(words))

test('words are no novel', () => expect(wordsIn(new Refusal('conflict', 'No', { words: { fr: 'x'.repeat(5000), en: '' } })).words?.fr).toHaveLength(1000))
