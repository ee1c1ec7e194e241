import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answerAddress, bounceAddress } from '../../outbox/own-address.ts'
import { ownId } from '../../outbox/own-id.ts'
import { alice, benoit, claire, desk, forged, mail, proved, signer, stranger, support, tom } from '../../testing/deciding.ts'
import type { Arrived } from './intake.ts'
import type { ParsedMail } from './message.ts'

const to = (address: string) => ({ address, name: '' })
const tokenOf = (ticketId: number, by = signer) => answerAddress(support.address, { ticketId, sideId: null }, by)

/** Two tickets: Claire's, and one of Benoît about something else. */
function two() {
  const here = desk()
  const [one, other] = here.take(mail({ messageId: '<a@x>' }), mail({ messageId: '<o@x>', from: benoit, subject: 'Autre chose' }))
  return { ...here, id: one?.ticketId ?? 0, otherId: other?.ticketId ?? 0 }
}

const answer = (values: Partial<ParsedMail>, arrived: Partial<Arrived> = {}) => mail({ messageId: '<answer@x>', subject: 'Re: Mon site', text: 'Oui', ...values }, arrived)

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
    here.take(answer({ from: tom, text: 'C’est réparé', cc: [alice, claire], ...values(here.id) }))
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

  test('of a mail about no ticket it is ignored', () => {
    expect(desk().take(answer({ to: [to(path(0))] }))).toMatchObject([{ state: 'ignored', reason: 'returned' }])
  })
})

describe('what is stored', () => {
  test('our addresses lose their tokens, others keep what stands behind their plus', () => {
    const here = two()
    const theirs = answerAddress('aide@autre.example', { ticketId: 1, sideId: null }, stranger)
    here.take(answer({ to: [to(tokenOf(here.id)), to(theirs)], cc: [to(bounceAddress('retours@coop.example', { ticketId: 1, outboxId: 1, deliveryId: 1 }, signer)), to('claire+listes@asso.example')] }))
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
  ])('who wants answers %s', (_where, values, replyTo) => {
    const here = desk()
    here.take(mail(values))
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
