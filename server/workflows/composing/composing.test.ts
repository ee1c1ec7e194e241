import { describe, expect, test } from 'vitest'
import { Definition } from '../definition/schema.ts'
import { Draft } from './contract.ts'
import { definitionOfDraft, draftOf } from './drafting.ts'
import { withNames } from './naming.ts'
import { problemsOfDraft } from './problems.ts'

const fr = (words: string) => ({ fr: words })
const draft = withNames(Draft.parse({
  title: { fr: 'Accueil', en: 'Welcome' }, about: fr('Tout ce qu’il faut faire'), dueDays: 30,
  start: [{ label: fr('Identifiant du compte') }, { label: fr('Mot de passe'), type: 'secret' }],
  steps: [
    { title: fr('Vérifier l’adhésion'), why: fr('Pour les statuts'), how: fr('Regarder le registre'), role: 'admin', dueDays: 3, remindDays: 2, evidence: 'needed', shown: false },
    { kind: 'form', who: 'member', title: fr('Vos choix'), fields: [{ label: fr('Formule'), type: 'choice', options: [fr('Petite'), fr('Grande')] }, { label: fr('Formule'), help: fr('Encore') }] },
    { kind: 'gate', title: fr('Accord'), role: 'admin' },
    { kind: 'wait', title: fr('Délai'), days: 8 },
    { kind: 'message', title: fr('Bienvenue'), text: fr('Bonjour {{start.identifiant_du_compte}}') },
    { title: fr('Vérifier l’adhésion'), why: fr('Encore'), who: 'member' },
  ],
}))

test('names are made of the words, once for each', () => {
  expect(draft.steps.map(({ id }) => id)).toEqual(['verifier_l_adhesion', 'vos_choix', 'accord', 'delai', 'bienvenue', 'verifier_l_adhesion_2'])
  expect(draft.steps[1]!.fields.map(({ name }) => name)).toEqual(['formule', 'formule_2'])
  expect(withNames(draft)).toEqual(draft)
})

test.each([['Start', 'start_2'], ['42 fois', 'fois'], ['???', 'etape'], ['É'.repeat(60), 'e'.repeat(30)]])('“%s” becomes %s', (title, id) => {
  expect(withNames(Draft.parse({ steps: [{ title: fr(title) }] })).steps[0]!.id).toBe(id)
})

test('a list is a workflow, in which French stands for missing English', () => {
  const definition = Definition.parse(definitionOfDraft('accueil', draft))
  expect(definition).toMatchObject({ workflow: 'accueil', title: { fr: 'Accueil', en: 'Welcome' }, about: { en: 'Tout ce qu’il faut faire' }, due: '30d', subject: { fr: '{{start.identifiant_du_compte}}' } })
  expect(definition.steps.map(({ kind }) => kind)).toEqual(['task', 'form', 'gate', 'timer', 'message', 'task'])
  expect(definition.steps[0]).toMatchObject({ role: 'admin', due: '3d', remind: ['2d'], evidence: 'needed', shown: false })
  expect(definition.steps[1]).toMatchObject({ who: 'member', fields: [{ options: [{ value: 'Petite' }, { value: 'Grande' }] }, { type: 'text' }] })
})

test('and the list again', () => {
  expect(draftOf(Definition.parse(definitionOfDraft('accueil', draft)))).toEqual(draft)
})

describe('what says more than a list stays YAML', () => {
  const definition = Definition.parse(definitionOfDraft('accueil', draft))
  test.each<[string, object]>([
    ['phases', { phases: [{ id: 'p', title: { fr: 'P', en: 'P' } }] }],
    ['a condition', { steps: [{ ...definition.steps[0], when: 'true' }] }],
    ['another order', { steps: [definition.steps[0], { ...definition.steps[2], after: [] }] }],
    ['hours', { due: '12h' }],
    ['an escalation', { steps: [{ ...definition.steps[0], escalate: { after: '1d', to: 'admin' } }] }],
    ['an action', { steps: [{ kind: 'action', id: 'a', title: definition.title, uses: 'ticket.note' }] }],
    ['an example', { start: [{ ...definition.start[0], example: 'x' }] }],
  ])('%s', (_, more) => {
    expect(draftOf(Definition.parse({ ...definition, ...more }))).toBeUndefined()
  })
})

describe('problems', () => {
  test.each<[string, unknown, [string, string | null][]]>([
    ['nothing at all', {}, [['no-title', null], ['no-steps', null]]],
    ['a step without words', { title: fr('T'), steps: [{}] }, [['no-english', null], ['no-step-title', 'etape'], ['no-why', 'etape']]],
    ['an empty form', { title: { fr: 'T', en: 'T' }, steps: [{ kind: 'form', title: { fr: 'A', en: 'A' } }] }, [['no-fields', 'a']]],
    ['a form with half questions', { title: { fr: 'T', en: 'T' }, steps: [{ kind: 'form', title: { fr: 'A', en: 'A' }, fields: [{}, { label: { fr: 'B', en: 'B' }, type: 'choice' }] }] }, [['no-label', 'a'], ['no-options', 'a']]],
    ['an empty message', { title: { fr: 'T', en: 'T' }, steps: [{ kind: 'message', title: { fr: 'A', en: 'A' } }] }, [['no-text', 'a']]],
    ['braces that mean nothing', { title: { fr: 'T', en: 'T' }, steps: [{ kind: 'message', title: { fr: 'A', en: 'A' }, text: { fr: '{{nom}}', en: 'x' } }] }, [['other', 'a']]],
    ['two options of one name', { title: { fr: 'T', en: 'T' }, steps: [{ kind: 'form', title: { fr: 'A', en: 'A' }, fields: [{ label: { fr: 'B', en: 'B' }, type: 'choice', options: [{ fr: 'x', en: 'x' }, { fr: 'x', en: 'y' }] }] }] }, [['other', 'a']]],
  ])('%s', (...[, input, expected]) => {
    expect(problemsOfDraft('w1', withNames(Draft.parse(input))).map(({ why, step }) => [why, step])).toEqual(expected)
  })

  test('French alone is only a warning', () => {
    expect(new Set(problemsOfDraft('accueil', draft).map(({ level }) => level))).toEqual(new Set(['warning']))
  })
})
