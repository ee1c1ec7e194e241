import { expect, test } from 'vitest'
import { signerOf } from '../../platform/signing.ts'
import { handOverUrl, isHandOverKey, latestOf, type HandOver } from '../../workflows/handing/hand-over.ts'
import { missesCounted } from './misses.ts'
import { secretPage } from './page.ts'
import { secretWordsIn } from './words.ts'

const AT = Date.UTC(2026, 10, 22, 10)
const DAY = 86_400_000
const ONE: HandOver = { id: 7, runId: 1, path: 'boxes/0/handed', kind: 'password', label: 'contact@pieds.example', createdAt: AT, expiresAt: AT + 14 * DAY, seenAt: null, seenBy: null }
const RUN = { rehearsal: false, now: AT, ticket: { id: 1, reference: 'ABCD-EFGH', locale: null }, house: { name: 'Aide Coop', address: 'aide@coop.example' } }

test.each([
  ['waits', ONE, {}, RUN, ['Le mot de passe de contact@pieds.example', true, false, 'À voir le dimanche 6 décembre au plus tard.']],
  ['is shown', ONE, { value: 'Zx' }, RUN, ['Le mot de passe de contact@pieds.example', false, false, secretWordsIn.fr.shown]],
  ['was seen', { ...ONE, kind: 'code', seenAt: AT - DAY, seenBy: 'link' } as const, {}, RUN, ['Le code d’autorisation de contact@pieds.example', false, true, 'Il a été vu hier à 11:00, par cette adresse.']],
  ['came to its day', { ...ONE, kind: 'other' } as const, {}, { ...RUN, now: AT + 14 * DAY }, ['contact@pieds.example', false, true, 'le jour prévu (aujourd’hui)']],
])('the page of what %s', (...[, one, shown, run, [title, isReady, isGone, said]]) => {
  const page = secretPage(one, run, { locale: 'fr', ...shown })
  expect(page).toMatchObject({ title, isReady, isGone, rehearsal: '' })
  expect(page.says.join(' ')).toContain(said)
  expect(decodeURIComponent(page.letter)).toContain('(ABCD-EFGH)')
})

test.each([[{}, true], [{ id: 8 }, false], [{ createdAt: AT + 1 }, false]])('its key opens it and nothing else: %o', (other, opens) => {
  const signer = signerOf('k')
  const key = handOverUrl(ONE, { baseUrl: 'https://coop.example/', signer }).replace('https://coop.example/aide/secret/7/', '')
  expect(isHandOverKey({ ...ONE, ...other }, key, signer)).toBe(opens)
})

test('of what was handed over anew, the last counts', () => {
  const again = [{ ...ONE, id: 9 }, { ...ONE, id: 8, path: 'boxes/1/handed' }, ONE]
  expect(latestOf(again).map(({ id }) => id)).toEqual([9, 8])
})

test('thirty addresses that lead nowhere are too much for a quarter of an hour', () => {
  const misses = missesCounted()
  for (let i = 0; i < 30; i++) misses.note('a', AT)
  expect([misses.isTooMuch('a', AT + 899_999), misses.isTooMuch('a', AT + 900_000), misses.isTooMuch('b', AT)]).toEqual([true, false, false])
})

const sentences = (words: unknown): string[] => typeof words === 'string' ? [words] : Object.values(words as Record<string, unknown>).flatMap(sentences)

test('its French is typeset as French is', () => {
  for (const sentence of sentences(secretWordsIn.fr)) expect(sentence).not.toMatch(/'|"|\.\.\.|(?<!\u00A0)[:;?!»]/)
})
