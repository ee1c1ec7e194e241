import { describe, expect, test } from 'vitest'
import type { SourceInput, SourceSettings } from '../../../server/channels/sources/contract.ts'
import { fieldsFor, formOf, inputOf, newForm, waysFor, type SourceForm } from './source-form.ts'

const list = (parts: Partial<SourceForm> = {}): SourceForm => ({ ...newForm(), name: 'Entraide', address: 'entraide@lists.coop.example', ...parts })
const forum = (parts: Partial<SourceForm> = {}): SourceForm => ({ ...list(), profile: 'discourse', answersBy: 'api', address: '', url: 'https://forum.coop.example', account: 'support', apiKey: 'clef', ...parts })
const lackOf = (form: SourceForm, hasApiKey = false) => { const told = inputOf(form, { hasApiKey }); return 'lack' in told ? told.lack : undefined }
const sent = (form: SourceForm, hasApiKey = false) => { const told = inputOf(form, { hasApiKey }); return 'input' in told ? told.input : told.lack }

describe('what a form lacks', () => {
  test.each<[string, SourceForm, string | undefined]>([
    ['nothing, of a list', list(), undefined],
    ['nothing, of a forum', forum(), undefined],
    ['a name', list({ name: ' ' }), 'name'],
    ['what a list is known by', list({ address: '', answersBy: 'hand' }), 'known'],
    ['where a list is written to', list({ address: '', listId: 'entraide.lists.coop.example' }), 'mail'],
    ['an address that is one', list({ address: 'entraide' }), 'form'],
    ['where a forum is', forum({ url: '' }), 'url'],
    ['the key', forum({ apiKey: null }), 'key'],
    ['the key that is to be forgotten', forum({ apiKey: '' }), 'key'],
    ['the account', forum({ account: '' }), 'key'],
    ['how it is heard', forum({ answersBy: 'hand', apiKey: null }), 'heard'],
    ['nothing, of a feed', forum({ profile: 'feed', answersBy: 'hand', apiKey: null }), undefined],
  ])('%s', (_what, form, lack) => {
    expect(lackOf(form)).toBe(lack)
  })

  test('a key that is kept is one', () => {
    expect(lackOf(forum({ apiKey: null }), true)).toBeUndefined()
  })
})

test('what means nothing for this software is neither asked for nor sent', () => {
  expect(fieldsFor(list()).has('apiKey')).toBe(false)
  expect(sent(list({ apiKey: 'clef', categories: 'Hébergement', unansweredHours: '4' }))).toMatchObject({ apiKey: null, categories: [], unansweredHours: 4, address: 'entraide@lists.coop.example' })
  expect(fieldsFor(list({ answersBy: 'hand' })).has('mailboxId')).toBe(false)
  expect(sent(forum({ profile: 'feed', answersBy: 'hand', address: 'x' }))).toMatchObject({ address: null, mustAuthenticate: true })
})

test('texts become what they mean', () => {
  expect(sent(forum({ categories: ' Hébergement \n\nDomaines', unansweredHours: '12', webhookSecret: '' }))).toMatchObject({ categories: ['Hébergement', 'Domaines'], unansweredHours: 12, webhookSecret: '', apiKey: 'clef' })
  expect(sent(list({ listId: 'Entraide <entraide.lists.coop.example>', mailboxId: '3', account: '' }))).toMatchObject({ listId: 'entraide.lists.coop.example', mailboxId: 3, account: null })
})

test('one that is there comes back as it was, without its secrets', () => {
  const input: SourceInput = {
    profile: 'discourse', name: 'Forum', address: null, listId: null, recipient: 'forum@coop.example', url: 'https://forum.coop.example', mailboxId: null, account: 'support', answersBy: 'api', answersTo: 'private',
    mustAuthenticate: true, footer: null, categories: ['Hébergement'], unansweredHours: 4, active: false, apiKey: null, webhookSecret: null,
  }
  const settings: SourceSettings = { ...input, id: 2, kind: 'forum', hasApiKey: true, hasWebhookSecret: true, discussions: 3, lastAt: null, checkedAt: null, failure: null }
  expect(sent(formOf(settings), true)).toEqual(input)
})

test.each([
  ['a list', { profile: 'sympa', proposed: { listId: 'entraide.lists.coop.example', address: 'entraide@lists.coop.example', url: 'https://lists.coop.example/sympa/arc/entraide' } }, { name: 'Entraide', profile: 'sympa', answersBy: 'mail', address: 'entraide@lists.coop.example' }],
  ['a forum', { profile: 'discourse', proposed: { listId: 'hebergement.forum.coop.example', address: 'notifications@forum.coop.example', url: 'https://forum.coop.example' } }, { name: 'forum.coop.example', profile: 'discourse', answersBy: 'api', url: 'https://forum.coop.example' }],
] as const)('a tried message of %s fills in what it told', (_what, tested, expected) => {
  expect(newForm(tested)).toMatchObject(expected)
})

test.each([['sympa', ['mail', 'hand']], ['discourse', ['api', 'reply-address', 'hand']], ['phpbb', ['hand']]] as const)('%s is answered by %j', (profile, ways) => {
  expect(waysFor(profile)).toEqual(ways)
})
