import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Letter } from '../../outbox/outgoing.ts'
import { answerAddress, readAnswerAddress } from '../../outbox/own-address.ts'
import { readOwnId } from '../../outbox/own-id.ts'
import { signerOf } from '../../platform/signing.ts'
import { eachEngine } from '../../testing/databases.ts'
import { deskOn } from '../../testing/desk.ts'
import { given } from '../../testing/given.ts'
import { served, testSecrets } from '../../testing/served.ts'
import type { TicketDetail } from '../contract.ts'
import { hashOf } from '../filing/thread-hash.ts'
import type { SentAnswer, Stale, UndoAnswer } from './contract.ts'
import { UNDO_MS } from './undo.ts'

const signer = signerOf(testSecrets.signingKey)
const claire = { address: 'claire@pieds.example', name: 'Claire' }

eachEngine('answering', (open) => {
  let server: Awaited<ReturnType<typeof served>>
  let desk: ReturnType<typeof deskOn>
  let [nadia, jules] = [{ id: 0, cookie: '' }, { id: 0, cookie: '' }]

  beforeAll(async () => {
    server = await served(open())
    desk = deskOn(server, open())
    nadia = await server.agent('volunteer', 'Nadia')
    jules = await server.agent('volunteer', 'Jules')
    await desk.mailbox()
  })
  afterAll(() => server.stop())

  const reply = (ticketId: number, parts: Record<string, unknown> = {}, { cookie = nadia.cookie, status = 201 } = {}) =>
    desk.ask<SentAnswer>(`/tickets/${ticketId}/replies`, { cookie, status, body: { text: 'Bonjour Claire', to: [claire], seenVersion: 1, ...parts } })
  const stored = (id: number) => open().reader('tickets').where({ id }).first<Record<string, unknown>>('status', 'assignee_id', 'waiting_since', 'message_count', 'version')
  const mailOf = async (ticketId: number) => {
    const [mail] = await desk.mails(ticketId)
    if (!mail) throw new Error('No mail')
    return { ...mail, letter: JSON.parse(mail.letter) as Letter }
  }

  describe('a reply', () => {
    test('is on the ticket at once, and held in the outbox for ten seconds', async () => {
      const { id } = await desk.ticket()
      const before = Date.now()
      const { ticket, messageId } = await reply(id)
      expect(ticket).toMatchObject({ status: 'waiting', waitingSince: null, assignee: { id: nadia.id } })
      const detail = await desk.detail(nadia.cookie, id)
      expect(detail.version).toBe(2)
      expect(detail.messages.at(-1)).toMatchObject({ id: messageId, kind: 'reply', text: 'Bonjour Claire', to: [claire], sending: { state: 'held', hold: 'undo', deliveries: [{ address: claire.address, state: 'pending' }] } })
      const { heldUntil } = await mailOf(id)
      expect(heldUntil).toBeGreaterThanOrEqual(before + UNDO_MS)
      expect(await desk.deeds(id)).toContain('ticket.replied')
      await desk.expectTrueCounts()
    })

    test('says whose it is and leads answers back', async () => {
      const { id } = await desk.ticket()
      const { messageId } = await reply(id)
      const { letter, messageId: rfcId, subject } = await mailOf(id)
      expect(subject).toBe('Re: Quota dépassé')
      expect(readOwnId(rfcId, signer)).toEqual({ ticketId: id, sideId: null, messageId })
      expect(letter).toMatchObject({ from: { address: 'aide@coop.example', name: 'Aide' }, inReplyTo: `<${id}@pieds.example>`, references: [`<${id}@pieds.example>`] })
      expect(readAnswerAddress(letter.replyTo ?? '', signer)).toEqual({ ticketId: id, sideId: null })
      expect(letter.text).toContain('L’équipe')
      expect(await open().reader('thread_ids').where({ hash: hashOf(rfcId) }).first('ticket_id')).toMatchObject({ ticket_id: id })
    })

    test('to a message without a subject has one', async () => {
      const { id, reference } = await desk.ticket({ subject: '' })
      await reply(id)
      expect((await mailOf(id)).subject).toBe(`Votre demande ${reference}`)
    })

    test.each(['o&a@asso.example', 'été@asso.example', 'zoe@münchen.example', 'zoe@xn--mnchen-3ya.xn--p1ai', 'zoe/site=perso@web.example', 'zoe.@web.example'])('reaches %s, who wrote to us', async (address) => {
      const { id } = await desk.ticket({}, address)
      await reply(id, { to: (await desk.detail(nadia.cookie, id)).recipients.to })
      expect((await mailOf(id)).letter.to).toMatchObject([{ address }])
    })

    test.each(['zoe', 'zoe@web', 'zoe@web..example', 'zoe@web.example, tom@web.example', '<zoe@web.example>', 'zoe@web.example\r\nBcc: tom@web.example', '"zoe"@web.example'])('does not go to %j', async (address) => {
      const { id } = await desk.ticket()
      await reply(id, { to: [{ address, name: '' }] }, { status: 422 })
    })

    test('cannot smuggle HTML', async () => {
      const { id } = await desk.ticket()
      await reply(id, { text: '<script>alert(1)</script>' })
      const { letter } = await mailOf(id)
      expect(letter.html).not.toContain('<script>')
      expect(letter.text).toContain('<script>alert(1)</script>')
    })

    test('makes whoever gets it part of the conversation', async () => {
      const { id } = await desk.ticket()
      await reply(id, { cc: [{ address: 'Tom@web.example', name: 'Tom' }] })
      const { participants } = await desk.detail(nadia.cookie, id)
      expect(participants.map(({ address }) => address)).toEqual(['claire@pieds.example', 'tom@web.example'])
    })

    test('does not go to ourselves', async () => {
      const { id } = await desk.ticket()
      for (const address of ['AIDE@coop.example', answerAddress('aide@coop.example', { ticketId: id, sideId: null }, signer)]) {
        expect(await reply(id, { cc: [{ address, name: '' }] }, { status: 422 })).toMatchObject({ code: 'invalid' })
      }
      expect(await desk.mails(id)).toEqual([])
    })

    test.each([{ to: [] }, { to: [{ address: 'nobody', name: '' }] }, { text: '  ' }, { status: 'closed' }, { sendAt: 5 }, { to: [{ address: 'a@b.example\r\nBcc: x@y.example', name: '' }] }])('is refused with %j', async (parts) => {
      const { id } = await desk.ticket()
      await reply(id, parts, { status: 422 })
      expect(await stored(id)).toMatchObject({ message_count: 1, version: 1 })
    })
  })

  describe('on stale ground', () => {
    test('a reply is refused with what is new, and accepted by whoever has seen it', async () => {
      const { id } = await desk.ticket()
      await reply(id, { text: 'Jules répond' }, { cookie: jules.cookie })
      const refused = await desk.ask<Stale & { code: string }>(`/tickets/${id}/replies`, { cookie: nadia.cookie, status: 409, body: { text: 'Nadia aussi', to: [claire], seenVersion: 1 } })
      expect(refused).toMatchObject({ code: 'stale', version: 2, news: [{ kind: 'reply', author: 'Jules', preview: 'Jules répond' }] })
      expect(await desk.mails(id)).toHaveLength(1)
      await reply(id, { text: 'Nadia aussi', seenVersion: refused.version })
    })

    test('one’s own words and machines’ mail are no news', async () => {
      const { id } = await desk.ticket()
      await desk.ask(`/tickets/${id}/notes`, { cookie: nadia.cookie, status: 201, body: { text: 'note' } })
      await given(open()).message({ ticket_id: id, automatic: 'auto-replied', version: 3 })
      await reply(id)
    })

    test('of two replies written at the same moment, one is refused', async () => {
      const { id } = await desk.ticket()
      const send = (cookie: string) => server.send(`/api/tickets/${id}/replies`, { cookie, body: { text: 'Bonjour', to: [claire], seenVersion: 1 } })
      const statuses = (await Promise.all([send(nadia.cookie), send(jules.cookie)])).map(({ status }) => status)
      expect(statuses.sort()).toEqual([201, 409])
      expect(await desk.mails(id)).toHaveLength(1)
    })
  })

  describe('undone', () => {
    test('a reply never leaves, the ticket stands as before, and the words are a draft', async () => {
      const { id } = await desk.ticket()
      const was = await stored(id)
      const upload = await desk.ask<{ id: number }>('/uploads?filename=capture.png&type=image/png', { cookie: nadia.cookie, status: 201, method: 'POST', body: 'octets', headers: { 'content-type': 'application/octet-stream' } })
      const { messageId } = await reply(id, { uploads: [upload.id], cc: [{ address: 'tom@web.example', name: 'Tom' }] })
      expect((await desk.detail(nadia.cookie, id)).messages.at(-1)?.attachments).toMatchObject([{ filename: 'capture.png', size: 6 }])

      const undone = await desk.ask<UndoAnswer>(`/messages/${messageId}/undo`, { cookie: nadia.cookie, method: 'POST' })
      expect(undone).toMatchObject({ kind: 'reply', content: { text: 'Bonjour Claire', to: [claire], cc: [{ address: 'tom@web.example' }], uploads: [{ filename: 'capture.png' }] } })
      expect(await stored(id)).toEqual({ ...was, version: 3 })
      const detail = await desk.detail(nadia.cookie, id)
      expect(detail.messages).toHaveLength(1)
      expect(detail.participants.map(({ address }) => address)).toEqual(['claire@pieds.example'])
      expect((await desk.mails(id))[0]).toMatchObject({ state: 'cancelled' })
      await desk.expectTrueCounts()

      // And sent after all.
      await reply(id, { uploads: undone.content.uploads.map(({ id }) => id), seenVersion: detail.version })
      expect((await desk.mails(id)).map(({ state }) => state)).toEqual(['cancelled', 'held'])
    })

    test('what is on its way already is not taken back', async () => {
      const { id } = await desk.ticket()
      const { messageId } = await reply(id)
      await open().transaction(db => db('outbox').where({ ticket_id: id }).update({ state: 'queued' }))
      expect(await desk.ask(`/messages/${messageId}/undo`, { cookie: nadia.cookie, method: 'POST', status: 409 })).toMatchObject({ code: 'conflict' })
      expect(await stored(id)).toMatchObject({ message_count: 2 })
    })

    test('what somebody may have got is not taken back, though it is held again', async () => {
      const { id } = await desk.ticket()
      const { messageId } = await reply(id, { cc: [{ address: 'tom@web.example', name: 'Tom' }] })
      // Tom’s server wanted it later, and the installation went on trial before that.
      const held = { state: 'held', hold: 'trial', held_until: null, next_attempt_at: null }
      await open().transaction(db => db('outbox').where({ ticket_id: id }).update({ ...held, first_attempt_at: Date.now(), attempts: 1 }))
      await desk.ask(`/messages/${messageId}/undo`, { cookie: nadia.cookie, method: 'POST', status: 409 })
      // The same once somebody has had it tried anew.
      await open().transaction(async (db) => {
        const mail = await db('outbox').where({ ticket_id: id }).first<{ id: number }>('id')
        await db('outbox').where({ id: mail.id }).update({ first_attempt_at: null, attempts: 0 })
        await db('outbox_attempts').insert({ outbox_id: mail.id, at: Date.now(), server: 'mx', address: claire.address, result: 'sent', answer: '250 Ok' })
      })
      await desk.ask(`/messages/${messageId}/undo`, { cookie: nadia.cookie, method: 'POST', status: 409 })
      expect(await stored(id)).toMatchObject({ message_count: 2 })
    })

    test('a member’s message is not', async () => {
      const { firstMessageId } = await desk.ticket()
      await desk.ask(`/messages/${firstMessageId}/undo`, { cookie: nadia.cookie, method: 'POST', status: 404 })
    })
  })

  test('a reply waits for its hour, and leaves sooner when somebody says so', async () => {
    const { id } = await desk.ticket()
    const sendAt = Date.now() + 3_600_000
    const { messageId } = await reply(id, { sendAt })
    expect(await mailOf(id)).toMatchObject({ hold: 'scheduled', heldUntil: sendAt })
    const pressed = Date.now()
    await desk.ask(`/messages/${messageId}/send-now`, { cookie: jules.cookie, method: 'POST' })
    expect((await mailOf(id)).heldUntil).toBeGreaterThanOrEqual(pressed)
    expect((await mailOf(id)).heldUntil).toBeLessThanOrEqual(Date.now())
    // Whoever wrote it says yes to it as well.
    await desk.ask(`/messages/${messageId}/send-now`, { cookie: nadia.cookie, method: 'POST' })
    expect(await mailOf(id)).toMatchObject({ state: 'held', heldUntil: null })
  })

  test.each(['trial', 'no-server', 'stale'])('what waits for a person (%s) is not let go by passing the outbox', async (hold) => {
    const { id } = await desk.ticket()
    const { messageId } = await reply(id)
    await open().transaction(db => db('outbox').where({ ticket_id: id }).update({ hold, held_until: null, next_attempt_at: null }))
    await desk.ask(`/messages/${messageId}/send-now`, { cookie: jules.cookie, method: 'POST', status: 409 })
    expect((await desk.mails(id))[0]).toMatchObject({ state: 'held', hold })
  })

  describe('a draft', () => {
    const drafts = (ticketId: number, cookie = nadia.cookie) => desk.ask<{ drafts: { kind: string, content: { text: string } }[] }>(`/tickets/${ticketId}/drafts`, { cookie })
    const save = (ticketId: number, revision: number, text: string | null) =>
      desk.ask(`/tickets/${ticketId}/drafts/reply`, { cookie: nadia.cookie, method: 'PUT', body: { revision, content: text === null ? null : { text } } })

    test('is kept for whoever writes it, and for nobody else', async () => {
      const { id } = await desk.ticket()
      await save(id, 1, 'Bonj')
      await save(id, 3, 'Bonjour')
      await save(id, 2, 'Bonjo')
      expect((await drafts(id)).drafts).toMatchObject([{ kind: 'reply', content: { text: 'Bonjour' } }])
      expect((await drafts(id, jules.cookie)).drafts).toEqual([])
      await save(id, 4, null)
      expect((await drafts(id)).drafts).toEqual([])
    })

    test('that was sent is not brought back by a saving that comes late', async () => {
      const { id } = await desk.ticket()
      const revision = Date.now()
      await save(id, revision, 'Bonjour')
      await reply(id, { revision })
      await save(id, revision - 1, 'Bonjou')
      await save(id, revision, 'Bonjour')
      expect((await drafts(id)).drafts).toEqual([])
      await save(id, revision + 1, 'PS')
      expect((await drafts(id)).drafts).toHaveLength(1)
    })

    test('of something else is left alone by whoever sends without one', async () => {
      const { id } = await desk.ticket()
      await save(id, 5, 'Autre chose')
      await reply(id)
      expect((await drafts(id)).drafts).toHaveLength(1)
    })

    test('may stand on a ticket that does not exist yet', async () => {
      await desk.ask('/tickets/0/drafts/opening', { cookie: nadia.cookie, method: 'PUT', body: { revision: 1, content: { text: 'Au téléphone', subject: 'Panne' } } })
      expect((await drafts(0)).drafts).toMatchObject([{ kind: 'opening', content: { subject: 'Panne' } }])
    })

    test('of an unknown kind is refused', () => desk.ask('/tickets/1/drafts/nonsense', { cookie: nadia.cookie, method: 'PUT', status: 422, body: { revision: 1, content: null } }))
  })

  describe('a file', () => {
    const bring = (query: string, body: string, status = 201) => desk.ask<{ id: number, filename: string, size: number }>(`/uploads?${query}`, { cookie: nadia.cookie, status, method: 'POST', body, headers: { 'content-type': 'application/octet-stream' } })

    test('is not sent by anybody but who brought it', async () => {
      const { id } = await desk.ticket()
      const upload = await bring('filename=a.txt&type=text/plain', 'a')
      await reply(id, { uploads: [upload.id] }, { cookie: jules.cookie, status: 422 })
      await reply(id, { uploads: [upload.id] })
    })

    test('has a harmless name', async () => expect(await bring(`filename=${encodeURIComponent('../../etc/\u202Egnp.exe')}&type=x`, 'a')).toMatchObject({ filename: 'gnp.exe' }))
    test('may not be too large', () => bring('filename=a&type=text/plain', 'x'.repeat(18_000_001), 422))
  })

  describe('somebody else is asked', () => {
    test('beside the conversation: the member takes no part in it', async () => {
      const { id } = await desk.ticket()
      const gandi = { address: 'support@registrar.example', name: 'Gandi' }
      await desk.ask(`/tickets/${id}/questions`, { cookie: nadia.cookie, status: 201, body: { text: 'Le domaine est-il bloqué ?', subject: 'pieds.example', to: [gandi] } })
      const detail: TicketDetail = await desk.detail(nadia.cookie, id)
      expect(detail.sides).toMatchObject([{ subject: 'pieds.example', participants: [{ address: gandi.address }] }])
      expect(detail.participants.map(({ address }) => address)).toEqual(['claire@pieds.example'])
      expect(detail.messages.at(-1)).toMatchObject({ kind: 'reply', sideId: detail.sides[0]?.id })
      expect(detail.recipients).toEqual({ to: [claire], cc: [] })
      expect(detail.ticket.status).toBe('new')
      const { kind, letter, messageId } = await mailOf(id)
      expect(kind).toBe('question')
      expect(letter.references).toEqual([])
      expect(readAnswerAddress(letter.replyTo ?? '', signer)).toEqual({ ticketId: id, sideId: detail.sides[0]?.id })

      // A second question goes on from the first, never from what the member wrote.
      await desk.ask(`/tickets/${id}/questions`, { cookie: nadia.cookie, status: 201, body: { text: 'Alors ?', sideId: detail.sides[0]?.id, to: [gandi] } })
      const second = (await desk.mails(id))[1]
      expect(second?.subject).toBe('Re: pieds.example')
      expect((JSON.parse(second?.letter ?? '') as Letter).references).toEqual([messageId])
    })

    test('needs a subject, and a side thread of this ticket', async () => {
      const [{ id }, other] = [await desk.ticket(), await desk.ticket()]
      const body = { text: 'Allô ?', to: [claire] }
      await desk.ask(`/tickets/${id}/questions`, { cookie: nadia.cookie, status: 422, body })
      await desk.ask(`/tickets/${other.id}/questions`, { cookie: nadia.cookie, status: 201, body: { ...body, subject: 's' } })
      const [side] = (await desk.detail(nadia.cookie, other.id)).sides
      await desk.ask(`/tickets/${id}/questions`, { cookie: nadia.cookie, status: 404, body: { ...body, sideId: side?.id } })
    })
  })

  describe('a stranger', () => {
    async function withStranger() {
      const { id } = await desk.ticket()
      const message = await given(open()).message({ ticket_id: id, from_address: 'Tom@web.example', pending: 1 })
      await open().transaction(db => db('participants').insert({ ticket_id: id, kind: 'address', address: 'tom@web.example', name: 'Tom', pending: true }))
      return { id, messageId: message.id }
    }
    const judge = (id: number, accepted: boolean, status = 200) => desk.ask(`/tickets/${id}/participants`, { cookie: nadia.cookie, status, body: { address: 'tom@web.example', accepted } })

    test('gets nothing until an agent says yes', async () => {
      const { id, messageId } = await withStranger()
      expect((await desk.detail(nadia.cookie, id)).recipients.cc).toEqual([])
      await judge(id, true)
      const detail = await desk.detail(nadia.cookie, id)
      expect(detail.recipients.cc).toEqual([{ address: 'tom@web.example', name: 'Tom' }])
      expect(detail.messages.find(message => message.id === messageId)?.pending).toBe(false)
    })

    test('whose address differs from a member’s by an accent stays one when the member is answered, and when the member is said yes to', async () => {
      const { id } = await withStranger()
      const lookalike = { ticket_id: id, kind: 'address', address: 'claire@piéds.example', name: 'Claire', pending: true }
      await open().transaction(db => db('participants').insert([lookalike, { ...lookalike, address: 'tom@wéb.example' }]))
      await reply(id)
      await judge(id, true)
      expect((await desk.detail(nadia.cookie, id)).participants.filter(({ pending }) => pending).map(({ address }) => address)).toEqual(['claire@piéds.example', 'tom@wéb.example'])
    })

    test('who writes under a member’s name is believed message by message', async () => {
      const { id } = await desk.ticket()
      const forged = async () => (await given(open()).message({ ticket_id: id, from_address: 'claire@pieds.example', pending: 1, problems: '["sender-not-authenticated"]' })).id
      const [one, other] = [await forged(), await forged()]
      const waiting = async () => (await desk.detail(nadia.cookie, id)).messages.filter(({ pending }) => pending).map(message => message.id)
      await reply(id)
      expect(await waiting()).toEqual([one, other])
      await desk.ask(`/tickets/${id}/participants`, { cookie: nadia.cookie, body: { address: 'claire@pieds.example', accepted: true } })
      expect(await waiting()).toEqual([one, other])
      await desk.ask(`/tickets/${id}/participants`, { cookie: nadia.cookie, body: { address: 'claire@pieds.example', accepted: true, messageId: other } })
      expect(await waiting()).toEqual([one])
    })

    test('stays one after a no', async () => {
      const { id, messageId } = await withStranger()
      await judge(id, false)
      const detail = await desk.detail(nadia.cookie, id)
      expect(detail.participants.map(({ address }) => address)).toEqual(['claire@pieds.example'])
      expect(detail.messages.find(message => message.id === messageId)?.pending).toBe(true)
      await judge(id, false, 404)
    })
  })

  test('a ticket that a colleague forwarded becomes its author’s', async () => {
    const { id } = await desk.ticket({}, (await given(open()).agent({ email: 'collegue@coop.example' })).email)
    await desk.ask(`/tickets/${id}/requester`, { cookie: nadia.cookie, body: claire })
    const detail = await desk.detail(nadia.cookie, id)
    expect(detail.ticket.requester).toEqual(claire)
    expect(detail.participants.map(({ address }) => address)).toEqual(['claire@pieds.example'])
    expect(detail.recipients).toEqual({ to: [claire], cc: [] })
  })

  test('nobody writes as long as no mailbox may send', async () => {
    const { id } = await desk.ticket()
    await open().transaction(db => db('mailboxes').update({ from_address: null, username: 'aide' }))
    expect((await desk.detail(nadia.cookie, id)).sender).toBeNull()
    expect(await reply(id, {}, { status: 409 })).toMatchObject({ code: 'conflict' })
    await open().transaction(db => db('mailboxes').update({ from_address: 'aide@coop.example' }))
  })
})
