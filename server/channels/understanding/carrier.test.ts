import { expect, test } from 'vitest'
import { carrierOf } from './carrier.ts'
import { readFields } from './bytes/headers.ts'

test.each<[string, string, Record<string, string[]>]>([
  ['a mail between people tells nothing', 'From: a@b.example\nSender: c@d.example\nX-Mailer: Evolution\nReturn-Path: <a@b.example>', {}],
  ['a list tells who it is, and whom it speaks for', 'List-Id: <l.lists.example>\nFrom: A (via l) <l@lists.example>\nX-Original-From: A <a@b.example>\nSubject: x', {
    'list-id': ['<l.lists.example>'], 'from': ['A (via l) <l@lists.example>'], 'x-original-from': ['A <a@b.example>'],
  }],
  ['a value that stands twice stays twice', 'X-Loop: l@lists.example\nPrecedence: list\nPrecedence: bulk', { 'x-loop': ['l@lists.example'], 'precedence': ['list', 'bulk'] }],
  ['a forum is known by the program that writes for it', 'X-Mailer: FluxBB Mailer', { 'x-mailer': ['FluxBB Mailer'] }],
])('%s', (_what, fields, expected) => expect(carrierOf(readFields(fields))).toEqual(expected))

test('no more is kept than anybody needs', () => {
  const { 'x-loop': loops = [] } = carrierOf(readFields(Array.from({ length: 50 }, () => `X-Loop: ${'x'.repeat(5000)}`).join('\n')))
  expect([loops.length, loops[0]?.length]).toEqual([5, 1000])
})
