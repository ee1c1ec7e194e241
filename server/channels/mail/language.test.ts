import { expect, test } from 'vitest'
import { languageOf } from './language.ts'

const NOTHING = { language: null, subject: '', text: '', visibleReply: '' }

test.each([
  [{ visibleReply: 'Bonjour, je ne reçois plus mes mails depuis hier. Merci !' }, 'fr'],
  [{ visibleReply: 'Hello, I do not get my mail any more. Thanks!' }, 'en'],
  [{ visibleReply: 'Bonjour, je ne comprends pas : « The message could not be delivered » sur ma boîte.' }, 'fr'],
  [{ visibleReply: 'Bonjour, ma boîte est pleine, que faire ?', language: 'en' }, 'fr'],
  [{ visibleReply: 'ok', language: 'en' }, 'en'],
  [{ visibleReply: 'ok', language: 'de' }, null],
  [{ visibleReply: 'Guten Tag, meine Domain ist weg' }, null],
  [{ subject: 'Problème avec ma boîte', text: 'claire@asso.example' }, 'fr'],
  [{}, null],
])('%j is %s', (values, expected) => expect(languageOf({ ...NOTHING, ...values })).toBe(expected))
