import { simpleParser, type ParsedMail } from 'mailparser'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { TicketDetail, TicketPage } from '../../tickets/contract.ts'
import type { SentAnswer } from '../../tickets/replying/contract.ts'
import { migratedDatabase } from '../databases.ts'
import { startDovecot, type DovecotServer } from '../dovecot.ts'
import { prepareInstallation, signIn, type Installation } from '../installation.ts'
import { startSink, type Sink } from '../smtp-sink.ts'

const OURS = 'support@coop.example'
const AUTHSERV = 'mx.coop.example'
const EMAIL = 'alice@coop.example'

let dovecot: DovecotServer
beforeAll(async () => { dovecot = await startDovecot() })
afterAll(() => dovecot.stop())

describe.each(['sqlite', 'mysql'] as const)('a member and the desk write to each other (%s)', (engine) => {
  let sink: Sink
  let installation: Installation
  let removeDatabase: () => Promise<unknown>
  let [url, cookie] = ['', '']
  const box = `support-${engine}`
  let read = 0

  beforeAll(async () => {
    sink = await startSink()
    const database = await migratedDatabase(engine)
    removeDatabase = database.remove
    installation = prepareInstallation({ databaseUrl: database.url, env: { PERMANENCE_SMTP_URL: sink.url } })
    installation.addAgent(EMAIL)
    const added = installation.run(['mailbox', 'add', dovecot.url(box), '--name', 'support', '--address', OURS, '--sender-name', 'Support Coop', '--authserv-id', AUTHSERV])
    expect(added).toMatchObject({ status: 0 })
    url = (await installation.serve()).url
    cookie = await signIn(url, EMAIL)
    // The mailbox begins with what comes once it has been opened.
    await vi.waitFor(() => { expect(installation.run(['mailbox', 'list', '--json']).stdout).toMatch(/"checkedAt":\d/) }, { interval: 300 })
  })
  afterAll(async () => {
    await installation.remove()
    await sink.stop()
    await removeDatabase()
  })

  const ask = async <T>(path: string, body?: unknown): Promise<T> => {
    const response = await fetch(`${url}/api${path}`, { method: body === undefined ? 'GET' : 'POST', headers: { cookie, origin: url, 'content-type': 'application/json' }, ...body === undefined ? {} : { body: JSON.stringify(body) } })
    const answer = await response.json() as T
    expect(`${response.status}${response.ok ? '' : JSON.stringify(answer)}`).toMatch(/^20\d$/)
    return answer
  }
  const tickets = async () => (await ask<TicketPage>('/tickets?sort=oldest')).tickets
  const detail = (id: number) => ask<TicketDetail>(`/tickets/${id}`)
  // Servers tell the second of a delivery, no more: what came in the second of our own answer may stand before it.
  const saying = async (id: number, text: string) => (await detail(id)).messages.find(message => message.text.trim() === text)
  const ticketAbout = async (subject: string) => {
    await expect.poll(async () => (await tickets()).map(ticket => ticket.subject)).toContain(subject)
    return (await tickets()).find(ticket => ticket.subject === subject)?.id ?? 0
  }

  /** The next mail that the desk sends, as its reader gets it. */
  async function nextMail(): Promise<ParsedMail & { returnPath: string }> {
    await expect.poll(() => sink.mails.length).toBeGreaterThan(read)
    const mail = sink.mails[read]
    read += 1
    if (!mail) throw new Error('No mail')
    return Object.assign(await simpleParser(Buffer.from(mail.raw, 'binary')), { returnPath: mail.from })
  }

  type Letter = { from: string, subject: string, text: string, to?: string, headers?: string[], dmarc?: string }
  /** A member's server hands a letter to ours, which notes what it thinks of it. */
  function write({ from, subject, text, to = OURS, headers = [], dmarc = 'pass' }: Letter) {
    dovecot.deliver(box, [
      `Return-Path: <${from}>`, `Delivered-To: ${to}`, `Authentication-Results: ${AUTHSERV}; dmarc=${dmarc} header.from=${from.split('@')[1]}`,
      `Received: from mail.example by ${AUTHSERV}; Sun, 22 Nov 2026 18:00:00 +0000`,
      `From: ${from}`, `To: ${to}`, `Subject: ${subject}`, `Message-ID: <${Math.random()}@mail.example>`, `Date: ${new Date().toUTCString()}`, ...headers, 'Content-Type: text/plain; charset=utf-8', '', text, '',
    ].join('\r\n'))
  }
  const answerTo = ({ messageId, references }: ParsedMail) => [`In-Reply-To: ${messageId}`, `References: ${[references ?? []].flat().join(' ')} ${messageId}`]

  /** Somebody signs in, answers, and does not wait for the ten seconds. */
  async function reply(ticketId: number, to: string, text: string) {
    const { version } = await detail(ticketId)
    const { messageId } = await ask<SentAnswer>(`/tickets/${ticketId}/replies`, { text, to: [{ address: to, name: '' }], seenVersion: version })
    await ask(`/messages/${messageId}/send-now`, {})
    return messageId
  }

  test('one acknowledgement, an answer, and the answer to that, in one thread', async () => {
    write({ from: 'claire@pieds.example', subject: 'Ma boîte est pleine', text: 'Bonjour, je ne reçois plus rien depuis hier. Pouvez-vous m’aider ?' })
    const id = await ticketAbout('Ma boîte est pleine')
    const acknowledgement = await nextMail()
    const { reference } = (await detail(id)).ticket
    expect(acknowledgement.subject).toContain(reference)
    expect(acknowledgement.text).toContain('/aide/')
    expect(`${acknowledgement.subject} ${acknowledgement.text}`).not.toContain('boîte')
    expect(acknowledgement.headers.get('auto-submitted')).toBe('auto-replied')

    // The link shows where things stand.
    const link = /http:\/\/[^/\s]+(\/aide\/\S+)/.exec(acknowledgement.text ?? '')?.[1] ?? ''
    const page = await (await fetch(`${url}${link}`)).text()
    expect(page).toContain(reference)
    expect(page).toContain('Nous avons bien reçu votre demande')

    await reply(id, 'claire@pieds.example', 'Votre quota a été doublé.')
    const answer = await nextMail()
    expect(answer.text).toContain('Votre quota a été doublé.')
    expect(answer.from?.value[0]).toMatchObject({ address: OURS, name: 'Support Coop' })
    expect(answer.headers.has('auto-submitted')).toBe(false)
    expect(answer.subject).toBe('Re: Ma boîte est pleine')

    write({ from: 'claire@pieds.example', subject: 'RE: Ma boîte est pleine', text: 'Parfait, merci !', to: answer.replyTo?.value[0]?.address ?? '', headers: answerTo(answer) })
    await expect.poll(async () => (await detail(id)).messages.map(({ text }) => text.trim())).toContain('Parfait, merci !')
    expect((await detail(id)).ticket).toMatchObject({ status: 'open', messageCount: 3 })
    expect((await detail(id)).participants).toEqual([{ address: 'claire@pieds.example', name: '', pending: false }])
    expect(sink.mails).toHaveLength(read)
  })

  test('an answer without any reference comes home by its address alone', async () => {
    write({ from: 'louis@asso.example', subject: 'Certificat', text: 'Mon certificat a expiré, que faire ?' })
    const id = await ticketAbout('Certificat')
    await nextMail()
    await reply(id, 'louis@asso.example', 'C’est renouvelé.')
    const answer = await nextMail()
    write({ from: 'louis@asso.example', subject: 'tout autre chose', text: 'Merci bien', to: answer.replyTo?.value[0]?.address ?? '' })
    await expect.poll(async () => (await detail(id)).messages.length).toBe(3)
    // A stranger to whom it was forwarded speaks, and waits.
    write({ from: 'inconnu@ailleurs.example', subject: 'Fwd: Certificat', text: 'On m’a transmis ceci', to: answer.replyTo?.value[0]?.address ?? '' })
    await expect.poll(async () => (await saying(id, 'On m’a transmis ceci'))?.pending).toBe(true)
    expect((await detail(id)).recipients.cc).toEqual([])
  })

  test('whoever cannot be believed opens a ticket, and hears nothing', async () => {
    write({ from: 'forge@banque.example', subject: 'Facture impayée', text: 'Cliquez', dmarc: 'fail' })
    await ticketAbout('Facture impayée')
    write({ from: 'reel@asso.example', subject: 'Vraie question', text: 'Bonjour, une question' })
    await ticketAbout('Vraie question')
    const acknowledgement = await nextMail()
    expect([acknowledgement.to].flat()[0]?.text).toContain('reel@asso.example')
    expect(sink.mails).toHaveLength(read)
  })

  test('what comes back says so on the ticket, which is ours again', async () => {
    write({ from: 'therese@perdue.example', subject: 'Plus rien', text: 'Plus rien ne marche chez moi' })
    const id = await ticketAbout('Plus rien')
    await nextMail()
    const messageId = await reply(id, 'therese@perdue.example', 'Qu’est-ce qui ne marche plus ?')
    const { returnPath } = await nextMail()
    expect((await detail(id)).ticket.status).toBe('waiting')
    dovecot.deliver(box, [
      'Return-Path: <>', `Delivered-To: ${returnPath}`, 'From: MAILER-DAEMON@perdue.example', `To: ${returnPath}`, 'Subject: Undelivered Mail', 'Message-ID: <b@perdue.example>', '',
      'Your mail could not be delivered: the mailbox is full.', '',
    ].join('\r\n'))
    await expect.poll(async () => (await detail(id)).messages.find(message => message.id === messageId)?.sending?.state).toBe('bounced')
    expect((await detail(id)).ticket.status).toBe('open')
  })

  test('somebody else is asked, and answers beside the conversation', async () => {
    write({ from: 'samia@danse.example', subject: 'Domaine bloqué', text: 'Le transfert de mon domaine est bloqué, je ne comprends pas' })
    const id = await ticketAbout('Domaine bloqué')
    await nextMail()
    const { messageId } = await ask<SentAnswer>(`/tickets/${id}/questions`, { text: 'Le domaine est-il verrouillé ?', subject: 'danse.example', to: [{ address: 'support@registrar.example', name: 'Registrar' }] })
    await ask(`/messages/${messageId}/send-now`, {})
    const question = await nextMail()
    expect(question.text).not.toContain('je ne comprends pas')
    write({ from: 'support@registrar.example', subject: 'Re: danse.example', text: 'Oui, jusqu’à lundi.', to: question.replyTo?.value[0]?.address ?? '', headers: answerTo(question) })
    await expect.poll(() => saying(id, 'Oui, jusqu’à lundi.')).toMatchObject({ pending: false })
    const { sides, participants } = await detail(id)
    expect((await saying(id, 'Oui, jusqu’à lundi.'))?.sideId).toBe(sides[0]?.id)
    expect(participants.map(({ address }) => address)).toEqual(['samia@danse.example'])
  })
})
