import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { mailParser } from '../../adapters/mail-parser.ts'
import { bounceAddress } from '../../outbox/own-address.ts'
import { eachEngine } from '../../testing/databases.ts'
import { eml } from '../../testing/eml.ts'
import { readingOn } from '../../testing/reading.ts'
import { takeIn } from '../reading/actions/take-in.ts'

const parser = mailParser({ threads: 1 })
afterAll(() => parser.close())

const SUPPORT = 'support@coop.example'
const CLAIRE = 'claire@asso.example'
type Row = Record<string, unknown>

eachEngine('a mail of ours that somebody speaks of', (open) => {
  let here: ReturnType<typeof readingOn>
  beforeEach(async () => {
    await open().transaction(async (db) => { for (const table of ['intakes', 'taken_in', 'mailboxes', 'thread_ids', 'messages', 'participants', 'ticket_counts', 'tickets', 'deliveries', 'outbox', 'outbox_attempts', 'failing_addresses']) await db(table).delete() })
    here = readingOn(open(), parser)
    const id = await here.addMailbox('imap://support%40coop.example:x@127.0.0.1:143/INBOX')
    await open().transaction(db => db('mailboxes').where({ id }).update({ from_address: SUPPORT, bounce_address: 'retours@coop.example', authserv_id: 'mx.coop.example', created_at: Date.now() - 86_400_000 }))
  })
  afterEach(() => here.close())

  const take = async (raw: string, { to = SUPPORT, deliveredAt = Date.now() } = {}) =>
    (await takeIn(here.following, [{ source: 'smtp', envelope: { from: null, to: [to] }, bytes: Buffer.from(raw), deliveredAt }]))[0]
  const proved = (values: Parameters<typeof eml>[0] = {}) => `Authentication-Results: mx.coop.example; dmarc=pass header.from=asso.example\r\n${eml({ date: new Date().toUTCString(), ...values })}`
  const rows = async (table: string, where: Row = {}) => await open().reader(table).where(where).orderBy(table === 'failing_addresses' ? 'at' : 'id').select<Row[]>()
  const told = async () => (await rows('audit', { did: 'ticket.address-failed' })).length

  /** Claire's ticket, and the acknowledgement that went to her. */
  async function acknowledged() {
    await take(proved({ text: 'Bonjour, mon site ne répond plus depuis ce matin.' }))
    const mail = (await rows('outbox')).at(-1)
    const delivery = (await rows('deliveries')).at(-1)
    await open().transaction(async (db) => {
      await db('outbox').where({ id: mail?.['id'] }).update({ state: 'sent' })
      await db('deliveries').where({ id: delivery?.['id'] }).update({ state: 'sent' })
    })
    return { ticketId: Number(mail?.['ticket_id']), outboxId: Number(mail?.['id']), deliveryId: Number(delivery?.['id']), messageId: String(mail?.['message_id']) }
  }
  type Sent = Awaited<ReturnType<typeof acknowledged>>
  const bounce = (sent: Sent, words = '550 5.1.1 no such user') => {
    const to = bounceAddress('retours@coop.example', sent, here.following.signer)
    return take(eml({ from: 'MAILER-DAEMON@mx.asso.example', subject: 'Undelivered Mail Returned to Sender', to, text: `I could not deliver it.\r\n\r\n<${CLAIRE}>: ${words}` }), { to })
  }
  /** Another mail of ours about the same ticket, to the same address. */
  async function another({ outboxId, ...sent }: Sent): Promise<Sent> {
    const [mail] = await rows('outbox', { id: outboxId })
    const next = { outboxId: outboxId + 1, deliveryId: sent.deliveryId + 1 }
    await open().transaction(async (db) => {
      await db('outbox').insert({ ...mail, id: next.outboxId, message_id: '<other@coop.example>' } as Row)
      await db('deliveries').insert({ id: next.deliveryId, outbox_id: next.outboxId, address: CLAIRE, state: 'sent' })
    })
    return { ...sent, ...next }
  }

  describe('comes back for good', () => {
    test('its address fails, in the words of its server; the agents of the ticket are told once, however much comes back', async () => {
      const before = await told()
      const sent = await acknowledged()
      await bounce(sent)
      expect(await rows('failing_addresses')).toMatchObject([{ address: CLAIRE, words: '<claire@asso.example>: 550 5.1.1 no such user' }])
      await bounce(sent)
      await bounce(await another(sent), '552 5.2.2 mailbox full')
      expect(await rows('failing_addresses')).toMatchObject([{ address: CLAIRE, words: '<claire@asso.example>: 552 5.2.2 mailbox full' }])
      expect(await told() - before).toBe(1)
    })

    test.each(['451 4.2.1 try again later', '552 5.3.4 message too big'])('but not when it is about the moment, or about the mail: %s', async (words) => {
      await bounce(await acknowledged(), words)
      expect(await rows('failing_addresses')).toEqual([])
    })

    test('no acknowledgement goes there, and whoever writes from there later, proved, has it again', async () => {
      await bounce(await acknowledged())
      const mails = async () => (await rows('outbox')).length
      const before = await mails()
      await take(proved({ subject: 'Avant', text: 'Ceci est parti avant que la boîte ne déborde.' }), { deliveredAt: Date.now() - 3_600_000 })
      await take(eml({ subject: 'Faux', text: 'Ceci ne vient peut-être pas d’elle, qui sait ?' }), { deliveredAt: Date.now() + 1000 })
      expect([await mails() - before, (await rows('failing_addresses')).length]).toEqual([0, 1])
      await take(proved({ subject: 'Après', text: 'Ma boîte est vidée, vous pouvez m’écrire.' }), { deliveredAt: Date.now() + 1000 })
      expect([await mails() - before, (await rows('failing_addresses')).length]).toEqual([1, 0])
    })
  })

  const report = (type: string, inside: string[]) => eml({ from: 'fbl@provider.example', subject: 'Report', headers: [`Content-Type: multipart/report; report-type=${type}; boundary=b`] })
    .replace(/Content-Type: text\/plain.*$/s, '').replace(/MIME-Version.*\r\n/, 'MIME-Version: 1.0\r\n\r\n') + inside.map(part => `--b\r\n${part}\r\n`).join('') + '--b--\r\n'
  const TEXT = 'Content-Type: text/plain\r\n\r\nThis is a report.'
  const FEEDBACK = 'Content-Type: message/feedback-report\r\n\r\nFeedback-Type: abuse\r\nUser-Agent: x/1\r\nVersion: 1'

  describe('is reported', () => {
    test.each<[string, string, (sent: Sent) => string]>([
      ['as spam, with the mail', 'complaint', ({ messageId }) => report('feedback-report', [TEXT, FEEDBACK, `Content-Type: message/rfc822\r\n\r\nMessage-ID: ${messageId}\r\nSubject: x\r\n\r\nBonjour`])],
      ['as spam, by its return path alone', 'complaint', sent => report('feedback-report', [TEXT, `${FEEDBACK}\r\nOriginal-Mail-From: <${bounceAddress('retours@coop.example', sent, here.following.signer)}>`])],
      ['as read', 'disposition-notification', ({ messageId }) => report('disposition-notification', [TEXT, `Content-Type: message/disposition-notification\r\n\r\nFinal-Recipient: rfc822;${CLAIRE}\r\nOriginal-Message-ID: ${messageId}\r\nDisposition: manual-action/MDN-sent-manually; displayed`])],
    ])('%s: on its ticket, waking nobody, never answered', async (_how, reason, raw) => {
      const sent = await acknowledged()
      await open().transaction(db => db('tickets').where({ id: sent.ticketId }).update({ status: 'solved', solved_at: 5 }))
      const before = (await rows('outbox')).length
      expect(await take(raw(sent))).toMatchObject({ state: 'joined', reason, ticketId: sent.ticketId })
      expect(await rows('tickets')).toMatchObject([{ status: 'solved', solved_at: 5 }])
      expect((await rows('messages')).at(-1)).toMatchObject({ automatic: reason })
      expect((await rows('messages')).map(({ pending }) => Boolean(pending))).toEqual([false, false])
      expect((await rows('outbox')).length).toBe(before)
    })

    test('of a mail that is none of ours: it is no ticket', async () => {
      expect(await take(report('feedback-report', [TEXT, FEEDBACK, 'Content-Type: message/rfc822\r\n\r\nMessage-ID: <a@b>\r\n\r\nx']))).toMatchObject({ state: 'ignored', reason: 'complaint' })
    })
  })
})
