import { describe, expect, test } from 'vitest'
import type { Draft } from '../../../../server/tickets/drafts/contract.ts'
import type { LocalDraft } from '../../drafts.ts'
import { isEmpty, joined, nextRevision, nothing, reconciled } from './reconciled.ts'

const words = (text: string) => ({ ...nothing, text })
const local = (parts: Partial<LocalDraft> = {}): LocalDraft => ({ content: words('ici'), revision: 5, known: 5, state: 'saved', ...parts })
const stored = (revision: number, text = 'ailleurs') => ({ kind: 'reply', revision, content: words(text), savedAt: 0 })

describe('what the page holds once the server has told', () => {
  test.each<[string, LocalDraft | undefined, Draft | undefined, LocalDraft | undefined]>([
    ['nothing anywhere', undefined, undefined, undefined],
    ['a draft of another day', undefined, stored(3), { content: words('ailleurs'), revision: 3, known: 3, state: 'saved' }],
    ['what the page saved itself', local(), stored(5), local()],
    ['what was changed here since', local({ state: 'changed', revision: 6 }), stored(5), local({ state: 'changed', revision: 6 })],
    ['what another browser saved since', local(), stored(9), { content: words('ailleurs'), revision: 9, known: 9, state: 'saved' }],
    ['both written, in two places', local({ state: 'changed', revision: 6, known: 0 }), stored(9), { content: words('ailleurs\n\nici'), revision: 10, known: 9, state: 'changed' }],
    ['sent elsewhere', local(), undefined, local({ content: null })],
    ['not saved yet, and not there', local({ state: 'failed' }), undefined, local({ state: 'failed' })],
    ['a late answer about what was sent', local({ content: null, revision: 8, known: 8 }), stored(7), local({ content: null, revision: 8, known: 8 })],
  ])('%s', (_what, ...[ours, theirs, expected]) => expect(reconciled(ours, theirs)).toEqual(expected))
})

test.each([
  ['Bonjour', 'Merci', 'Bonjour\n\nMerci'],
  ['Bonjour Claire', 'Bonjour', 'Bonjour Claire'],
  ['Bonjour', 'Bonjour Claire', 'Bonjour Claire'],
  ['', 'Merci', 'Merci'],
])('%j and %j are %j', (first, second, text) => {
  expect(joined(words(first), words(second)).text).toBe(text)
})

test('two drafts made one have the files of both, each once', () => {
  const file = (id: number) => ({ id, filename: `${id}.pdf`, contentType: 'application/pdf', size: 1 })
  expect(joined({ ...nothing, uploads: [file(1), file(2)] }, { ...nothing, uploads: [file(2), file(3)] }).uploads.map(({ id }) => id)).toEqual([1, 2, 3])
})

test.each([[100, { revision: 5, known: 7 }, 100], [1, { revision: 5, known: 7 }, 8], [1, { revision: 9, known: 7 }, 10]])('at %i after %j comes %i', (now, before, next) => {
  expect(nextRevision(now, before)).toBe(next)
})

test.each([[words(' \n'), true], [words('a'), false], [{ ...nothing, to: [] }, true], [{ ...nothing, to: [{ address: 'a@b.example', name: '' }] }, false]])('%j is empty: %s', (content, empty) => {
  expect(isEmpty(content)).toBe(empty)
})
