import { describe, expect, test } from 'vitest'
import { ownId } from '../../outbox/own-id.ts'
import { answer, claire, desk, forged, mail, proved, signer, stranger, to, tokenOf, tom, two } from '../../testing/deciding.ts'
import type { Arrived } from './intake.ts'
import type { ParsedMail } from '../understanding/message.ts'

describe('an answer finds its ticket', () => {
  const own = (id: number) => ownId({ ticketId: id, sideId: null, messageId: 99 }, signer, 'coop.example')

  test.each<[string, (id: number) => Arrived]>([
    ['by the token in To', id => answer({ to: [to(tokenOf(id))] })],
    ['by the token in Cc', id => answer({ cc: [to(tokenOf(id))] })],
    ['by the token in other letters', id => answer({ to: [to(tokenOf(id).toUpperCase())] })],
    ['by the token in Delivered-To, X-Original-To or Envelope-To', id => answer({ deliveredTo: [tokenOf(id)] })],
    ['by the token in the envelope', id => answer({}, { envelope: { from: claire.address, to: [tokenOf(id)] } })],
    ['by the token alone, as from Outlook without References', id => answer({ to: [to(tokenOf(id))], inReplyTo: [], references: [] })],
    ['by our own Message-ID, which is not among those known', id => answer({ inReplyTo: [own(id)] })],
    ['by our own Message-ID in References alone', id => answer({ references: ['<cut@x', own(id)] })],
    ['by our own Message-ID in other letters', id => answer({ inReplyTo: [own(id).toUpperCase()] })],
    ['by one of several ids in In-Reply-To', () => answer({ inReplyTo: ['<unknown@x>', '<a@x>'] })],
    ['by the last of truncated References', () => answer({ references: ['<lost@x>', '<a@x>'] })],
    ['by an id in other letters', () => answer({ inReplyTo: ['<A@X>'] })],
    ['by an id without brackets', () => answer({ inReplyTo: ['a@x'] })],
    ['by its reference, proved', () => answer({ subject: 'Re: [#XXX-XXX-0001] Mon site', ...proved() })],
  ])('%s', (_how, made) => {
    const here = two()
    expect(here.take(made(here.id))).toMatchObject([{ state: 'joined', ticketId: here.id }])
    expect(here.last()).toMatchObject({ pending: false, automatic: null })
  })

  test.each<[string, (here: ReturnType<typeof two>) => Arrived, boolean]>([
    ['the token before References', ({ id }) => answer({ to: [to(tokenOf(id))], references: ['<o@x>'] }), true],
    ['the token before our own id', ({ id, otherId }) => answer({ to: [to(tokenOf(id))], inReplyTo: [own(otherId)] }), true],
    ['our own id before others', ({ id }) => answer({ inReplyTo: ['<o@x>'], references: [own(id), '<o@x>'] }), true],
    ['an id before a reference', () => answer({ inReplyTo: ['<a@x>'], subject: 'XXX-XXX-0002', ...proved() }), true],
    ['where it was delivered before whom it addresses', ({ id, otherId }) => answer({ to: [to(tokenOf(otherId))], deliveredTo: [tokenOf(id)] }), true],
    ['a token of a ticket that is no more gives way', () => answer({ to: [to(tokenOf(4711))], inReplyTo: ['<a@x>'] }), true],
  ])('%s', (_what, made) => {
    const here = two()
    expect(here.take(made(here))).toMatchObject([{ state: 'joined', ticketId: here.id, reason: 'thread' }])
  })
})

describe('no answer', () => {
  test.each<[string, (id: number) => Partial<ParsedMail>]>([
    ['a forged token', id => ({ to: [to(`support+t${id}.aaaaaaaaaaaaaaaa@coop.example`)] })],
    ['a token for another ticket, changed', id => ({ to: [to(tokenOf(id + 1).replace(`t${id + 1}.`, `t${id}.`))] })],
    ['a token of another installation', id => ({ to: [to(tokenOf(id, stranger))] })],
    ['a Message-ID of another installation', id => ({ inReplyTo: [ownId({ ticketId: id, sideId: null, messageId: 1 }, stranger, 'coop.example')] })],
    ['Thread-Index alone', () => ({})],
  ])('%s opens a ticket', (_what, values) => {
    const here = two()
    expect(here.take(answer(values(here.id)))).toMatchObject([{ state: 'opened', reason: 'new' }])
  })
})

