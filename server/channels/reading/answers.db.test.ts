import { randomBytes } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { mailParser } from '../../adapters/mail-parser.ts'
import { answerAddress, bounceAddress, readAnswerAddress } from '../../outbox/own-address.ts'
import { ownId, readOwnId } from '../../outbox/own-id.ts'
import type { Letter } from '../../outbox/outgoing.ts'
import type { Database } from '../../platform/db.ts'
import { eachEngine } from '../../testing/databases.ts'
import { startDovecot, type DovecotServer } from '../../testing/dovecot.ts'
import { eml } from '../../testing/eml.ts'
import { given } from '../../testing/given.ts'
import { readingOn } from '../../testing/reading.ts'
import { isPortalKey } from '../../tickets/portal-key.ts'
import { readToEnd } from './actions/follow.ts'
import { takeIn } from './actions/take-in.ts'

let dovecot: DovecotServer
const parser = mailParser({ threads: 1 })
beforeAll(async () => { dovecot = await startDovecot() })
afterAll(async () => {
  await dovecot.stop()
  await parser.close()
})

const SUPPORT = 'support@coop.example'
const CLAIRE = 'claire@asso.example'

/** A message as our server hands it over: below what it writes itself. */
const vouched = (values: Parameters<typeof eml>[0] = {}, results = 'dmarc=pass header.from=asso.example') =>
  `Authentication-Results: mx.coop.example; ${results}\r\n${eml({ date: new Date().toUTCString(), ...values })}`

type Row = Record<string, unknown>

