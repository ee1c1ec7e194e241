import { expect, test } from 'vitest'
import type { Message } from '../contract.ts'
import { voiceIn } from './voices.ts'

const author = (address: string | null, handle: string | null = null): Message['author'] => ({ kind: address === null ? 'identity' : 'address', id: null, name: 'X', address, handle })
const voices = { asker: { address: 'Camille@free.example', handle: 'camille' }, ours: new Set(['support@coop.example']), accounts: new Map([[1, 'Support'], [2, 'entraide-lecteur@coop.example'], [3, null]]) }

test.each([
  ['who asks, by address', { discussionId: 3, author: author('camille@free.example') }, 'asking'],
  ['who asks, by name', { discussionId: 1, author: author(null, 'camille') }, 'asking'],
  ['another by name', { discussionId: 1, author: author(null, 'dominique') }, 'community'],
  ['another by address', { discussionId: 2, author: author('tom@weber.example') }, 'community'],
  ['we, by our name there', { discussionId: 1, author: author(null, 'support') }, 'ours'],
  ['we, by the address that is subscribed', { discussionId: 2, author: author('Entraide-Lecteur@coop.example') }, 'ours'],
  ['we, by our own address', { discussionId: 3, author: author('support@coop.example') }, 'ours'],
  ['somebody who has our name elsewhere', { discussionId: 3, author: author(null, 'support') }, 'community'],
] as const)('%s', (_who, said, expected) => {
  expect(voiceIn(voices, { kind: 'incoming', ...said })).toBe(expected)
})

test('what was said to nobody else is no voice in a discussion, and what we reply there is ours', () => {
  const said = { author: author('camille@free.example') }
  expect(voiceIn(voices, { kind: 'incoming', discussionId: null, ...said })).toBeNull()
  expect(voiceIn(voices, { kind: 'note', discussionId: 1, ...said })).toBeNull()
  expect(voiceIn(voices, { kind: 'reply', discussionId: 1, ...said })).toBe('ours')
})

test('nobody who is known by neither is who asks', () => {
  const nobody = { ...voices, asker: { address: '', handle: null } }
  expect(voiceIn(nobody, { kind: 'incoming', discussionId: 1, author: author(null, null) })).toBe('community')
})
