import { expect, test } from 'vitest'
import { QuestionRequest, ReplyRequest } from '../../../../server/tickets/replying/contract.ts'
import { claire, NOW, tom } from '../../testing/given.ts'
import { nothing } from '../drafts/reconciled.ts'
import type { MailAddress } from '../../../../server/outbox/contract.ts'
import type { DraftContent } from '../../../../server/tickets/drafts/contract.ts'
import { PRIVATE } from './answer-place.ts'
import type { Mode } from './modes.ts'
import { obstacle, requestOf, type Writing } from './request.ts'

const upload = { id: 9, filename: 'a.pdf', contentType: 'application/pdf', size: 1 }
const writing = (parts: Partial<Writing> = {}): Writing => ({
  mode: 'reply', content: { ...nothing, text: 'Bonjour', subject: 'Domaine', uploads: [upload] }, recipients: { to: [claire], cc: [tom] },
  revision: 5, seenVersion: 2, status: 'waiting', sendAt: null, place: PRIVATE, by: undefined, ...parts,
})

test('a reply says whom it goes to, what was seen, and what becomes of the ticket', () => {
  const { path, body } = requestOf(7, writing({ sendAt: NOW }))
  expect(path).toBe('/tickets/7/replies')
  expect(body).toEqual({ text: 'Bonjour', to: [claire], cc: [tom], uploads: [9], revision: 5, seenVersion: 2, status: 'waiting', sendAt: NOW, discussionId: null, alsoPrivate: false })
  expect(ReplyRequest.parse(body)).toEqual(body)
})

test.each([
  ['everybody', false, []],
  ['everybody and the member', true, [claire]],
] as const)('to %s it says where, and nobody gets it in private who was not meant to', (_, alsoPrivate, to) => {
  const { body } = requestOf(7, writing({ place: { discussionId: 4, alsoPrivate }, by: 'mail' }))
  expect(ReplyRequest.parse(body)).toMatchObject({ discussionId: 4, alsoPrivate, to })
})

test.each<[NonNullable<Writing['by']>, Partial<Writing>, string | undefined]>([
  ['mail', { recipients: { to: [], cc: [] } }, undefined],
  ['mail', { recipients: { to: [], cc: [] }, place: { discussionId: 4, alsoPrivate: true } }, 'no-recipient'],
  ['api', {}, 'no-files'],
  ['hand', {}, 'no-files'],
  ['hand', { content: { ...nothing, text: 'Bonjour' } }, undefined],
])('to everybody by %s with %j: %s', (by, parts, why) => expect(obstacle(writing({ place: { discussionId: 4, alsoPrivate: false }, by, ...parts }))).toBe(why))

test.each([['question', null, 'Domaine'], ['side-3', 3, '']] as const)('%s is asked in the side thread %s', (mode, sideId, subject) => {
  const { path, body } = requestOf(7, writing({ mode }))
  expect(path).toBe('/tickets/7/questions')
  expect(QuestionRequest.parse(body)).toMatchObject({ sideId, subject, uploads: [9] })
})

test('a note is its text', () => {
  expect(requestOf(7, writing({ mode: 'note' }))).toEqual({ path: '/tickets/7/notes', body: { text: 'Bonjour' } })
})

test.each<[Mode, Partial<DraftContent>, MailAddress[], string | undefined]>([
  ['reply', {}, [claire], undefined],
  ['reply', { text: ' ' }, [claire], 'no-text'],
  ['reply', {}, [], 'no-recipient'],
  ['note', {}, [], undefined],
  ['question', { subject: '' }, [claire], 'no-subject'],
  ['side-3', { subject: '' }, [claire], undefined],
])('%s with %j to %j: %s', (mode, ...[parts, to, why]) => {
  expect(obstacle(writing({ mode, content: { ...nothing, text: 'Bonjour', subject: 'Domaine', ...parts }, recipients: { to, cc: [] } }))).toBe(why)
})
