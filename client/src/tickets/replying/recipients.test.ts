import { describe, expect, test } from 'vitest'
import { claire, detail, tom } from '../../testing/given.ts'
import { proposed, readAddresses, typedIn, warnings, withAdded, without } from './recipients.ts'

const samia = { address: 'samia@autre.example', name: 'Samia' }

test.each([
  ['samia@autre.example', ['samia@autre.example'], ''],
  ['Tom Weber <tom@weber.example>; samia@autre.example', ['tom@weber.example', 'samia@autre.example'], ''],
  ['"Weber Tom" <tom@weber.example>\nsamia', ['tom@weber.example'], 'samia'],
  ['o&a@asso.example, été@münchen.example', ['o&a@asso.example', 'été@münchen.example'], ''],
  ['tom@', [], 'tom@'],
  ['<script>@x', [], '<script>@x'],
  [' , ', [], ''],
])('%j is read as %j, with %j left', (written, addresses, rest) => {
  const read = readAddresses(written)
  expect(read.found.map(({ address }) => address)).toEqual(addresses)
  expect(read.rest).toBe(rest)
})

test('a name comes with its address, without quotes', () => {
  expect(readAddresses('"Tom Weber" <tom@weber.example>').found).toEqual([tom])
})

test('somebody added twice, or moved, is there once', () => {
  const start = { to: [claire], cc: [tom] }
  expect(withAdded(start, 'to', [{ ...tom, address: 'Tom@Weber.example' }])).toEqual({ to: [claire, { ...tom, address: 'Tom@Weber.example' }], cc: [] })
  expect(without(start, 'CLAIRE@lespiedsverts.example')).toEqual({ to: [], cc: [tom] })
})

test.each([
  ['reply', { to: [claire], cc: [tom] }],
  ['side-3', { to: [samia], cc: [] }],
  ['question', { to: [], cc: [] }],
])('%s is proposed to %j', (mode, expected) => {
  const sides = [{ id: 3, subject: '', participants: [{ ...samia, pending: false }, { ...tom, pending: true }] }]
  expect(proposed({ recipients: { to: [claire], cc: [tom] }, sides }, mode)).toEqual(expected)
})

test('of an address that the writer has brought the ticket does not tell whether mail arrives', () => {
  const recipients = { to: [claire], cc: [{ ...samia, address: 'Samia@autre.example' }] }
  expect(typedIn(recipients, detail())).toEqual(['Samia@autre.example'])
  expect(typedIn(recipients, detail({ participants: [{ ...samia, pending: false }] }))).toEqual([])
  const failingTyped = [{ address: samia.address, words: '550 5.1.1', at: 1 }]
  expect(warnings('reply', recipients, { ...detail(), failingTyped })[0]).toEqual({ why: 'failing-typed', name: 'Samia@autre.example' })
})

describe('a writer is told of', () => {
  const gone = { address: 'gone@asso.example', name: '' }
  const ticket = detail({ participants: [{ ...claire, pending: false }, { ...gone, pending: false }, { ...samia, pending: true }], failing: [{ address: gone.address, words: '550 5.1.1', at: 1 }] })
  test.each([
    ['nothing, as a rule', 'reply', { to: [claire], cc: [] }, []],
    ['somebody who is not part of the ticket', 'reply', { to: [claire], cc: [tom] }, [{ why: 'outsider', name: tom.address }]],
    ['somebody who waits for a yes', 'reply', { to: [claire], cc: [samia] }, [{ why: 'outsider', name: samia.address }]],
    ['an answer that passes over the requester', 'reply', { to: [tom], cc: [] }, [{ why: 'outsider', name: tom.address }, { why: 'no-requester', name: claire.name }]],
    ['nothing, as long as there is nobody', 'reply', { to: [], cc: [] }, []],
    ['an address to which no mail arrives', 'reply', { to: [claire], cc: [{ ...gone, address: 'Gone@asso.example' }] }, [{ why: 'failing', name: 'Gone@asso.example' }]],
    ['nothing, when somebody else is asked', 'question', { to: [tom], cc: [] }, []],
    ['the requester, asked as if somebody else', 'question', { to: [tom], cc: [claire] }, [{ why: 'asks-requester', name: claire.name }]],
  ])('%s', (_what, ...[mode, recipients, expected]) => expect(warnings(mode, recipients, ticket)).toEqual(expected))

  test('a requester who is left out, though the others belong to the ticket', () => {
    const both = detail({ participants: [{ ...claire, pending: false }, { ...tom, pending: false }] })
    expect(warnings('reply', { to: [tom], cc: [] }, both)).toEqual([{ why: 'no-requester', name: claire.name }])
  })

  test('nothing, when it goes where the requester asked for answers', () => {
    const office = { address: 'bureau@lespiedsverts.example', name: '' }
    expect(warnings('reply', { to: [office], cc: [] }, detail({ recipients: { to: [office], cc: [] } }))).toEqual([])
  })
})
