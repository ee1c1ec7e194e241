import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { mailParser } from '../adapters/mail-parser.ts'
import { takeIn } from '../channels/reading/actions/take-in.ts'
import { signerOf } from '../platform/signing.ts'
import { eachEngine } from '../testing/databases.ts'
import { deskOn } from '../testing/desk.ts'
import { given } from '../testing/given.ts'
import { readingOn } from '../testing/reading.ts'
import { served, testSecrets } from '../testing/served.ts'
import { portalKey } from '../tickets/portal-key.ts'

const signer = signerOf(testSecrets.signingKey)
const CLAIRE = 'claire@pieds.example'
const parser = mailParser({ threads: 1 })
afterAll(() => parser.close())

eachEngine('the page of a member', (open) => {
  let server: Awaited<ReturnType<typeof served>>
  let desk: ReturnType<typeof deskOn>
  let reading: ReturnType<typeof readingOn>
  let cookie = ''

  beforeAll(async () => {
    reading = readingOn(open(), parser)
    server = await served(open(), { takeIn: mails => takeIn({ ...reading.following, signer }, mails) })
    desk = deskOn(server, open())
    cookie = (await server.agent('volunteer', 'Nadia')).cookie
    await desk.mailbox({ from_name: 'Aide Coop' })
  })
  afterAll(async () => {
    await server.stop()
    await reading.close()
  })

  const linkTo = ({ id, reference }: { id: number, reference: string }, address = CLAIRE) => `/aide/${reference}/${portalKey({ ticketId: id, address }, signer)}`
  const page = async (path: string, status = 200) => {
    const response = await server.send(path)
    expect(response.status).toBe(status)
    return { text: await response.text(), headers: response.headers }
  }
  const post = (path: string, fields: Record<string, string> = {}) =>
    server.send(path, { method: 'POST', body: new URLSearchParams(fields).toString(), headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' } })
  const say = async (ticketId: number, values: Record<string, unknown>) => given(open()).message({ ticket_id: ticketId, ...values })

  describe('shows', () => {
    test('what was said to the member, and nothing else', async () => {
      const ticket = await desk.ticket()
      await say(ticket.id, { kind: 'note', text: 'NOTE-INTERNE' })
      await say(ticket.id, { kind: 'reply', text: 'REPONSE-PARTIE', agent_id: 1 })
      await say(ticket.id, { text: 'ETRANGER', pending: 1, from_address: 'tom@web.example' })
      await say(ticket.id, { text: 'ROBOT', automatic: 'auto-replied' })
      await say(ticket.id, { text: 'A-COTE', side_id: 5 })
      await desk.ask(`/tickets/${ticket.id}/replies`, { cookie, status: 201, body: { text: 'REPONSE-RETENUE', to: [{ address: CLAIRE, name: '' }], seenVersion: 9 } })
      const { text, headers } = await page(linkTo(ticket))
      expect(text).toContain(ticket.reference)
      expect(text).toContain('REPONSE-PARTIE')
      expect(text).toContain('Aide Coop')
      for (const hidden of ['NOTE-INTERNE', 'ETRANGER', 'ROBOT', 'A-COTE', 'REPONSE-RETENUE', 'Nadia']) expect(text).not.toContain(hidden)
      expect(text).not.toContain('<script')
      expect([headers.get('cache-control'), headers.get('referrer-policy'), headers.get('x-robots-tag')]).toEqual(['no-store', 'no-referrer', 'noindex, nofollow'])
    })

    test('once what went to everybody on a list and to the member as well', async () => {
      const [source, ticket] = [await given(open()).source(), await desk.ticket()]
      await open().transaction(db => db('discussions').insert({ id: source.id, source_id: source.id, ticket_id: ticket.id, title: 'Panne', created_at: 1 }))
      await desk.ask(`/tickets/${ticket.id}/replies`, { cookie, status: 201, body: { text: 'A-TOUS', discussionId: source.id, alsoPrivate: true, to: [{ address: CLAIRE, name: '' }], seenVersion: 9 } })
      expect((await page(linkTo(ticket))).text).not.toContain('A-TOUS')
      await open().transaction(db => db('outbox').where({ ticket_id: ticket.id }).update({ state: 'sent' }))
      expect((await page(linkTo(ticket))).text.split('A-TOUS')).toHaveLength(2)
    })

    test('words as words', async () => {
      const ticket = await desk.ticket({ subject: '<img src=x onerror=alert(1)>' })
      await say(ticket.id, { text: '</div><script>alert(1)</script>' })
      const { text } = await page(linkTo(ticket))
      expect(text).not.toContain('<script')
      expect(text).not.toContain('<img')
    })

    test('the ticket that it was merged into', async () => {
      const [one, other] = [await desk.ticket(), await desk.ticket({ subject: 'Le second' }, 'samia@pieds.example')]
      await desk.ask(`/tickets/${one.id}/merge`, { cookie, body: { intoId: other.id } })
      expect((await page(linkTo(one))).text).toContain('Le second')
    })

    test('English to whoever asks for it', async () => {
      const ticket = await desk.ticket({ locale: 'en' })
      expect((await page(linkTo(ticket))).text).toContain('Your request')
      expect((await page(`${linkTo(ticket)}?lang=fr`)).text).toContain('Votre demande')
    })
  })

  describe('opens to nobody', () => {
    test.each([
      ['with another’s key', (ticket: { id: number, reference: string }, other: { id: number, reference: string }) => linkTo(other).replace(other.reference, ticket.reference)],
      ['with the key of somebody who takes no part', (ticket: { id: number, reference: string }) => linkTo(ticket, 'tom@web.example')],
      ['with a key of another installation', (ticket: { id: number, reference: string }) => `/aide/${ticket.reference}/${portalKey({ ticketId: ticket.id, address: CLAIRE }, signerOf('theirs'))}`],
      ['without a key', (ticket: { reference: string }) => `/aide/${ticket.reference}/x`],
      ['under no reference', () => '/aide/nonsense/x'],
    ])('%s', async (_how, path) => {
      const [ticket, other] = [await desk.ticket(), await desk.ticket()]
      const { text } = await page(path(ticket, other), 404)
      expect(text).not.toContain('Quota')
      expect((await post(`${path(ticket, other)}/close`)).status).toBe(404)
    })

    test('who was let in once and is no longer', async () => {
      const ticket = await desk.ticket()
      await open().transaction(db => db('participants').where({ ticket_id: ticket.id }).update({ pending: true }))
      await page(linkTo(ticket), 404)
    })
  })

  describe('takes an answer', () => {
    test('that is on the ticket as the member’s, and wakes it', async () => {
      const ticket = await desk.ticket({ status: 'waiting', waiting_since: null })
      const response = await post(`${linkTo(ticket)}/answer`, { text: 'Ça remarche\r\n\r\nMerci !' })
      expect([response.status, response.headers.get('location')]).toEqual([303, `${linkTo(ticket)}?done=sent&lang=fr`])
      const detail = await desk.detail(cookie, ticket.id)
      expect(detail.ticket.status).toBe('open')
      expect(detail.messages.at(-1)).toMatchObject({ kind: 'incoming', pending: false, author: { address: CLAIRE }, text: 'Ça remarche\n\nMerci !', hasSource: true })
      expect((await page(`${linkTo(ticket)}?done=sent`)).text).toContain('votre message est bien arrivé')
    })

    test('to a closed ticket on one that goes on from it', async () => {
      const ticket = await desk.ticket({ status: 'closed', waiting_since: null })
      await post(`${linkTo(ticket)}/answer`, { text: 'Encore moi' })
      const next = await open().reader('tickets').where({ continues_id: ticket.id }).first<{ id: number }>('id')
      expect((await desk.detail(cookie, next.id)).messages.map(({ text }) => text.trim())).toEqual(['Encore moi'])
    })

    test('only when it says something, and keeps the words that it does not take', async () => {
      const ticket = await desk.ticket()
      expect((await post(`${linkTo(ticket)}/answer`, { text: '  ' })).status).toBe(422)
      const tooLong = await post(`${linkTo(ticket)}/answer`, { text: `Long <b> ${'x'.repeat(20_000)}` })
      expect(tooLong.status).toBe(422)
      expect(await tooLong.text()).toContain('Long &lt;b&gt; xxx')
      expect((await desk.detail(cookie, ticket.id)).messages).toHaveLength(1)
    })

    test('a dozen times an hour', async () => {
      const ticket = await desk.ticket()
      for (let count = 0; count < 12; count++) expect((await post(`${linkTo(ticket)}/answer`, { text: `Message ${count}` })).status).toBe(303)
      expect((await post(`${linkTo(ticket)}/answer`, { text: 'Encore' })).status).toBe(422)
    })
  })

  test('closes the ticket, once', async () => {
    const ticket = await desk.ticket()
    expect((await post(`${linkTo(ticket)}/close`)).status).toBe(303)
    expect((await post(`${linkTo(ticket)}/close`)).status).toBe(303)
    const detail = await desk.detail(cookie, ticket.id)
    expect(detail.ticket).toMatchObject({ status: 'solved', waitingSince: null })
    expect(await desk.deeds(ticket.id)).toEqual(['ticket.status-changed'])
    expect((await page(linkTo(ticket))).text).not.toContain('/close')
    await desk.expectTrueCounts()
  })

  test('its front door explains itself', async () => expect((await page('/aide')).text).toContain('Suivre une demande'))
})
