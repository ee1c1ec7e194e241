import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answerAddress, bounceAddress } from '../../outbox/own-address.ts'
import { ownId } from '../../outbox/own-id.ts'
import { answer, benoit, claire, desk, forged, mail, proved, stranger, support, to, tokenOf, tom, two } from '../../testing/deciding.ts'
import type { ParsedMail } from '../understanding/message.ts'

describe('strangers and forged authors', () => {
  test.each<[string, Partial<ParsedMail>, string]>([
    ['a token that was forwarded', { from: tom }, 'sender-not-in-ticket'],
    ['a member who is forged', forged(), 'sender-not-authenticated'],
    ['a stranger who is forged', { from: tom, ...forged('else.example') }, 'sender-not-in-ticket'],
  ])('%s waits for an agent’s yes', (_who, values, reason) => {
    const here = two()
    here.change(here.id, { status: 'waiting', waitingSince: null })
    expect(here.take(answer({ to: [to(tokenOf(here.id))], cc: [benoit], ...values }))).toMatchObject([{ state: 'joined', reason, ticketId: here.id }])
    expect(here.last()).toMatchObject({ pending: true })
    // Agents see it as anything that waits for them, and nobody is let in by it.
    expect(here.tickets.get(here.id)).toMatchObject({ status: 'open' })
    expect([...here.tickets.get(here.id)?.people.members ?? []]).toEqual([claire.address])
  })

  test.each([[proved(), [claire.address, benoit.address], []], [{}, [claire.address], [benoit.address]]] as const)('a member with %j brings others in, or asks for it', (authentication, members, strangers) => {
    const here = two()
    here.take(answer({ to: [to(tokenOf(here.id))], cc: [benoit], ...authentication }))
    expect(here.last()).toMatchObject({ pending: false })
    expect([[...here.tickets.get(here.id)?.people.members ?? []], [...here.tickets.get(here.id)?.people.strangers ?? []]]).toEqual([members, strangers])
  })

  test('what is forged says so, also when it opens a ticket, and lets nobody else in', () => {
    const here = desk()
    here.take(mail({ cc: [tom], ...forged() }))
    expect(here.last()?.problems).toContain('sender-not-authenticated')
    expect([...here.only()?.people.members ?? []]).toEqual([claire.address])
  })

  test('an outsider who calls his message automatic is no member either', () => {
    const here = two()
    here.take(answer({ from: tom, inReplyTo: ['<a@x>'], automatic: 'auto-replied' }))
    expect(here.last()).toMatchObject({ ticketId: here.id, pending: true, automatic: 'auto-replied' })
  })

  test('a stranger’s message takes no ids for the ticket but its own', () => {
    const here = two()
    here.take(answer({ from: tom, inReplyTo: ['<a@x>'], references: ['<next@x>'] }))
    expect(here.take(mail({ from: benoit, messageId: '<next@x>', text: 'Nouveau' }))).toMatchObject([{ state: 'opened' }])
  })

  test('whatever an outsider writes without our key joins nothing unless it waits', () => {
    const hostile = fc.record({
      from: fc.constantFrom(tom, to('CLAIRE@asso.example.evil.example'), to(support.address), null),
      to: fc.subarray([support, to('support+t1.aaaaaaaaaaaaaaaa@coop.example'), to(answerAddress(support.address, { ticketId: 1, sideId: null }, stranger)), claire]),
      deliveredTo: fc.subarray(['support@coop.example', tokenOf(1, stranger), bounceAddress('retours@coop.example', { ticketId: 2, outboxId: 1, deliveryId: 1 }, stranger)]),
      inReplyTo: fc.subarray(['<a@x>', '<o@x>', ownId({ ticketId: 2, sideId: null, messageId: 1 }, stranger, 'coop.example'), '<t2.1.aaaaaaaaaaaaaaaa@coop.example>']),
      references: fc.subarray(['<a@x>', '<o@x>', '<b@x>']),
      messageId: fc.constantFrom('<a@x>', '<o@x>', '<mine@x>', null),
      subject: fc.constantFrom('XXX-XXX-0001', 'Re: Mon site', '[#XXX-XXX-0002]'),
      automatic: fc.constantFrom(null, 'auto-replied', 'null-return-path'),
      complaint: fc.boolean(),
      bounce: fc.constantFrom(null, { recipients: [], status: null, action: 'failed', originalMessageId: '<a@x>', diagnostic: null }),
      forwardedFrom: fc.constantFrom(null, claire, benoit),
      authentication: fc.constantFrom([], proved('else.example').authentication, [{ value: 'mx.evil.example; dmarc=pass header.from=asso.example', hops: 0 }]),
      text: fc.string(),
    })
    fc.assert(fc.property(fc.array(hostile, { minLength: 1, maxLength: 4 }), (some) => {
      const here = two()
      const [before, said] = [new Set(here.tickets.keys()), here.messages.length]
      here.take(...some.map(values => mail(values)))
      return here.messages.slice(said).every(({ ticketId, pending }) => !before.has(ticketId) || pending)
        && [...before].every(id => [...here.tickets.get(id)?.people.members ?? []].every(address => [claire.address, benoit.address].includes(address)))
    }), { numRuns: 300 })
  })
})
