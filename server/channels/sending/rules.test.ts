import { describe, expect, test } from 'vitest'
import type { Letter } from '../../outbox/outgoing.ts'
import { signerOf } from '../../platform/signing.ts'
import { keyFor } from './dkim.ts'
import { composed } from './letter.ts'
import { inOrder, REST_MS } from './order.ts'

const signer = signerOf('ours')
const house = { address: 'support@coop.example', name: 'Support' }
const letter: Letter = { from: null, replyTo: null, to: [], cc: [], subject: '', text: '', html: '', inReplyTo: null, references: [], files: [] }
const written = (more: Partial<Letter>, kind: 'reply' | 'question' | 'acknowledgement' | 'account' = 'reply') =>
  composed({ ...letter, ...more }, { kind, messageId: '<t1.2.aaaa@coop.example>', house, signer, now: new Date(5) })

describe('a mail as it is written', () => {
  test('the house writes what nobody else does', () => {
    expect(written({}).from).toEqual(house)
    expect(written({ from: { address: 'a@b.example', name: '' } }).from.address).toBe('a@b.example')
  })

  test.each([
    ['reply', { 'X-Permanence-Installation': signer.sign('installation') }],
    ['question', { 'X-Permanence-Installation': signer.sign('installation') }],
    ['acknowledgement', { 'Auto-Submitted': 'auto-replied', 'X-Auto-Response-Suppress': 'All', 'X-Permanence-Installation': signer.sign('installation') }],
    ['account', { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All', 'X-Permanence-Installation': signer.sign('installation') }],
  ] as const)('%s has the marks of what it is, and no others', (kind, headers) => expect(written({}, kind).headers).toEqual(headers))

  test.each(['<a b@c>', 'no brackets', '<é@c>', '<a@b>\r\nBcc: x@y.example', '<a@b> <c@d>', `<${'a'.repeat(300)}@b>`])('%j is no id to refer to', (id) => {
    expect(written({ inReplyTo: id, references: ['<ok@x>', id] })).toMatchObject({ inReplyTo: null, references: ['<ok@x>'] })
  })

  test('of a long thread the first id and the newest are named, each once', () => {
    const ids = Array.from({ length: 50 }, (_, index) => `<${index}@x>`)
    const { references } = written({ references: [...ids, '<49@x>'] })
    expect(references).toHaveLength(30)
    expect([references[0], references[1], references.at(-1)]).toEqual(['<0@x>', '<21@x>', '<49@x>'])
  })
})

test('a server in trouble is asked last for a minute', () => {
  const [a, b, c] = [{ name: 'a' }, { name: 'b' }, { name: 'c' }]
  const resting = new Map([['a', 1000 + REST_MS]])
  expect(inOrder([a, b, c], resting, new Date(1000))).toEqual([b, c, a])
  expect(inOrder([a, b, c], resting, new Date(1000 + REST_MS))).toEqual([a, b, c])
  expect(inOrder([a], resting, new Date(1000))).toEqual([a])
})

test.each([
  ['a@coop.example', 'one'], ['a@Coop.Example', 'one'], ['a@mail.lists.coop.example', 'two'], ['a@desk.coop.example', 'one'], ['a@notcoop.example', undefined], ['a@example', undefined],
])('%s is signed by %s', (address, selector) => {
  const keys = [{ domain: 'coop.example', selector: 'one', privateKey: '' }, { domain: 'lists.coop.example', selector: 'two', privateKey: '' }]
  expect(keyFor(address, keys)?.selector).toBe(selector)
})
