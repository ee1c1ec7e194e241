import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { takeBack } from '../../outbox/actions/take-back.ts'
import { readBounceAddress } from '../../outbox/own-address.ts'
import { sendingsOf } from '../../outbox/queries.ts'
import { freePorts } from '../../testing/children.ts'
import { eachEngine } from '../../testing/databases.ts'
import { given } from '../../testing/given.ts'
import { sendingOn } from '../../testing/sending.ts'
import { startMute, startSink, type Sink } from '../../testing/smtp-sink.ts'
import { noteBounce } from './actions/note-bounce.ts'
import { sendMail } from './actions/send.ts'

const HOUR = 3_600_000
const as = { kind: 'system', name: 'test' } as const

eachEngine('sending', (open) => {
  let desk: ReturnType<typeof sendingOn>
  let sink: Sink
  const closing: (() => Promise<void>)[] = []
  beforeAll(async () => {
    desk = sendingOn(open())
    sink = await startSink()
  })
  afterEach(async () => {
    sink.mails.length = 0
    Object.assign(sink.manners, { recipient: undefined, sender: undefined, message: undefined, data: undefined, before: undefined })
    // What a test leaves behind is not the next one's.
    await open().transaction(db => db('outbox').update({ next_attempt_at: null, claimed_until: null }))
    for (const close of closing.splice(0)) await close()
  })
  afterAll(async () => {
    await sink.stop()
    await desk.close()
  })

  const taken = () => sink.mails.filter(mail => mail.taken)
  const standing = async (id: number) => {
    const { state, hold, attempts, next_attempt_at: next } = await desk.mail(id)
    return { state, hold, attempts, waits: typeof next === 'number' ? Math.floor((next - desk.clock().getTime()) / 60_000 + 0.05) : null }
  }

  test('a mail leaves for each recipient by itself, and comes back to its delivery', async () => {
    const id = await desk.put({ ticketId: 7, letter: { cc: [{ address: 'Tom@example.org', name: 'Tom' }] } })
    await desk.turn(desk.world([sink.url]))
    expect(taken().map(({ to }) => to)).toEqual([['claire@example.org'], ['tom@example.org']])
    const deliveries = await desk.deliveries(id)
    expect(taken().map(({ from }) => readBounceAddress(from, desk.signer))).toEqual(deliveries.map(delivery => ({ ticketId: 7, outboxId: id, deliveryId: delivery.id })))
    expect(new Set(taken().map(({ raw }) => raw)).size).toBe(1)
    expect(taken()[0]?.raw).toMatch(/^To: Claire <claire@example.org>\r\nCc: Tom <Tom@example.org>$/m)
    expect(deliveries).toMatchObject([{ state: 'sent', answer: '250 2.0.0 Ok: queued as 1' }, { state: 'sent', answer: '250 2.0.0 Ok: queued as 2' }])
    expect(await standing(id)).toEqual({ state: 'sent', hold: null, attempts: 1, waits: null })
    await desk.turn(desk.world([sink.url]))
    expect(taken()).toHaveLength(2)
  })

  test('several processes at once send each mail once', async () => {
    const ids = await Promise.all(Array.from({ length: 12 }, () => desk.put()))
    const worlds = [1, 2, 3].map(() => desk.world([sink.url]))
    await Promise.all(worlds.flatMap(world => ids.map(id => sendMail(world, id))))
    expect(taken()).toHaveLength(12)
    expect(new Set(taken().map(({ from }) => from)).size).toBe(12)
  })

  describe('when a server does not take it', () => {
    test('another does, whatever the trouble is', async () => {
      const [port] = await freePorts(1)
      const [mute, refusing] = [await startMute(), await startSink()]
      closing.push(mute.stop, refusing.stop)
      refusing.manners.sender = () => [550, '5.7.1 Not from here']
      const id = await desk.put()
      const world = desk.world([`smtp://127.0.0.1:${port}`, mute.url, refusing.url, sink.url])
      await desk.turn(world)
      expect(taken()).toHaveLength(1)
      const attempts = await open().reader('outbox_attempts').where({ outbox_id: id }).orderBy('id') as { server: string, result: string }[]
      expect(attempts.map(({ server, result }) => [server, result])).toEqual([
        [`127.0.0.1:${port}`, 'delayed'], [`127.0.0.1:${mute.port}`, 'delayed'], [`127.0.0.1:${refusing.port}`, 'delayed'], [`127.0.0.1:${sink.port}`, 'sent'],
      ])
      // For a minute the next mail goes straight to the one that works.
      const next = await desk.put()
      await desk.turn(world)
      expect(await open().reader('outbox_attempts').where({ outbox_id: next })).toHaveLength(1)
    })

    test('it is tried again with the same bytes, later and later, and given up after three days', async () => {
      sink.manners.recipient = () => [450, '4.2.0 Greylisted']
      const [ticket] = [await given(open()).ticket({ status: 'waiting' })]
      const id = await desk.put({ ticketId: ticket.id })
      const world = desk.world([sink.url])
      await desk.turn(world)
      expect(await standing(id)).toMatchObject({ state: 'delayed', attempts: 1, waits: 1 })
      expect(await desk.deliveries(id)).toMatchObject([{ state: 'delayed', answer: '450 4.2.0 Greylisted' }])
      const { raw_sha256: first } = await desk.mail(id)
      desk.wait(HOUR)
      await desk.turn(world)
      expect(await standing(id)).toMatchObject({ state: 'delayed', attempts: 2, waits: 3 })
      desk.wait(72 * HOUR)
      await desk.turn(world)
      expect(await standing(id)).toMatchObject({ state: 'failed', attempts: 3, waits: null })
      expect(await desk.deliveries(id)).toMatchObject([{ state: 'failed', answer: '450 4.2.0 Greylisted' }])
      expect((await desk.mail(id))['raw_sha256']).toBe(first)
      expect(await open().reader('tickets').where({ id: ticket.id }).first()).toMatchObject({ status: 'open' })
    })

    test('who refuses it for good does not stop the others', async () => {
      sink.manners.recipient = address => address === 'tom@example.org' ? [550, '5.1.1 No such user'] : undefined
      const id = await desk.put({ letter: { cc: [{ address: 'tom@example.org', name: '' }, { address: 'zoe@example.org', name: '' }] } })
      await desk.turn(desk.world([sink.url]))
      expect(taken().map(({ to }) => to[0])).toEqual(['claire@example.org', 'zoe@example.org'])
      expect((await desk.deliveries(id)).map(({ state }) => state)).toEqual(['sent', 'failed', 'sent'])
      expect(await standing(id)).toMatchObject({ state: 'failed', waits: null })
    })

    test.each(['cut-in-the-middle', 'cut-after', 'silent'] as const)('%s: it leaves later, with the same Message-ID and Date', async (accident) => {
      sink.manners.data = () => accident
      const id = await desk.put()
      const world = desk.world([sink.url])
      await desk.turn(world)
      expect(await standing(id)).toMatchObject({ state: 'delayed' })
      sink.manners.data = () => undefined
      desk.wait(HOUR)
      await desk.turn(world)
      expect(taken()).toHaveLength(1)
      if (accident === 'silent') expect(taken()[0]?.raw).toBe(sink.mails[0]?.raw)
      expect(await standing(id)).toMatchObject({ state: 'sent' })
    })
  })

  describe('what is held', () => {
    test('waits for its time, and is taken back until then, not after', async () => {
      const message = await given(open()).message({ ticket_id: (await given(open()).ticket()).id, kind: 'reply' })
      const hold = { why: 'undo', until: new Date(desk.clock().getTime() + 10_000) } as const
      const id = await desk.put({ hold, storedMessageId: message.id })
      const world = desk.world([sink.url])
      await desk.turn(world)
      expect(await standing(id)).toMatchObject({ state: 'held', hold: 'undo' })
      desk.wait(10_001)
      await desk.turn(world)
      expect(taken()).toHaveLength(1)
      await expect(open().transaction(db => takeBack({ db, now: desk.clock(), actor: as }, message.id))).rejects.toThrow('on its way')
      expect((await sendingsOf(open().reader, [message.id])).get(message.id)).toMatchObject({ outboxId: id, state: 'sent', deliveries: [{ address: 'claire@example.org', state: 'sent' }] })
    })

    test('what was taken back never leaves', async () => {
      const message = await given(open()).message({ ticket_id: (await given(open()).ticket()).id, kind: 'reply' })
      const id = await desk.put({ hold: { why: 'undo', until: new Date(desk.clock().getTime() + 10_000) }, storedMessageId: message.id })
      await open().transaction(db => takeBack({ db, now: desk.clock(), actor: as }, message.id))
      desk.wait(HOUR)
      await desk.turn(desk.world([sink.url]))
      expect([await standing(id), taken()]).toMatchObject([{ state: 'cancelled' }, []])
    })

    test.each([
      ['a trial', { servers: 1, mode: 'hold' }, 'trial'],
      ['no server', { servers: 0, mode: 'send' }, 'no-server'],
    ] as const)('with %s nothing leaves without a person, also later', async (_when, mailOut, hold) => {
      const ids = [await desk.put(), await desk.put({ kind: 'account' }), await desk.put({ hold: { why: 'undo', until: desk.clock() } })]
      await desk.turn(desk.world([sink.url], { mailOut }))
      for (const id of ids) expect(await standing(id)).toEqual({ state: 'held', hold, attempts: 0, waits: null })
      desk.wait(HOUR)
      await desk.turn(desk.world([sink.url]))
      expect(taken()).toEqual([])
    })

    test('one that was meant for later waits for a person when the member has written since', async () => {
      const [one, two] = [await given(open()).ticket(), await given(open()).ticket()]
      const hold = { why: 'scheduled', until: new Date(desk.clock().getTime() + HOUR) } as const
      const [stale, fine] = [await desk.put({ ticketId: one.id, hold }), await desk.put({ ticketId: two.id, hold })]
      desk.wait(2 * HOUR)
      await given(open()).message({ ticket_id: one.id, created_at: desk.clock().getTime() })
      await given(open()).message({ ticket_id: two.id, created_at: desk.clock().getTime(), automatic: 'auto-replied' })
      await given(open()).message({ ticket_id: two.id, created_at: desk.clock().getTime(), pending: 1 })
      await given(open()).message({ ticket_id: two.id, created_at: desk.clock().getTime(), kind: 'note' })
      await desk.turn(desk.world([sink.url]))
      expect([await standing(stale), await standing(fine)]).toMatchObject([{ state: 'held', hold: 'stale' }, { state: 'sent' }])
    })
  })

  test('a claim that nobody renews ends, and the mail is sent by another', async () => {
    const id = await desk.put()
    const handing = Promise.withResolvers<undefined>()
    const dead = desk.world([sink.url], { claimMs: 60_000, post: () => {
      handing.resolve(undefined)
      return new Promise(() => undefined)
    } })
    void sendMail(dead, id)
    await handing.promise
    const other = desk.world([sink.url])
    expect(await sendMail(other, id)).toBe(false)
    desk.wait(61_000)
    expect(await sendMail(other, id)).toBe(true)
    expect(taken()).toHaveLength(1)
  })

  test('the house writes from the first mailbox that may; words with a secret are sealed in the outbox and open in the mail', async () => {
    await given(open()).mailbox({ username: 'nobody' })
    const account = { kind: 'account', letter: { from: null, text: 'Le lien secret', html: '<p>secret</p>' } } as const
    const early = await desk.put(account)
    expect(String((await desk.mail(early))['letter'])).not.toMatch(/secret|Bonjour/)
    await desk.turn(desk.world([sink.url]))
    expect(await desk.mail(early)).toMatchObject({ state: 'delayed', failure: expect.stringContaining('no mailbox') as unknown })
    const mailbox = await given(open()).mailbox({ username: 'aide@coop.example' })
    await open().transaction(db => db('mailboxes').where({ id: mailbox.id }).update({ from_name: 'Aide', bounce_address: 'retours@coop.example' }))
    desk.wait(HOUR)
    await desk.turn(desk.world([sink.url]))
    expect(taken()[0]).toMatchObject({ from: expect.stringMatching(/^retours\+b/) as unknown, raw: expect.stringMatching(/^Auto-Submitted: auto-generated\r$[^]*^From: Aide <aide@coop.example>\r$[^]*Le lien secret/m) as unknown })
    expect((await desk.mail(early))['raw_sha256']).toBeNull()
    await open().transaction(db => db('mailboxes').where({ id: mailbox.id }).update({ plus_addresses: false }))
    await desk.put({ mailboxId: mailbox.id })
    await desk.turn(desk.world([sink.url]))
    expect(taken()[1]?.from).toBe('retours@coop.example')
  })

  test('a file that is missing keeps the mail back and says so; the others go on', async () => {
    const id = await desk.put({ letter: { files: [{ filename: 'a.pdf', contentType: 'application/pdf', size: 1, sha256: 'f'.repeat(64) }] } })
    const other = await desk.put()
    await desk.turn(desk.world([sink.url]))
    expect(await desk.mail(id)).toMatchObject({ state: 'delayed', failure: expect.stringContaining('missing') as unknown })
    expect(await standing(other)).toMatchObject({ state: 'sent' })
  })

  describe('what comes back', () => {
    const report = { outboxId: null, deliveryId: null, messageId: null, status: '5.1.1', action: 'failed', diagnostic: 'smtp; 550 5.1.1 No such user' }
    const bounce = (more: Partial<typeof report> | { outboxId: number, deliveryId?: number }) => open().transaction(db => noteBounce({ db, now: desk.clock(), actor: as }, { ...report, ...more }))
    async function sent(kind: 'reply' | 'acknowledgement' = 'reply') {
      const ticket = await given(open()).ticket({ status: 'waiting' })
      const id = await desk.put({ kind, ticketId: ticket.id, letter: { cc: [{ address: 'tom@example.org', name: '' }] } })
      await desk.turn(desk.world([sink.url]))
      const [claire, tom] = await desk.deliveries(id)
      return { id, claire: claire?.id ?? 0, tom: tom?.id ?? 0, status: async () => ((await open().reader('tickets').where({ id: ticket.id }).first()) as { status: string }).status }
    }

    test('a reply that came back brings its ticket back, once', async () => {
      const { id, claire, status } = await sent()
      expect(await bounce({ outboxId: id, deliveryId: claire })).toBe(true)
      expect(await standing(id)).toMatchObject({ state: 'bounced' })
      expect((await desk.deliveries(id)).map(({ state, answer }) => [state, answer])).toEqual([['bounced', 'smtp; 550 5.1.1 No such user'], ['sent', expect.stringContaining('250')]])
      expect(await status()).toBe('open')
      await open().transaction(db => db('tickets').update({ status: 'waiting' }))
      await bounce({ outboxId: id, deliveryId: claire })
      expect(await status()).toBe('waiting')
    })
    test('it is found by the Message-ID too', async () => {
      const { id, status } = await sent()
      const messageId = String((await desk.mail(id))['message_id'])
      await open().transaction(db => noteBounce({ db, now: desk.clock(), actor: as }, { ...report, messageId, recipient: 'Tom@example.org' }))
      expect((await desk.deliveries(id)).map(({ state }) => state)).toEqual(['sent', 'bounced'])
      expect(await status()).toBe('open')
    })
    test('a delay is only noted, and an acknowledgement brings nothing back', async () => {
      const [late, lost] = [await sent(), await sent('acknowledgement')]
      await bounce({ outboxId: late.id, deliveryId: late.claire, status: '4.4.1', action: 'delayed' } as never)
      await bounce({ outboxId: lost.id, deliveryId: lost.claire })
      expect([await standing(late.id), await late.status(), await standing(lost.id), await lost.status()]).toMatchObject([{ state: 'sent' }, 'waiting', { state: 'bounced' }, 'waiting'])
    })
    test('what names no mail of ours is nobody’s', async () => {
      expect(await bounce({ messageId: '<other@example.org>' } as never)).toBe(false)
    })
  })
})
