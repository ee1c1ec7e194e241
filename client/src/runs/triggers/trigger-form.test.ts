import { expect, test } from 'vitest'
import { field } from '../../testing/given-runs.ts'
import { expressionOf, fillingOf, formOf, likelyFilling, toldBy, wordsIn, type Filling, type TriggerForm } from './trigger-form.ts'

test.each<[Filling, string | undefined]>([
  [{ from: 'address', text: '' }, 'ticket.requester.address'],
  [{ from: 'subject', text: 'was typed before' }, 'ticket.subject'],
  [{ from: 'value', text: 'dit "oui" \\ non' }, '"dit \\"oui\\" \\\\ non"'],
  [{ from: 'value', text: ' ' }, undefined],
  [{ from: 'expression', text: ' ticket.subject + "!" ' }, 'ticket.subject + "!"'],
  [{ from: 'expression', text: '' }, undefined],
  [{ from: 'none', text: 'x' }, undefined],
])('%j is %s', (filling, expression) => expect(expressionOf(filling)).toBe(expression))

test.each(['ticket.requester.name', 'ticket.reference', '"small"', '"dit \\"oui\\""', '"a" + "b"', '"\\u00e9"', 'ticket.subject.size()'])('%s is read as it was chosen', expression =>
  expect(expressionOf(fillingOf(expression))).toBe(expression))

test('words are parted by commas, each once', () => expect(wordsIn('transfert, code EPP,, transfert ;domaine')).toEqual(['transfert', 'code EPP', 'domaine']))

const fields = [field('domain'), field('note', { required: false })]
const form = (parts: Partial<TriggerForm>): TriggerForm => ({ workflow: 'move', arrives: 'any', words: 'transfert', start: { domain: { from: 'subject', text: '' } }, ...parts })

test.each<[string, TriggerForm, unknown]>([
  ['no workflow', form({ workflow: '' }), { lack: 'workflow' }],
  ['nothing that it waits for', form({ words: ' ' }), { lack: 'condition' }],
  ['a word of one letter', form({ words: 'a' }), { lack: 'word' }],
  ['a field that is needed', form({ start: {} }), { lack: 'start' }],
  ['words alone', form({}), { input: { conditions: { channel: null, sourceId: null, words: ['transfert'] }, start: { domain: 'ticket.subject' } } }],
  ['a channel alone', form({ arrives: 'channel:form', words: '' }), { input: { conditions: { channel: 'form', sourceId: null, words: [] }, start: { domain: 'ticket.subject' } } }],
  ['a list', form({ arrives: 'source:3' }), { input: { conditions: { channel: null, sourceId: 3, words: ['transfert'] }, start: { domain: 'ticket.subject' } } }],
])('%s', (_, written, told) => expect(toldBy(written, fields)).toEqual(told))

test('a rule is written again as it was', () => {
  const trigger = { id: 1, workflow: 'move', active: true, createdAt: 0, conditions: { channel: null, sourceId: 3, words: ['transfert', 'domaine'] }, start: { domain: 'ticket.subject' } }
  expect(toldBy(formOf(trigger), fields)).toEqual({ input: { conditions: trigger.conditions, start: trigger.start } })
})

test.each([['email', 'x', 'address'], ['text', 'member_name', 'name'], ['text', 'domain', 'subject'], ['choice', 'plan', 'value'], ['date', 'day', 'none']] as const)('of a %s called %s, %s is likely', (type, name, from) =>
  expect(likelyFilling({ type, name }).from).toBe(from))
