import { expect, test } from 'vitest'
import { field, said } from '../../testing/given-runs.ts'
import { headerFor, modelFor, textOf } from './csv-model.ts'

const fields = [field('account', { example: 'dit "Pied"; sec' }), field('kind', { type: 'choice', options: [{ value: 'mail', label: said('Des courriels') }] }), field('email', { type: 'email' })]

test('the header names every column once, those of the workflow first', () => expect(headerFor(fields)).toEqual(['account', 'kind', 'email', 'ticket', 'name']))

test('the model is what a French spreadsheet reads: a mark, semicolons, quotes where they are needed', () =>
  expect(modelFor(fields)).toBe('\uFEFFaccount;kind;email;ticket;name\r\n"dit ""Pied""; sec";mail;;;\r\n'))

test.each([
  ['UTF-8', [0x5A, 0x6F, 0xC3, 0xA9]],
  ['the Windows of Western Europe', [0x5A, 0x6F, 0xE9]],
])('a file in %s is read', (_, bytes) => expect(textOf(new Uint8Array(bytes).buffer)).toBe('Zoé'))
