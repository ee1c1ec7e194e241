import { expect, test } from 'vitest'
import { detail, message, reply } from '../../testing/given.ts'
import { goingWith, isHeldBack, leavesSomething, mayBegin, proposedSubject } from './parting.ts'

const [first, second, beside, third] = [message({ id: 1 }), message({ id: 2 }), message({ id: 3, sideId: 9 }), reply({ id: 4 })]
const all = [first, second, beside, third]
const idsOf = (messages: { id: number }[]) => messages.map(({ id }) => id)

test('a message alone, or with what follows, but never what was asked beside it', () => {
  expect(idsOf(goingWith(all, second, 'one'))).toEqual([2])
  expect(idsOf(goingWith(all, second, 'onwards'))).toEqual([2, 4])
  expect(goingWith(all, message({ id: 99 }), 'onwards')).toEqual([])
})

test.each([
  ['something stays', detail({ messages: all }), second, true],
  ['it is all there is', detail({ messages: [first, beside] }), first, false],
  ['what is not shown stays', detail({ messages: [first], earlier: 3 }), first, true],
  ['our own reply', detail({ messages: all }), third, false],
  ['a machine’s', detail({ messages: [first, message({ id: 5, automatic: 'bounce' })] }), message({ id: 5, automatic: 'bounce' }), false],
  ['beside the conversation', detail({ messages: all }), beside, false],
] as const)('may begin a ticket: %s', (...[, told, one, may]) => expect(mayBegin(told, one)).toBe(may))

test('nothing goes while a reply among it can still be taken back', () => {
  expect([isHeldBack([first]), isHeldBack([first, third])]).toEqual([false, true])
  expect(leavesSomething(detail({ messages: [first, second] }), [first, second])).toBe(false)
})

test.each([
  ['Re: TR : Mon domaine', 'Mon domaine'],
  ['Re: ', 'Quota dépassé'],
])('%j proposes %j', (subject, proposed) => expect(proposedSubject({ subject }, { subject: 'Quota dépassé' })).toBe(proposed))
