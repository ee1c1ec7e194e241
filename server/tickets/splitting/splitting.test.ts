import { expect, test } from 'vitest'
import type { Ticket } from '../ticket.ts'
import { coming, leaving, parted, remaining, standing, standingOf, together, type Piece } from './splitting.ts'

const [claire, tom] = [{ address: 'claire@x.example', name: 'Claire' }, { address: 'tom@x.example', name: 'Tom' }]
const piece = (id: number, parts: Partial<Piece> = {}): Piece => ({
  id, kind: 'incoming', sideId: null, author: claire, people: new Set([(parts.author ?? claire).address]), isAutomatic: false, isPending: false, isHeld: false, at: id * 10, ...parts,
})
const reply = (id: number, parts: Partial<Piece> = {}) => piece(id, { kind: 'reply', author: { address: 'agent@coop.example', name: 'A' }, people: new Set(['agent@coop.example', claire.address]), ...parts })
const note = (id: number) => piece(id, { kind: 'note', author: { address: 'agent@coop.example', name: 'A' } })
const ticket: Ticket = {
  id: 1, reference: 'AAA-BBB-CCCC', subject: '', status: 'open', channel: 'mail', assigneeId: 0, requester: claire, mailboxId: 0, locale: null,
  version: 3, waitingSince: 10, solvedAt: null, closedAt: null,
}

test('what goes, what stays and whose it is', () => {
  const { going, staying, requester } = parted([piece(1), note(2), piece(3, { author: tom }), reply(4)], [4, 3, 2])
  expect([going.map(({ id }) => id), staying.map(({ id }) => id), requester]).toEqual([[2, 3, 4], [1], tom])
})

test.each<{ what: string, pieces: Piece[], ids: number[], sentence: RegExp }>([
  { what: 'a message of another ticket', pieces: [piece(1), piece(2)], ids: [2, 9], sentence: /not on this ticket/ },
  { what: 'all of it', pieces: [piece(1), piece(2)], ids: [1, 2], sentence: /Nothing would be left/ },
  { what: 'all but what was asked beside it', pieces: [piece(1), piece(2, { sideId: 5 })], ids: [1], sentence: /Nothing would be left/ },
  { what: 'what was asked beside the conversation', pieces: [piece(1), piece(2, { sideId: 5 })], ids: [2], sentence: /beside/ },
  { what: 'a reply that can be taken back', pieces: [piece(1), piece(2), reply(3, { isHeld: true })], ids: [2, 3], sentence: /has not left/ },
  { what: 'our own words alone', pieces: [piece(1), reply(2), note(3)], ids: [2, 3], sentence: /somebody wrote/ },
  { what: 'a machine’s words alone', pieces: [piece(1), piece(2, { isAutomatic: true })], ids: [2], sentence: /somebody wrote/ },
])('refused: $what', ({ pieces, ids, sentence }) => {
  expect(() => parted(pieces, ids)).toThrow(sentence)
})

test.each<{ what: string, pieces: Piece[], assigneeId: number, expected: Pick<Ticket, 'status' | 'waitingSince'> }>([
  { what: 'a question waits from when it came', pieces: [piece(2), note(3), piece(4)], assigneeId: 0, expected: { status: 'new', waitingSince: 20 } },
  { what: 'it is with whoever has the ticket', pieces: [piece(2)], assigneeId: 7, expected: { status: 'open', waitingSince: 20 } },
  { what: 'answered, it waits for the member', pieces: [piece(2), reply(3)], assigneeId: 0, expected: { status: 'waiting', waitingSince: null } },
  { what: 'asked again since, it is open', pieces: [piece(2), reply(3), piece(4, { isAutomatic: true }), piece(5)], assigneeId: 0, expected: { status: 'open', waitingSince: 50 } },
])('the new ticket: $what', ({ pieces, assigneeId, expected }) => {
  expect(standingOf(pieces, assigneeId)).toEqual(expected)
})

test.each<{ what: string, values: Partial<Ticket>, pieces: Piece[], ids: number[], expected: Partial<Ticket> }>([
  { what: 'another still waits', values: {}, pieces: [piece(1), piece(2)], ids: [2], expected: { status: 'open', waitingSince: 10 } },
  { what: 'the other came later', values: {}, pieces: [piece(1), piece(2)], ids: [1], expected: { status: 'open', waitingSince: 20 } },
  { what: 'whoever waited went', values: { waitingSince: 30 }, pieces: [piece(1), reply(2), piece(3)], ids: [3], expected: { status: 'waiting', waitingSince: null } },
  { what: 'notes alone stay', values: {}, pieces: [piece(1), note(2)], ids: [1], expected: { status: 'open', waitingSince: 10 } },
  { what: 'nobody waited: an agent had it opened again', values: { waitingSince: 99 }, pieces: [piece(1), reply(2), piece(3), reply(4)], ids: [3, 4], expected: { status: 'open', waitingSince: 99 } },
  { what: 'what is over stays so', values: { status: 'solved', waitingSince: null, solvedAt: 5 }, pieces: [piece(1), piece(2)], ids: [2], expected: { status: 'solved', waitingSince: null, solvedAt: 5 } },
])('what stays: $what', ({ values, pieces, ids, expected }) => {
  expect(remaining({ ...ticket, ...values }, { all: pieces, staying: pieces.filter(({ id }) => !ids.includes(id)) })).toMatchObject({ ...expected, version: 4 })
})

test('who wrote only what goes leaves; who is named in it comes along', () => {
  const person = (address: string, pending = false) => ({ kind: 'address', address, name: '', pending })
  const people = [person(claire.address), person(tom.address, true), person('zoe@x.example'), person('leo@x.example')]
  const going = [piece(3, { author: tom, people: new Set([tom.address, 'zoe@x.example']) })]
  expect(leaving(people, { going, staying: [piece(1)], requester: 'Claire@x.example' }).map(({ address }) => address)).toEqual([tom.address])
  expect(leaving(people, { going, staying: [piece(1, { people: new Set([tom.address]) })], requester: claire.address })).toEqual([])
  expect(leaving(people, { going: [piece(1)], staying: [note(2)], requester: claire.address })).toEqual([])
  expect(coming(people, { going, requester: tom })).toEqual([{ ...person(tom.address), name: 'Tom' }, person('zoe@x.example')])
})

test('put back, it stands as before unless something has happened', () => {
  const after = { ...ticket, status: 'waiting', waitingSince: null, version: 4 } as const
  const [kept, otherwise] = [{ former: standing(ticket), after: standing(after) }, { ...after, status: 'open', version: 9 } as Ticket]
  expect(together(kept, after, { saidSince: false, otherwise })).toMatchObject({ status: 'open', waitingSince: 10, version: 9 })
  expect(together(kept, after, { saidSince: true, otherwise })).toBe(otherwise)
  expect(together(kept, { ...after, version: 5 }, { saidSince: false, otherwise })).toBe(otherwise)
  expect(together(kept, { ...after, status: 'solved' }, { saidSince: false, otherwise })).toBe(otherwise)
})
