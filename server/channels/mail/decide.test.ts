import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ownId } from '../../outbox/own-id.ts'
import { benoit, claire, desk, mail, signer } from '../../testing/deciding.ts'
import type { TicketState } from '../../tickets/filing/filing.ts'
import type { ParsedMail } from '../understanding/message.ts'

describe('a thread is one ticket', () => {
  const root = mail({ messageId: '<a@x>' })
  const child = mail({ messageId: '<b@x>', inReplyTo: ['<a@x>'], references: ['<a@x>'], text: 'Et alors ?' })
  const grandchild = mail({ messageId: '<c@x>', inReplyTo: ['<b@x>'], references: ['<a@x>', '<b@x>'], text: 'Merci' })

  test.each([
    ['in order', [root, child, grandchild]],
    ['answers first', [grandchild, child, root]],
    ['the parent last', [child, grandchild, root]],
    ['the parent never', [child, grandchild]],
  ])('%s, in one batch and in several', (_name, mails) => {
    const [together, apart] = [desk(), desk()]
    together.take(...mails)
    for (const one of mails) apart.take(one)
    expect([together.tickets.size, apart.tickets.size]).toEqual([1, 1])
    expect(together.only()?.messageCount).toBe(mails.length)
    expect(apart.only()?.messageCount).toBe(mails.length)
  })

  test('siblings of a missing message are one ticket', () => {
    const one = desk()
    one.take(mail({ messageId: '<s1@x>', inReplyTo: ['<missing@x>'] }))
    expect(one.take(mail({ messageId: '<s2@x>', inReplyTo: ['<missing@x>'], text: 'Aussi' }))).toMatchObject([{ state: 'joined' }])
  })

  test('a message between two tickets makes one of them, when nobody has touched the younger', () => {
    const one = desk()
    const top = mail({ messageId: '<top@x>' })
    const below = mail({ messageId: '<low@x>', inReplyTo: ['<mid@x>'], text: 'En bas', subject: 'Re: Mon site' })
    const middle = mail({ messageId: '<mid@x>', inReplyTo: ['<top@x>'], text: 'Au milieu', subject: 'RE : Mon site' })
    one.take(top)
    one.take(below)
    expect(one.tickets.size).toBe(2)
    one.take(middle)
    expect(one.tickets.size).toBe(1)
    expect(one.only()?.messageCount).toBe(3)
  })

  test.each([
    ['both were touched', { older: { touched: true }, younger: { touched: true }, left: 2 }],
    ['they are about different things', { older: {}, younger: { subject: 'Autre chose' }, left: 2 }],
    ['only the younger was touched', { older: {}, younger: { touched: true }, left: 1 }],
    ['only the older was touched', { older: { touched: true }, younger: {}, left: 1 }],
  ])('when %s', (_name, { older, younger, left }) => {
    const one = desk()
    const [upper] = one.take(mail({ messageId: '<top@x>' }))
    const [lower] = one.take(mail({ messageId: '<low@x>', inReplyTo: ['<mid@x>'], text: 'En bas' }))
    one.change(upper?.ticketId, older)
    one.change(lower?.ticketId, younger)
    one.take(mail({ messageId: '<mid@x>', inReplyTo: ['<top@x>'], text: 'Au milieu' }))
    expect(one.tickets.size).toBe(left)
  })

  test('whatever the order and the batches, each thread is one ticket', () => {
    const plan = fc.record({
      shapes: fc.array(fc.array(fc.nat(), { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 5 }),
      withReferences: fc.boolean(),
      chance: fc.infiniteStream(fc.double({ noNaN: true })),
      size: fc.integer({ min: 1, max: 4 }),
    })
    fc.assert(fc.property(plan, ({ shapes, withReferences, chance, size }) => {
      const mails = shapes.flatMap((parents, thread) => {
        const ancestors: string[][] = []
        return parents.map((pick, index) => {
          const id = `<${thread}.${index}@x>`
          const parent = index === 0 ? undefined : pick % index
          const chain = parent === undefined ? [] : [...ancestors[parent] ?? [], `<${thread}.${parent}@x>`]
          ancestors.push(chain)
          return mail({ messageId: id, inReplyTo: chain.slice(-1), references: withReferences ? chain : [], subject: `Fil ${thread}`, text: id })
        })
      })
      const shuffled = mails.map(one => ({ one, at: chance.next().value })).sort((a, b) => a.at - b.at).map(({ one }) => one)
      const here = desk()
      for (let start = 0; start < shuffled.length; start += size) here.take(...shuffled.slice(start, start + size))
      expect(here.tickets.size).toBe(shapes.length)
      expect([...here.tickets.values()].reduce((sum, { messageCount }) => sum + messageCount, 0)).toBe(mails.length)
    }), { numRuns: 300 })
  })
})

describe('the same message again', () => {
  const one = mail({ messageId: '<a@x>' })

  test('by another entrance, in another batch or in the same', () => {
    const here = desk()
    expect(here.take(one, one)).toMatchObject([{ state: 'opened' }, { state: 'duplicate', reason: 'same-message' }])
    expect(here.take(one)).toMatchObject([{ state: 'duplicate', ticketId: here.only()?.id }])
    expect(here.only()?.messageCount).toBe(1)
  })

  test('the same id with other words is kept too', () => {
    const here = desk()
    here.take(one)
    expect(here.take(mail({ messageId: '<a@x>', text: 'Bonjour\n-- \nla liste' }))).toMatchObject([{ state: 'joined' }])
  })

  test('without an id, the content tells', () => {
    const here = desk()
    expect(here.take(mail({ fingerprint: 'f1' }), mail({ fingerprint: 'f1' }), mail({ fingerprint: 'f2', text: 'Autre' })).map(({ state }) => state)).toEqual(['opened', 'duplicate', 'opened'])
  })
})

describe('who writes', () => {
  const here = () => {
    const one = desk()
    one.take(mail({ messageId: '<a@x>', cc: [benoit] }))
    return one
  }
  const answer = (values: Partial<ParsedMail>) => mail({ messageId: '<b@x>', inReplyTo: ['<a@x>'], text: 'Oui', ...values })

  test('the requester goes on', () => expect(here().take(answer({}))).toMatchObject([{ state: 'joined', reason: 'thread' }]))
  test('an address differs in case only', () => expect(here().take(answer({ from: { address: 'Claire@ASSO.example', name: '' } }))).toMatchObject([{ reason: 'thread' }]))
  test('a colleague in copy belongs to it', () => expect(here().take(answer({ from: benoit }))).toMatchObject([{ reason: 'thread' }]))
  test('a stranger waits for an agent’s yes', () => expect(here().take(answer({ from: { address: 'who@else.example', name: '' } }))).toMatchObject([{ state: 'joined', reason: 'sender-not-in-ticket' }]))
  test('a stranger twice is still a stranger', () => {
    const one = here()
    one.take(answer({ from: { address: 'who@else.example', name: '' } }))
    expect(one.take(answer({ messageId: '<c@x>', from: { address: 'who@else.example', name: '' }, text: 'Encore' }))).toMatchObject([{ reason: 'sender-not-in-ticket' }])
  })
  test('nobody at all is no participant', () => expect(here().take(answer({ from: null }))).toMatchObject([{ reason: 'sender-not-in-ticket' }]))
  test('nor is the address it was delivered to', () => {
    const one = desk()
    one.take({ ...mail({ to: [{ address: 'Aide@coop.example', name: '' }] }), envelope: { from: claire.address, to: ['aide@coop.example'] } })
    expect([...one.only()?.people.members ?? []]).toEqual([claire.address])
    const other = desk()
    other.take(mail({ to: [{ address: 'Aide@coop.example', name: '' }], deliveredTo: ['aide@coop.example'] }))
    expect([...other.only()?.people.members ?? []]).toEqual([claire.address])
  })
  test('our own address is never one', () => expect([...here().only()?.people.members ?? []].sort()).toEqual([benoit.address, claire.address]))
})

describe('automatic mail', () => {
  const opened = () => {
    const one = desk()
    one.take(mail({ messageId: '<a@x>' }))
    one.change(one.only()?.id, { status: 'solved', waitingSince: null })
    return one
  }

  test.each<[string, Partial<ParsedMail>, string]>([
    ['an out-of-office', { automatic: 'auto-replied', inReplyTo: ['<a@x>'] }, 'auto-replied'],
    ['a bounce', { bounce: { recipients: [], status: '5.1.1', action: 'failed', originalMessageId: '<a@x>', diagnostic: null } }, 'bounce'],
    ['a delay', { bounce: { recipients: [], status: null, action: 'delayed', originalMessageId: '<a@x>', diagnostic: null } }, 'delivery-delayed'],
    ['a complaint', { complaint: true, references: ['<a@x>'] }, 'complaint'],
  ])('%s joins its ticket and wakes nobody', (_name, values, reason) => {
    const one = opened()
    expect(one.take(mail({ messageId: '<auto@x>', text: 'Absent', ...values }))).toMatchObject([{ state: 'joined', reason }])
    expect(one.only()).toMatchObject({ status: 'solved', waitingSince: null, messageCount: 2 })
  })

  test('without a ticket it is ignored, and says why', () => {
    expect(desk().take(mail({ automatic: 'auto-replied' }))).toEqual([{ state: 'ignored', reason: 'auto-replied', ticketId: null }])
  })

  test('it does not wait for its parent', () => {
    const one = desk()
    one.take(mail({ messageId: '<auto@x>', automatic: 'auto-replied', inReplyTo: ['<a@x>'] }))
    expect(one.take(mail({ messageId: '<a@x>' }))).toMatchObject([{ state: 'opened' }])
  })
})

describe('other ends', () => {
  test('our own mail', () => {
    const id = ownId({ ticketId: 1, sideId: null, messageId: 2 }, signer, 'coop.example')
    expect(desk().take(mail({ messageId: id }), mail({ installation: signer.sign('installation') })).map(({ state }) => state)).toEqual(['own', 'own'])
  })
  test('a forged mark of ours opens a ticket like any mail', () => expect(desk().take(mail({ installation: 'aaaaaaaaaaaaaaaa' }))).toMatchObject([{ state: 'opened' }]))
  test('a loop', () => expect(desk().take(mail({ hops: 31 }))).toEqual([{ state: 'refused', reason: 'too-many-hops', ticketId: null }]))
  test('what cannot be read', () => expect(desk().take({ ...mail({}), understood: { quarantined: 'timeout' } })).toEqual([{ state: 'quarantined', reason: 'timeout', ticketId: null }]))
})

describe('where a ticket goes', () => {
  const answer = mail({ messageId: '<b@x>', inReplyTo: ['<a@x>'], text: 'Toujours pas' })
  const withStatus = (status: TicketState['status']) => {
    const one = desk()
    one.take(mail({ messageId: '<a@x>' }))
    one.change(one.only()?.id, { status })
    return one
  }

  test.each([['new', 'new'], ['open', 'open'], ['waiting', 'open'], ['on-hold', 'open'], ['solved', 'open']] as const)('an answer to a %s ticket leaves it %s', (from, to) => {
    const one = withStatus(from)
    one.take(answer)
    expect(one.only()?.status).toBe(to)
  })

  test('an answer to a closed ticket opens a linked one, and the next answer goes there', () => {
    const one = withStatus('closed')
    expect(one.take(answer)).toMatchObject([{ state: 'opened', reason: 'answer-to-closed' }])
    expect(one.take(mail({ messageId: '<c@x>', inReplyTo: ['<a@x>'], text: 'Encore' }))).toMatchObject([{ state: 'joined' }])
    expect(one.tickets.size).toBe(2)
  })
})
