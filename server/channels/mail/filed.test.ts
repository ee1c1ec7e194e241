import { describe, expect, test } from 'vitest'
import { answerAddress, bounceAddress } from '../../outbox/own-address.ts'
import { alice, answer, benoit, claire, desk, forged, mail, proved, signer, stranger, support, to, tokenOf, tom, two } from '../../testing/deciding.ts'
import type { ParsedMail } from '../understanding/message.ts'

describe('what is stored', () => {
  test('our addresses lose their tokens, others keep what stands behind their plus', () => {
    const here = two()
    const theirs = answerAddress('aide@autre.example', { ticketId: 1, sideId: null }, stranger)
    here.take(answer({ ...proved(), to: [to(tokenOf(here.id)), to(theirs)], cc: [to(bounceAddress('retours@coop.example', { ticketId: 1, outboxId: 1, deliveryId: 1 }, signer)), to('claire+listes@asso.example')] }))
    expect(here.last()?.to.map(({ address }) => address)).toEqual(['support@coop.example', theirs])
    expect(here.last()?.cc.map(({ address }) => address)).toEqual(['retours@coop.example', 'claire+listes@asso.example'])
    expect([...here.tickets.get(here.id)?.people.members ?? []].sort()).toEqual([theirs, claire.address, 'claire+listes@asso.example'].sort())
  })

  test('nor does whoever writes from an address of ours belong to anything, or show its token', () => {
    const here = desk()
    here.take(mail({ from: to(tokenOf(1)) }))
    expect(here.last()?.from.address).toBe(support.address)
    expect(here.only()).toMatchObject({ requester: support, people: { members: new Set() } })
  })

  test.each<[string, Partial<ParsedMail>, string | null]>([
    ['somewhere else', { replyTo: [to('bureau@asso.example')] }, 'bureau@asso.example'],
    ['where they write from', { replyTo: [to('CLAIRE@asso.example')] }, null],
    ['with us', { replyTo: [support] }, null],
    ['nowhere', {}, null],
    ['somewhere else, under a forged address', { replyTo: [to('bureau@asso.example')], ...forged() }, null],
  ])('who wants answers %s', (_where, values, replyTo) => {
    const here = desk()
    here.take(mail(values))
    expect(here.last()?.replyTo).toBe(replyTo)
  })

  test.each<[string, Partial<ParsedMail>, string | null]>([
    ['somewhere else, and nobody vouches for them', {}, null],
    ['somewhere else, and brings that address along', { cc: [to('ailleurs@autre.example')] }, null],
    ['somewhere else, and our server vouches for them', proved(), 'ailleurs@autre.example'],
    ['with somebody who belongs to the ticket', { replyTo: [tom] }, tom.address],
  ])('who answers a ticket and wants answers %s', (_where, values, replyTo) => {
    const here = desk()
    here.take(mail({ messageId: '<a@x>', cc: [tom] }))
    here.take(answer({ inReplyTo: ['<a@x>'], replyTo: [to('ailleurs@autre.example')], ...values }))
    expect(here.last()?.replyTo).toBe(replyTo)
  })

  test('each message has the next version, automatic and waiting ones too', () => {
    const here = two()
    here.take(answer({ inReplyTo: ['<a@x>'] }), answer({ from: tom, messageId: '<2@x>', text: '2', inReplyTo: ['<a@x>'] }), answer({ messageId: '<3@x>', text: '3', inReplyTo: ['<a@x>'], automatic: 'auto-replied' }))
    expect(here.messages.filter(({ ticketId }) => ticketId === here.id).map(({ version }) => version)).toEqual([1, 2, 3, 4])
    expect(here.tickets.get(here.id)?.version).toBe(4)
  })

  test.each([['in one batch', true], ['in several', false]])('two tickets that become one go on counting, %s', (_how, together) => {
    const here = desk()
    const mails = [
      mail({ messageId: '<top@x>' }), mail({ messageId: '<low@x>', inReplyTo: ['<mid@x>'], text: 'En bas' }),
      mail({ messageId: '<lower@x>', inReplyTo: ['<low@x>'], text: 'Plus bas' }), mail({ messageId: '<mid@x>', inReplyTo: ['<top@x>'], text: 'Au milieu' }),
    ]
    if (together) here.take(...mails)
    else for (const one of mails) here.take(one)
    expect(here.tickets.size).toBe(1)
    expect(here.messages.map(({ version }) => version).sort()).toEqual([1, 2, 3, 4])
    expect(here.only()?.version).toBe(4)
  })
})

describe('what an agent forwards', () => {
  const forward = (values: Partial<ParsedMail> = {}) => mail({ from: alice, cc: [benoit], forwardedFrom: claire, messageId: '<fwd@x>', subject: 'TR: Mon site', ...values })
  const fromAlice = proved('coop.example')

  test('is a ticket of its author, in which the agent has no part', () => {
    const here = desk()
    expect(here.take(forward(fromAlice))).toMatchObject([{ state: 'opened', reason: 'forwarded-by-agent' }])
    expect(here.only()).toMatchObject({ requester: claire })
    expect([...here.only()?.people.members ?? []]).toEqual([claire.address])
    expect(here.opened).toMatchObject([{ isForwarded: true }])
  })

  test.each<[string, Partial<ParsedMail>]>([
    ['who is not authenticated', {}],
    ['who is forged', forged('coop.example')],
    ['who is no agent', { from: tom, ...proved('else.example') }],
    ['who forwards a mail of ours', { forwardedFrom: support, ...fromAlice }],
    ['who forwards a mail of an agent', { forwardedFrom: alice, ...fromAlice }],
  ])('by somebody %s, stays theirs', (_who, values) => {
    const here = desk()
    here.take(forward(values))
    expect(here.only()?.requester).toEqual(values.from ?? alice)
    expect(here.last()?.forwardedFrom).toEqual(values.forwardedFrom ?? claire)
  })
})

test('a ticket knows the mailbox it came by, and the language of its author', () => {
  const here = desk()
  here.take(mail({ visibleReply: 'Hello, could you please help me with my domain? Thank you very much.' }, { place: { source: 'smtp' }, envelope: { from: claire.address, to: ['Support@coop.example'] } }))
  expect(here.only()).toMatchObject({ mailboxId: 1, locale: 'en' })
  const elsewhere = desk()
  elsewhere.take(mail({ text: 'ok', visibleReply: 'ok', subject: '' }, { place: { source: 'smtp' }, envelope: { from: claire.address, to: ['aide@coop.example'] } }))
  expect(elsewhere.only()).toMatchObject({ mailboxId: 0, locale: null })
})