describe('a reference in the subject', () => {
  const subject = 'Au sujet de xxx-xxx-0001'

  test.each<[string, Partial<ParsedMail>]>([
    ['of somebody whom nothing vouches for', {}],
    ['of somebody who is forged', forged()],
    ['of somebody who has no part in it', { from: tom, ...proved('else.example') }],
  ])('%s opens a ticket that seems to be about it', (_who, values) => {
    const here = two()
    const [taken] = here.take(answer({ subject, ...values }))
    expect(taken).toMatchObject({ state: 'opened', reason: 'seems-about' })
    expect(here.tickets.get(taken?.ticketId ?? 0)).toMatchObject({ relatedId: here.id, continuesId: null })
    expect(here.tickets.get(here.id)).toMatchObject({ messageCount: 1, continuedById: null })
  })

  test('of nothing that exists is a word', () => expect(two().take(answer({ subject: 'Tél. 555-123-4567', ...proved() }))).toMatchObject([{ reason: 'new' }]))
})

describe('merged and closed tickets', () => {
  const gone = () => {
    const here = two()
    here.merged.set(501, 502)
    here.merged.set(502, here.id)
    return here
  }
  test('a token of a merged ticket leads to where it went in the end', () => {
    const here = gone()
    expect(here.take(answer({ to: [to(tokenOf(501))] }))).toMatchObject([{ state: 'joined', ticketId: here.id }])
  })
  test('merged in a circle it leads nowhere', () => {
    const here = desk()
    here.merged.set(501, 502).set(502, 501)
    expect(here.take(answer({ to: [to(tokenOf(501))] }))).toMatchObject([{ state: 'opened' }])
  })
  test('a token of a closed ticket opens one that goes on from it', () => {
    const here = two()
    here.change(here.id, { status: 'closed', assigneeId: 7 })
    const [taken] = here.take(answer({ to: [to(tokenOf(here.id))] }))
    expect(taken).toMatchObject({ state: 'opened', reason: 'answer-to-closed' })
    expect(here.tickets.get(taken?.ticketId ?? 0)).toMatchObject({ continuesId: here.id, assigneeId: 7 })
  })
  test('a stranger does not go on from a closed ticket', () => {
    const here = two()
    here.change(here.id, { status: 'closed', assigneeId: 7 })
    const [taken] = here.take(answer({ from: tom, to: [to(tokenOf(here.id))] }))
    expect(taken).toMatchObject({ state: 'opened', reason: 'seems-about' })
    expect(here.tickets.get(here.id)).toMatchObject({ continuedById: null })
    expect(here.tickets.get(taken?.ticketId ?? 0)).toMatchObject({ relatedId: here.id, assigneeId: 0 })
  })
})

describe('what was split off', () => {
  /** Of Claire's ticket, the message <o@x> has become a ticket of its own, and that of it which is <p@x> one more. */
  const parted = () => {
    const here = two()
    const [third] = here.take(mail({ messageId: '<p@x>', subject: 'Encore autre chose' }))
    const thirdId = third?.ticketId ?? 0
    here.change(here.otherId, { splitFromId: here.id, people: { members: new Set([claire.address]), strangers: new Set() } })
    here.change(thirdId, { splitFromId: here.otherId })
    return { ...here, thirdId }
  }
  const own = (ticketId: number) => ownId({ ticketId, sideId: null, messageId: 99 }, signer, 'coop.example')

  test.each<[string, (here: ReturnType<typeof parted>) => Arrived, 'id' | 'otherId' | 'thirdId']>([
    ['an answer to it goes to its new ticket, whatever we signed when it was on the old one', ({ id }) => answer({ to: [to(tokenOf(id))], inReplyTo: ['<o@x>'] }), 'otherId'],
    ['also when our own older message stands among its ancestors', ({ id }) => answer({ inReplyTo: ['<o@x>'], references: [own(id)] }), 'otherId'],
    ['split twice, it goes where the message is', ({ id }) => answer({ to: [to(tokenOf(id))], inReplyTo: ['<p@x>'] }), 'thirdId'],
    ['an answer to what stayed stays', ({ id }) => answer({ to: [to(tokenOf(id))], inReplyTo: ['<a@x>'] }), 'id'],
    ['an answer that names no message stays', ({ id }) => answer({ to: [to(tokenOf(id))] }), 'id'],
    ['what we signed for the new ticket leads to it, whatever it answers', ({ otherId }) => answer({ to: [to(tokenOf(otherId))], inReplyTo: ['<a@x>'] }), 'otherId'],
  ])('%s', (_what, made, place) => {
    const here = parted()
    expect(here.take(made(here))).toMatchObject([{ state: 'joined', ticketId: here[place] }])
  })

  test('put back, everything leads to the old one again', () => {
    const here = parted()
    here.tickets.delete(here.otherId)
    here.merged.set(here.otherId, here.id)
    expect(here.take(answer({ to: [to(tokenOf(here.id))], inReplyTo: ['<o@x>'] }))).toMatchObject([{ state: 'joined', ticketId: here.id }])
  })
})