eachEngine('answers', (open) => {
  let here: ReturnType<typeof readingOn>
  let user = ''
  let mailboxId = 0
  const signer = () => here.following.signer
  const rows = async (table: string, where: Row = {}) => await open().reader(table).where(where).orderBy('id').select<Row[]>()
  const arrives = async (...mails: string[]) => {
    dovecot.deliver(user, mails)
    return readToEnd(here.following, mailboxId)
  }
  const mailbox = (values: Row) => open().transaction(db => db('mailboxes').where({ id: mailboxId }).update(values))
  const only = async (table: string, where: Row = {}) => (await rows(table, where))[0] ?? {}

  beforeEach(async () => {
    await emptied(open())
    user = `u${randomBytes(6).toString('hex')}`
    here = readingOn(open(), parser)
    mailboxId = await here.addMailbox(dovecot.url(user))
    // Added a while ago: what arrives from now on is no history.
    await mailbox({ from_address: SUPPORT, from_name: 'La coop', bounce_address: 'retours@coop.example', authserv_id: 'mx.coop.example', created_at: Date.now() - 60_000 })
  })
  afterEach(() => here.close())

  describe('a new ticket is acknowledged', () => {
    test('once, in its author’s language, with its reference and link, and without a word of theirs', async () => {
      await arrives(vouched({ id: 'q1@asso.example', from: '"Achetez ici" <claire@asso.example>', subject: 'SECRET', text: 'Bonjour, je ne reçois plus mes mails, ceci est un SECRET.' }))
      const ticket = await only('tickets')
      expect(ticket).toMatchObject({ mailbox_id: mailboxId, locale: 'fr', version: 1 })
      const [mail, ...others] = await rows('outbox')
      expect(others).toEqual([])
      expect(mail).toMatchObject({ kind: 'acknowledgement', state: 'queued', ticket_id: ticket['id'], mailbox_id: mailboxId, stored_message_id: null })
      const letter = JSON.parse(String(mail?.['letter'])) as Letter
      expect(letter).toMatchObject({ from: { address: SUPPORT, name: 'La coop' }, to: [{ address: CLAIRE, name: '' }], cc: [], inReplyTo: '<q1@asso.example>', references: ['<q1@asso.example>'] })
      expect(readAnswerAddress(letter.replyTo ?? '', signer())).toEqual({ ticketId: ticket['id'], sideId: null })
      expect(readOwnId(String(mail?.['message_id']), signer())).toEqual({ ticketId: ticket['id'], sideId: null, messageId: mail?.['id'] })
      expect(`${letter.subject} ${letter.text} ${letter.html}`).not.toMatch(/SECRET|Achetez/)
      const [, reference, key = ''] = /https:\/\/aide\.coop\.example\/aide\/([\w-]+)\/(\w+)/.exec(letter.text) ?? []
      expect(reference).toBe(ticket['reference'])
      expect(isPortalKey({ ticketId: Number(ticket['id']), address: CLAIRE }, key, signer())).toBe(true)
      expect(isPortalKey({ ticketId: Number(ticket['id']), address: 'tom@else.example' }, key, signer())).toBe(false)
    })

    test('and the answer to the acknowledgement joins it, by its Message-ID alone', async () => {
      await arrives(vouched())
      const { message_id: ours, ticket_id: ticketId } = await only('outbox')
      expect(await arrives(vouched({ inReplyTo: String(ours).slice(1, -1), text: 'Merci' }))).toMatchObject({ joined: 1 })
      expect(await rows('tickets')).toHaveLength(1)
      expect((await rows('messages', { ticket_id: ticketId })).map(({ pending, version }) => [Boolean(pending), version])).toEqual([[false, 1], [false, 2]])
      expect(await rows('outbox')).toHaveLength(1)
    })

    test('not by a mailbox that has just been filled with what was there before', async () => {
      await mailbox({ created_at: Date.now() + 60_000 })
      await arrives(vouched(), vouched())
      expect([(await rows('tickets')).length, (await rows('outbox')).length]).toEqual([2, 0])
    })

    test.each<[string, string]>([
      ['nothing vouches for', eml({ date: new Date().toUTCString() })],
      ['is forged', vouched({}, 'dmarc=fail header.from=asso.example')],
      ['forges our server’s word', eml({ date: new Date().toUTCString(), headers: ['Received: from x by y', 'Authentication-Results: mx.coop.example; dmarc=pass header.from=asso.example'] }).replace(/^/, 'Authentication-Results: mx.coop.example; dmarc=none\r\n')],
      ['is a robot', vouched({ headers: ['Auto-Submitted: auto-generated'] })],
      ['asks for none', vouched({ headers: ['X-Auto-Response-Suppress: OOF'] })],
    ])('not to somebody who %s', async (_who, raw) => {
      await arrives(raw)
      expect(await rows('outbox')).toEqual([])
    })

    test('three times an hour at most to one address, in one batch or in several', async () => {
      await arrives(...Array.from({ length: 2 }, () => vouched()))
      await arrives(...Array.from({ length: 5 }, () => vouched()), vouched({ from: 'benoit@asso.example' }))
      expect(await rows('tickets')).toHaveLength(8)
      expect((await rows('deliveries')).map(({ address }) => address)).toEqual([CLAIRE, CLAIRE, CLAIRE, 'benoit@asso.example'])
    })

    test('once, when it was written to two of our mailboxes', async () => {
      const other = await here.addMailbox(dovecot.url(`${user}b`))
      await open().transaction(db => db('mailboxes').where({ id: other }).update({ from_address: 'bureau@coop.example', authserv_id: 'mx.coop.example', created_at: Date.now() - 60_000 }))
      const raw = vouched({ to: `${SUPPORT}, bureau@coop.example` })
      dovecot.deliver(`${user}b`, raw)
      expect([await arrives(raw), await readToEnd(here.following, other)]).toMatchObject([{ opened: 1 }, { duplicate: 1 }])
      expect(await rows('outbox')).toMatchObject([{ mailbox_id: mailboxId }])
      expect((await rows('participants')).map(({ address }) => address)).toEqual([CLAIRE])
    })

    test('by our SMTP port too, for the mailbox it was meant for', async () => {
      await takeIn(here.following, [{ source: 'smtp', envelope: { from: CLAIRE, to: [SUPPORT] }, bytes: Buffer.from(vouched()) }])
      expect(await rows('outbox')).toMatchObject([{ mailbox_id: mailboxId }])
      await takeIn(here.following, [{ source: 'demo', envelope: { from: null, to: ['aide@demo.example'] }, bytes: Buffer.from(vouched()) }])
      expect(await rows('outbox')).toHaveLength(1)
    })
  })

  describe('a message finds its ticket', () => {
    const opened = async () => {
      await arrives(vouched({ id: 'first@asso.example' }))
      return await only('tickets') as Row & { id: number, reference: string }
    }
    const token = (ticketId: number, sideId: number | null = null) => answerAddress(SUPPORT, { ticketId, sideId }, signer())
    const last = async () => (await rows('messages')).at(-1) ?? {}

    test('by a token where it was delivered, which is not stored', async () => {
      const { id } = await opened()
      await arrives(vouched({ headers: [`X-Original-To: ${token(id)}`], to: `Aide <${token(id)}>`, text: 'Oui' }))
      const message = await last()
      expect(message).toMatchObject({ ticket_id: id, version: 2 })
      expect(JSON.parse(String(message['recipients']))).toEqual({ to: [{ address: SUPPORT, name: 'Aide' }], cc: [] })
      expect((await rows('participants')).map(({ address }) => address)).toEqual([CLAIRE])
    })

    test('of a ticket that was merged, in the one it went into', async () => {
      const [there, gone, between] = [await opened(), await given(open()).ticket(), await given(open()).ticket()]
      await open().transaction(async (db) => {
        await db('tickets').where({ id: gone.id }).update({ status: 'merged', merged_into_id: between.id })
        await db('tickets').where({ id: between.id }).update({ status: 'merged', merged_into_id: there.id })
      })
      await arrives(vouched({ to: token(gone.id), text: 'Oui' }))
      expect(await last()).toMatchObject({ ticket_id: there.id, version: 2 })
      await arrives(vouched({ subject: `Re: ${between.reference}`, text: 'Par la référence' }))
      expect(await last()).toMatchObject({ ticket_id: there.id, version: 3 })
    })

    test('by a reference only when its author is proved, else it seems to be about it', async () => {
      const { id, reference } = await opened()
      await arrives(eml({ subject: `[#${reference}] suite`, text: 'Qui suis-je ?' }))
      expect((await rows('tickets')).at(-1)).toMatchObject({ related_id: id })
      await arrives(vouched({ subject: `[#${reference}] suite`, text: 'C’est moi' }))
      expect(await last()).toMatchObject({ ticket_id: id, version: 2 })
    })

    test('forwarded to a stranger or forged, it waits, and says why', async () => {
      const { id } = await opened()
      await arrives(vouched({ from: 'tom@else.example', to: token(id), text: 'Et moi ?' }, 'dmarc=pass header.from=else.example'))
      await arrives(vouched({ to: token(id), text: 'Faux' }, 'dmarc=fail header.from=asso.example'))
      const [, tom, forged] = await rows('messages', { ticket_id: id })
      expect([Boolean(tom?.['pending']), tom?.['problems']]).toEqual([true, null])
      expect([Boolean(forged?.['pending']), forged?.['problems']]).toEqual([true, '["sender-not-authenticated"]'])
      expect((await here.intakes(mailboxId)).map(({ reason }) => reason)).toEqual(['new', 'sender-not-in-ticket', 'sender-not-authenticated'])
    })

    test('beside the conversation, when it answers what was asked there', async () => {
      const { id } = await opened()
      const before = await open().transaction(async (db) => {
        await db('tickets').where({ id }).update({ status: 'on-hold', waiting_since: null, activity_at: 1 })
        await db('participants').insert({ ticket_id: id, side_id: 7, kind: 'address', address: 'tech@host.example', name: '', pending: false })
        return db('tickets').where({ id }).first<Row>('preview', 'requester_address')
      })
      await arrives(vouched({ from: 'tech@host.example', to: token(id, 7), id: 'side@host.example', text: 'Réparé' }))
      expect(await last()).toMatchObject({ ticket_id: id, side_id: 7 })
      expect(await only('tickets', { id })).toMatchObject({ ...before, status: 'open', waiting_since: null, message_count: 2, version: 2 })
      await arrives(vouched({ from: 'tech@host.example', inReplyTo: 'side@host.example', text: 'Encore' }))
      expect(await last()).toMatchObject({ side_id: 7 })
      await arrives(vouched({ inReplyTo: 'side@host.example', text: 'Moi, la membre' }))
      const hers = await last()
      expect([hers['side_id'], Boolean(hers['pending'])]).toEqual([7, true])
    })

    test('a ticket solved before is open again, and no longer solved', async () => {
      const { id } = await opened()
      await open().transaction(db => db('tickets').where({ id }).update({ status: 'solved', solved_at: 5 }))
      await arrives(vouched({ inReplyTo: 'first@asso.example', text: 'Hélas' }))
      expect(await only('tickets', { id })).toMatchObject({ status: 'open', solved_at: null })
    })

    test('two tickets that become one go on counting', async () => {
      await arrives(vouched({ id: 'top@x' }))
      await arrives(vouched({ id: 'low@x', inReplyTo: 'mid@x', text: 'En bas' }), vouched({ id: 'lower@x', inReplyTo: 'low@x', text: 'Plus bas' }))
      await arrives(vouched({ id: 'mid@x', inReplyTo: 'top@x', text: 'Au milieu' }))
      const messages = await rows('messages')
      expect(new Set(messages.map(({ ticket_id }) => ticket_id)).size).toBe(1)
      expect(messages.map(({ version }) => Number(version)).sort()).toEqual([1, 2, 3, 4])
      expect(await only('tickets', { id: messages[0]?.['ticket_id'] })).toMatchObject({ version: 4 })
    })
  })

  test('what an agent forwards is a ticket of its author, whom nobody acknowledges', async () => {
    const agent = await given(open()).agent({ email: `alice-${user}@coop.example` })
    const forwarded = ['Voici.', '', '---------- Forwarded message ---------', 'From: Claire <claire@asso.example>', 'Date: Sun, 22 Nov 2026 08:00:00 +0100', 'Subject: Mon site', 'To: alice@coop.example', '', 'Bonjour, mon site est tombé.'].join('\r\n')
    const raw = (results: string) => vouched({ from: agent.email, subject: 'Fwd: Mon site', text: forwarded }, results)
    await arrives(raw('dkim=pass header.d=coop.example'), raw('none'))
    const [hers, unproved] = await rows('tickets')
    expect([hers?.['requester_address'], unproved?.['requester_address']]).toEqual([CLAIRE, agent.email])
    expect((await rows('participants', { ticket_id: hers?.['id'] })).map(({ address }) => address)).toEqual([CLAIRE])
    expect((await rows('messages')).map(({ forwarded_from }) => JSON.parse(String(forwarded_from)) as unknown)).toEqual([{ address: CLAIRE, name: 'Claire' }, { address: CLAIRE, name: 'Claire' }])
    expect(await rows('outbox')).toEqual([])
  })

  describe('a mail of ours that comes back', () => {
    const sent = async () => {
      await arrives(vouched())
      const [mail, delivery] = [await only('outbox'), await only('deliveries')]
      await open().transaction(async (db) => {
        await db('outbox').where({ id: mail['id'] }).update({ state: 'sent' })
        await db('deliveries').where({ id: delivery['id'] }).update({ state: 'sent' })
      })
      return { ticketId: Number(mail['ticket_id']), outboxId: Number(mail['id']), deliveryId: Number(delivery['id']), messageId: String(mail['message_id']) }
    }
    const words = 'I could not deliver it.\r\n\r\n<claire@asso.example>: 550 5.1.1 no such user'
    const bounce = (values: Parameters<typeof eml>[0]) => eml({ from: 'MAILER-DAEMON@mx.asso.example', subject: 'Undelivered Mail Returned to Sender', ...values })

    test.each(['its return path', 'our Message-ID'])('is noted with its delivery, and on its ticket, by %s', async (how) => {
      const { ticketId, outboxId, deliveryId, messageId } = await sent()
      const path = bounceAddress('retours@coop.example', { ticketId, outboxId, deliveryId }, signer())
      await arrives(how === 'its return path' ? bounce({ to: path, text: words }) : bounce({ text: `${words}\r\n\r\n------ This is a copy of the message ------\r\nMessage-ID: ${messageId}` }))
      expect(await only('deliveries', { id: deliveryId })).toMatchObject({ state: 'bounced' })
      expect(String((await only('deliveries', { id: deliveryId }))['answer'])).toContain('no such user')
      expect((await rows('messages', { ticket_id: ticketId })).map(({ automatic, pending }) => [automatic, Boolean(pending)])).toEqual([[null, false], ['bounce', false]])
    })

    test('forged, it is nothing', async () => {
      const { deliveryId } = await sent()
      await arrives(bounce({ to: 'retours+b1.2.3.aaaaaaaaaaaaaaaa@coop.example', text: `${words}\r\n\r\nMessage-ID: ${ownId({ ticketId: 1, sideId: null, messageId: 2 }, { ...signer(), sign: () => 'a'.repeat(16) }, 'coop.example')}` }))
      expect(await only('deliveries', { id: deliveryId })).toMatchObject({ state: 'sent' })
    })
  })
})

async function emptied(database: Database) {
  const tables = ['intakes', 'mailboxes', 'thread_ids', 'attachments', 'messages', 'participants', 'ticket_counts', 'tickets', 'events', 'deliveries', 'outbox', 'failing_addresses', 'taken_in']
  await database.transaction(async (db) => { for (const table of tables) await db(table).delete() })
}
