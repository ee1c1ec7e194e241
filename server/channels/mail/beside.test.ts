import { describe, expect, test } from 'vitest'
import { answerAddress, bounceAddress } from '../../outbox/own-address.ts'
import { ownId } from '../../outbox/own-id.ts'
import { alice, answer, benoit, claire, desk, proved, signer, support, to, tom, two } from '../../testing/deciding.ts'
import type { ParsedMail } from '../understanding/message.ts'

describe('beside the conversation', () => {
  const side = (ticketId: number) => ({ ticketId, sideId: 40 })
  const withSide = () => {
    const here = two()
    here.change(here.id, { status: 'on-hold', waitingSince: null, preview: 'Bonjour', sides: new Map([[40, { members: new Set([tom.address]), strangers: new Set<string>() }]]) })
    return here
  }

  test.each<[string, (id: number) => Partial<ParsedMail>]>([
    ['by the token of the side thread', id => ({ to: [to(answerAddress(support.address, side(id), signer))] })],
    ['by our own id of the side thread', id => ({ inReplyTo: [ownId({ ...side(id), messageId: 9 }, signer, 'coop.example')] })],
  ])('an answer comes back beside it %s, and changes nothing for the member', (_how, values) => {
    const here = withSide()
    const before = here.tickets.get(here.id)
    here.take(answer({ from: tom, text: 'C’est réparé', cc: [alice, claire], ...proved('else.example'), ...values(here.id) }))
    expect(here.last()).toMatchObject({ ticketId: here.id, sideId: 40, pending: false })
    const after = here.tickets.get(here.id)
    expect(after).toMatchObject({ status: 'open', waitingSince: null, preview: before?.preview, people: before?.people, messageCount: 2, version: 2 })
    expect(after?.activityAt).toBeGreaterThan(before?.activityAt ?? 0)
    // A colleague in copy belongs beside it too; the member is not brought there.
    expect([...after?.sides.get(40)?.members ?? []]).toEqual([tom.address, alice.address])
  })

  test('the next one finds it by the ids of the one before', () => {
    const here = withSide()
    here.take(answer({ from: tom, inReplyTo: [ownId({ ...side(here.id), messageId: 9 }, signer, 'coop.example')], messageId: '<s1@x>' }))
    here.take(answer({ from: tom, inReplyTo: ['<s1@x>'], messageId: '<s2@x>', text: 'Encore' }))
    expect(here.last()).toMatchObject({ messageId: '<s2@x>', sideId: 40, pending: false })
  })

  test.each([['the member', claire], ['anybody else', benoit]])('%s has no part in it', (_who, from) => {
    const here = withSide()
    here.take(answer({ from, to: [to(answerAddress(support.address, side(here.id), signer))] }))
    expect(here.last()).toMatchObject({ sideId: 40, pending: true })
  })

  test.each([['new'], ['open'], ['waiting'], ['solved'], ['closed']] as const)('a %s ticket stays so', (status) => {
    const here = withSide()
    here.change(here.id, { status })
    here.take(answer({ from: tom, to: [to(answerAddress(support.address, side(here.id), signer))] }))
    expect(here.tickets.get(here.id)?.status).toBe(status)
  })
})

describe('what comes back', () => {
  const path = (ticketId: number) => bounceAddress('retours@coop.example', { ticketId, outboxId: 5, deliveryId: 6 }, signer)

  test.each<[string, Partial<ParsedMail>, string]>([
    ['a bounce in words of its own', { bounce: { recipients: [], status: null, action: 'failed', originalMessageId: null, diagnostic: null } }, 'bounce'],
    ['an answering machine', { automatic: 'auto-replied' }, 'auto-replied'],
    ['something else', {}, 'returned'],
  ])('%s is led to its ticket by the return path', (_what, values, reason) => {
    const here = two()
    expect(here.take(answer({ from: to('mailer-daemon@mx.example'), to: [to(path(here.id))], ...values }))).toMatchObject([{ state: 'joined', reason, ticketId: here.id }])
    expect(here.last()).toMatchObject({ automatic: reason, pending: false })
  })

  test('a bounce of what was asked beside the conversation stays beside it', () => {
    const here = two()
    const original = ownId({ ticketId: here.id, sideId: 40, messageId: 9 }, signer, 'coop.example')
    here.take(answer({ to: [to(path(here.id))], bounce: { recipients: [], status: null, action: 'failed', originalMessageId: original, diagnostic: null } }))
    expect(here.last()).toMatchObject({ sideId: 40 })
  })

  test('so does one that brings back nothing of it: the mail in the outbox tells', () => {
    const here = two()
    here.take(answer({ to: [to(bounceAddress('retours@coop.example', { ticketId: here.id, outboxId: 50, deliveryId: 6 }, signer))], bounce: { recipients: [], status: null, action: 'failed', originalMessageId: null, diagnostic: null } }))
    expect(here.last()).toMatchObject({ ticketId: here.id, sideId: 40 })
  })

  test('of a mail about no ticket it is ignored', () => {
    expect(desk().take(answer({ to: [to(path(0))] }))).toMatchObject([{ state: 'ignored', reason: 'returned' }])
  })
})
