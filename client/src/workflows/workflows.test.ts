import { describe, expect, test } from 'vitest'
import { Draft } from '../../../server/workflows/composing/contract.ts'
import { answersBefore, copyOf, draftOf, keysOf, linesOf, moved, namesIn, newStep, ownDraft, withLines, withNames } from './own-draft.ts'
import { isShown, previewOf } from './preview.ts'
import { nameFor } from './workflow-name.ts'

const fr = (words: string) => ({ fr: words, en: '' })
const draft = Draft.parse({
  title: fr('Accueil'), start: [{ name: 'compte', label: fr('Compte') }, { name: 'code', label: fr('Code'), type: 'secret' }],
  steps: [
    { id: 'voeux', kind: 'form', who: 'member', title: fr('Vos vœux'), shown: false, fields: [{ name: 'formule', label: fr('Formule'), type: 'choice', options: [fr('Petite')] }] },
    { id: 'mot', kind: 'message', title: fr('Bienvenue'), text: fr('Bonjour {{start.compte}}, {{voeux.formule}}, {{autre}}') },
    { id: 'delai', kind: 'wait', title: fr(''), days: 3 },
  ],
})
const looking = { now: 1_000, reader: null, untitled: 'Sans titre' }

test('what is shown is what is sent', () => {
  const own = ownDraft(draft)
  expect(draftOf(own)).toEqual(draft)
  const copy = copyOf(own.steps[0] ?? newStep('task'))
  expect([copy.id, copy.fields[0]?.name, copy.key === own.steps[0]?.key]).toEqual(['', 'formule', false])
})

test.each([[0, 2, 'bca'], [2, 0, 'cab'], [1, 9, 'acb'], [1, -4, 'bac'], [7, 0, 'abc']])('from %i to %i', (from, to, expected) => {
  expect(moved(['a', 'b', 'c'], from, to).join('')).toBe(expected)
})

describe('choices, one a line', () => {
  const both = [{ fr: 'Un', en: 'One' }, { fr: 'Deux', en: '' }]
  test.each([
    ['fr', 'Un\nDeux\nTrois', [...both, { fr: 'Trois', en: '' }]],
    ['fr', '', []],
    ['en', 'One\nTwo\nThree', [both[0], { fr: 'Deux', en: 'Two' }]],
  ] as const)('in %s: %j', (language, text, expected) => { expect(withLines(both, language, text)).toEqual(expected) })
  test('English that nobody has written is no empty lines', () => { expect([linesOf(both, 'en'), linesOf([fr('Un'), fr('Deux')], 'en')]).toEqual(['One\n', '']) })
})

test('names are taken from the server for what has words, and stay', () => {
  const own = ownDraft(Draft.parse({ start: [{ label: fr('Compte') }], steps: [{ id: 'garde', title: fr('A') }, { title: fr('') }] }))
  const named = withNames(own, namesIn(Draft.parse({ start: [{ name: 'compte' }], steps: [{ id: 'autre' }, { id: 'etape' }] }), keysOf(own)))
  expect([named.start[0]?.name, ...named.steps.map(({ id }) => id)]).toEqual(['compte', 'garde', ''])
  const being = { ...own, steps: own.steps.map((step, i) => i === 1 ? { ...step, title: fr('B') } : step) }
  const names = new Map([[own.steps[1]?.key ?? '', 'etape']])
  expect([undefined, own.steps[1]?.key].map(except => withNames(being, names, except).steps[1]?.id), 'not while somebody is at it').toEqual(['etape', ''])
})

test('a text may use what was answered before it, but no secret', () => {
  const own = ownDraft(draft)
  const marks = (index: number) => answersBefore(own, own.steps[index]?.key ?? '').map(({ mark }) => mark)
  expect([marks(0), marks(1)]).toEqual([['{{start.compte}}'], ['{{start.compte}}', '{{voeux.formule}}']])
})

describe('the preview', () => {
  const own = ownDraft(draft)
  const at = (index: number) => previewOf(own, own.steps[index]?.key, looking).steps

  test('stands at the step that is open', () => {
    expect([at(0), at(1), at(2)].map(steps => steps.map(({ state }) => state))).toEqual([['asked', 'pending', 'pending'], ['done', 'acting', 'pending'], ['done', 'done', 'waiting']])
    expect(previewOf(own, 'none', looking).run.next?.path).toBe(own.steps[0]?.key)
    expect(at(2)[2]).toMatchObject({ title: { fr: 'Sans titre' }, at: 1_000 + 3 * 86_400_000 })
  })
  test('shows a question where its answer will be', () => {
    expect(at(1)[1]?.how?.fr).toBe('Bonjour ‹Compte›, ‹Formule›, {{autre}}')
  })
  test('what is asked of the member is shown to them', () => {
    expect(own.steps.map(isShown)).toEqual([true, true, true])
    expect(isShown({ ...newStep('task'), shown: false })).toBe(false)
  })
})

test.each([['Accueillir une association', 'accueillir-une-association'], ['Été', 'ete'], ['42', 'liste'], ['Pris', 'pris-3'], ['É'.repeat(90), 'e'.repeat(50)]])('“%s” is called %s', (title, name) => {
  expect(nameFor(title, ['pris', 'pris-2'])).toBe(name)
})
