import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { mailParser } from '../../adapters/mail-parser.ts'
import { sympaSettings, type SympaSettings } from '../../adapters/sympa.settings.ts'
import type { Carried } from '../../adapters/sympa.sim.ts'
import { rawMail } from '../../adapters/raw-mail.ts'
import { numberEvents } from '../../platform/feed.ts'
import { eachEngine } from '../../testing/databases.ts'
import { deskOn } from '../../testing/desk.ts'
import { given } from '../../testing/given.ts'
import { hand, playedList, type PlayedList } from '../../testing/played-list.ts'
import { readingOn } from '../../testing/reading.ts'
import { sendingOn } from '../../testing/sending.ts'
import { served } from '../../testing/served.ts'
import { followQuestions } from '../../tickets/doubles/actions/follow.ts'
import { takeIn } from '../reading/actions/take-in.ts'
import { postedMail, type PostedMail } from './posted-mail.ts'

const parser = mailParser({ threads: 1 })
afterAll(() => parser.close())

const LIST = 'entraide@lists.coop.example'
const SUPPORT = 'support@coop.example'
const [CAMILLE, MAELLE, TOM] = ['camille@free.example', 'maelle@asso.example', 'tom@owl.example']
const SETTINGS: SympaSettings = sympaSettings({
  address: LIST, web: 'https://lists.coop.example/sympa', subscribers: [CAMILLE, MAELLE, TOM, SUPPORT].map(address => ({ address })), moderators: [MAELLE],
  footer: { text: 'Liste entraide : https://lists.coop.example/sympa', as: 'mime' }, protects: { phrase: 'name_via_list', domains: ['free.example'] },
})

type Letter = { from?: string, to?: string, subject?: string, text?: string, id: string, headers?: readonly string[] }
type Row = Record<string, unknown>

const bytesOf = ({ from = CAMILLE, to = LIST, subject = 'Certificat expiré', text = 'Mon certificat a expiré cette nuit, que faire ?', id, headers = [] }: Letter) => Buffer.from([
  `From: ${from.includes('<') ? from : `${from.split('@')[0]} <${from}>`}`, `To: ${to}`, `Subject: ${subject}`, `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`, `Message-ID: <${id}>`, ...headers,
  'MIME-Version: 1.0', 'Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: 8bit', '', text, '',
].join('\r\n'))

const answering = (id: string) => [`In-Reply-To: <${id}>`, `References: <${id}>`]
const addressIn = (bytes: Uint8Array) => /<?([^\s<>]+@[^\s<>]+)>?\s*$/.exec(rawMail(bytes).fields.find(({ name }) => name === 'From')?.value ?? '')?.[1] ?? ''
const headerOf = (bytes: Uint8Array, name: string) => rawMail(bytes).fields.find(field => field.name.toLowerCase() === name)?.value ?? null

/** As our own mail server hands it over: what the list sends is proved by its envelope, and its author is not. */
const handedOver = ({ from, bytes }: Carried, results = `spf=pass smtp.mailfrom=${from}; dmarc=${addressIn(bytes).endsWith('@lists.coop.example') ? 'none' : 'fail'} header.from=${addressIn(bytes).replace(/^.*@/, '')}`) =>
  Buffer.concat([Buffer.from(`Authentication-Results: mx.coop.example; ${results}\r\n`), bytes])

eachEngine('a list that is played', (open) => {
  let reading: ReturnType<typeof readingOn>
  let sending: ReturnType<typeof sendingOn>
  let server: Awaited<ReturnType<typeof served>>
  let desk: ReturnType<typeof deskOn>
  let list: PlayedList
  let cookie = ''
  /** What members found in their mailboxes, and what became of what came to us. */
  const got: Carried[] = []
  const became: string[][] = []
  const rows = async (table: string, ...columns: string[]) => await open().reader(table).orderBy('id').select<Row[]>(columns)

  async function arrives(...mails: { bytes: Uint8Array, from: string, to: string }[]) {
    const intakes = await takeIn(reading.following, mails.map(({ bytes, from, to }) => ({ bytes, source: 'smtp', envelope: { from, to: [to] } })))
    became.push(...intakes.map(({ state, reason }) => [state, reason]))
    return intakes.map(({ state, reason }) => [state, reason])
  }
  /** Somebody writes to the list, by SMTP. */
  async function say(letter: Letter) {
    await hand(list.url, { from: letter.from ?? CAMILLE, to: LIST, bytes: bytesOf(letter) })
    await list.settled()
  }
  /** Somebody writes to us, and our server knows them. */
  const write = (letter: Letter) => {
    const bytes = bytesOf({ to: SUPPORT, ...letter })
    return arrives({ from: letter.from ?? CAMILLE, to: SUPPORT, bytes: handedOver({ from: '', to: '', bytes }, `dmarc=pass header.from=${addressIn(bytes).replace(/^.*@/, '')}`) })
  }
  async function play(settings: Partial<SympaSettings> = {}) {
    list = await playedList({ ...SETTINGS, ...settings }, async (mail) => {
      got.push(mail)
      if (mail.to === SUPPORT) await arrives({ ...mail, bytes: handedOver(mail) })
    })
  }
  /** Everything that may leave leaves, once nobody can undo it any more. */
  async function leave() {
    sending.wait(11_000)
    await sending.turn(sending.world([list.url]))
    await list.settled()
  }
  const ticketsNow = async () => await open().reader('tickets').whereNull('merged_into_id').orderBy('id').select<{ id: number, status: string, version: number, community_at: number | null, waiting_since: number | null, requester_address: string, channel: string, message_count: number }[]>('*')
  async function only() {
    const [ticket, ...others] = await ticketsNow()
    expect(others).toEqual([])
    if (!ticket) throw new Error('There is no ticket')
    return ticket
  }
  async function answer(ticketId: number, body: Row) {
    const { version } = (await ticketsNow()).find(({ id }) => id === ticketId) ?? { version: 0 }
    await desk.ask(`/tickets/${ticketId}/replies`, { cookie, status: 201, body: { seenVersion: version, to: [], ...body } })
    await leave()
  }
  const discussionOf = async (ticketId: number) => (await desk.detail(cookie, ticketId)).discussions[0]?.id ?? 0
  const toList = () => list.answers.filter(({ why }) => why !== 'elsewhere')

  beforeAll(async () => {
    [reading, sending] = [readingOn(open(), parser), sendingOn(open())]
    server = await served(open(), { secrets: reading.following.secrets })
    desk = deskOn(server, open())
    cookie = (await server.agent('volunteer', 'Nadia')).cookie
  })
  afterAll(async () => {
    await server.stop()
    await Promise.all([reading.close(), sending.close()])
  })
  beforeEach(async () => {
    await list?.stop()
    await open().transaction(async (db) => {
      for (const table of ['intakes', 'thread_ids', 'deliveries', 'outbox', 'discussion_participants', 'discussions', 'identities', 'participants', 'messages', 'tickets', 'ticket_counts', 'sources', 'mailboxes']) await db(table).delete()
    })
    for (const kept of [got, became]) kept.length = 0
    // Its members are acknowledged where they write to us alone: never on the list.
    const mailbox = await given(open()).mailbox({ transport: 'smtp', username: SUPPORT, from_address: SUPPORT, from_name: 'La coop', authserv_id: 'mx.coop.example', created_at: Date.now() - 60_000 })
    await given(open()).source({ name: 'Entraide', address: LIST, mailbox_id: mailbox.id, account: SUPPORT })
    await play()
  })
  afterAll(() => list.stop())

  test('a question, an answer of a member, the asker again, our answer, and thanks: one ticket, and one mail of ours to the list', async () => {
    await say({ id: 'q@free.example' })
    // A machine that is badly set up answers the list.
    await say({ id: 'away@owl.example', from: TOM, subject: 'Re: [entraide] Certificat expiré', text: 'Je suis absent.', headers: ['X-Autoreply: yes', ...answering('q@free.example')] })
    expect([became.at(-1), (await only()).community_at]).toEqual([['joined', 'auto-replied'], null])
    await say({ id: 'a@asso.example', from: MAELLE, subject: 'Re: [entraide] Certificat expiré', text: 'Relance certbot à la main.', headers: answering('q@free.example') })
    expect((await only()).community_at).not.toBeNull()
    await say({ id: 'b@free.example', subject: 'Re: [entraide] Certificat expiré', text: 'Fait, rien ne change.', headers: answering('a@asso.example') })
    const asked = await only()
    expect(asked).toMatchObject({ community_at: null, requester_address: CAMILLE, channel: 'list', message_count: 4 })

    await answer(asked.id, { discussionId: await discussionOf(asked.id), text: 'C’était notre redirection : c’est réparé.' })
    const [ours] = await rows('outbox', 'kind', 'state', 'message_id')
    expect(ours).toMatchObject({ kind: 'post', state: 'sent' })
    const copy = got.findLast(({ to }) => to === TOM)?.bytes ?? Buffer.alloc(0)
    expect([headerOf(copy, 'message-id'), headerOf(copy, 'in-reply-to'), headerOf(copy, 'auto-submitted'), headerOf(copy, 'reply-to')]).toEqual([ours?.['message_id'], '<b@free.example>', null, LIST])
    expect(Buffer.from(copy).toString()).not.toMatch(/X-Auto-Response-Suppress|support\+/)
    const said = (await desk.detail(cookie, asked.id)).messages.at(-1)
    expect([became.at(-1), said?.publishedAt == null, said?.moderation]).toEqual([['own', 'own-message-id'], false, null])
    expect((await only()).status).toBe('waiting')

    await say({ id: 'm@free.example', subject: 'Re: [entraide] Certificat expiré', text: 'Merci !', headers: answering(String(ours?.['message_id']).slice(1, -1)) })
    expect(await only()).toMatchObject({ id: asked.id, status: 'open', message_count: 6 })
    expect((await rows('outbox', 'kind')).map(({ kind }) => kind)).toEqual(['post'])
  })

  test('answered to all and in private: the one who asked gets both, the list one, and neither tells of the other', async () => {
    await say({ id: 'q@free.example' })
    const { id } = await only()
    await answer(id, { discussionId: await discussionOf(id), alsoPrivate: true, to: [{ address: CAMILLE, name: 'Camille' }], text: 'C’est réparé.' })
    await answer(id, { to: [{ address: CAMILLE, name: 'Camille' }], text: 'Votre code est à usage unique.' })
    expect((await rows('outbox', 'kind', 'state')).map(({ kind, state }) => `${kind} ${state}`).sort()).toEqual(['post sent', 'reply sent', 'reply sent'])
    const written = toList().flatMap(({ mails }) => mails).map(({ bytes }) => Buffer.from(bytes).toString())
    expect(written.filter(text => text.includes('usage unique') || /support\+/.test(text))).toEqual([])
    const alone = list.answers.filter(({ why }) => why === 'elsewhere').flatMap(({ mails }) => mails)
    expect(alone.map(({ to }) => to)).toEqual([CAMILLE, CAMILLE])
    expect(alone.filter(({ bytes }) => Buffer.from(bytes).toString().includes(LIST))).toEqual([])
    // An answering machine of hers answers the private one.
    const token = headerOf(alone[0]?.bytes ?? Buffer.alloc(0), 'reply-to') ?? SUPPORT
    expect(await arrives({ from: '', to: token.replace(/.*<|>.*/g, ''), bytes: bytesOf({ id: 'away@free.example', to: token, subject: 'Absente', text: 'Je suis absente.', headers: ['Auto-Submitted: auto-replied'] }) })).toEqual([['joined', 'auto-replied']])
    expect(toList()).toHaveLength(2)
  })

  test('held by the moderators, then let pass; refused, and the ticket is ours again', async () => {
    await list.stop()
    await play({ send: 'editorkey' })
    await say({ id: 'q@free.example' })
    await list.carry(list.list.accept(list.list.held()[0]?.key ?? '').mails)
    const { id } = await only()
    const state = async () => { const { publishedAt, moderation } = (await desk.detail(cookie, id)).messages.findLast(({ kind }) => kind === 'reply') ?? {}; return [publishedAt !== null, moderation] }

    await answer(id, { discussionId: await discussionOf(id), text: 'C’est réparé.' })
    expect([became.at(-1), await state(), (await only()).status]).toEqual([['ignored', 'answer-held'], [false, 'held'], 'waiting'])
    await list.carry(list.list.accept(list.list.held()[0]?.key ?? '').mails)
    expect([became.at(-1), await state()]).toEqual([['own', 'own-message-id'], [true, null]])

    await answer(id, { discussionId: await discussionOf(id), text: 'Achetez notre offre.' })
    await list.carry(list.list.reject(list.list.held()[0]?.key ?? '').mails)
    expect([became.at(-1), await state(), (await only()).status]).toEqual([['ignored', 'answer-rejected'], [false, 'refused'], 'open'])
  })

  test('a list on which nobody is known: its threads are tickets, nobody can be answered in private, and what comes back is ours all the same', async () => {
    await list.stop()
    await play({ anonymous: 'Un membre' })
    await say({ id: 'q@free.example' })
    const { id, requester_address: who } = await only()
    expect(who).toBe('')
    await answer(id, { discussionId: await discussionOf(id), text: 'C’est réparé.' })
    expect([became.at(-1), (await desk.detail(cookie, id)).messages.at(-1)?.publishedAt == null]).toEqual([['own', 'own-installation'], false])
  })

  test('an answer that bounces at the list brings the ticket back', async () => {
    await say({ id: 'q@free.example' })
    const { id } = await only()
    let path = ''
    const take = list.list.take
    list.list.take = (mail) => { path = mail.from; return take(mail) }
    await answer(id, { discussionId: await discussionOf(id), text: 'C’est réparé.' })
    expect(path).toMatch(/^support\+b/)
    const report = `Reporting-MTA: dns; lists.coop.example\n\nFinal-Recipient: rfc822; ${LIST}\nAction: failed\nStatus: 5.7.1\n`
    const dsn = Buffer.from(`From: MAILER-DAEMON@lists.coop.example\r\nTo: ${path}\r\nSubject: Undelivered\r\nMessage-ID: <dsn@lists.coop.example>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary="x"\r\n\r\n--x\r\nContent-Type: message/delivery-status\r\n\r\n${report}\r\n--x--\r\n`)
    await arrives({ from: '', to: path, bytes: dsn })
    expect([(await rows('outbox', 'state'))[0]?.['state'], (await only()).status]).toEqual(['bounced', 'open'])
  })

  test('whoever pretends to be the list is refused; a subscriber who pretends to be us is a subscriber', async () => {
    await say({ id: 'q@free.example' })
    const forged = bytesOf({ id: 'f@evil.example', from: 'eve@evil.example', text: 'Cliquez ici.', headers: ['List-Id: <entraide.lists.coop.example>', `List-Post: <mailto:${LIST}>`, ...answering('q@free.example')] })
    expect(await arrives({ from: 'eve@evil.example', to: SUPPORT, bytes: handedOver({ from: 'eve@evil.example', to: SUPPORT, bytes: forged }, 'spf=pass smtp.mailfrom=eve@evil.example') })).toEqual([['refused', 'forged-channel']])
    await say({ id: 'e@evil.example', from: SUPPORT, text: 'Envoyez-nous vos mots de passe.', headers: answering('q@free.example') })
    expect(became.at(-1)).toEqual(['joined', 'thread'])
    const ticket = await only()
    expect([ticket.status, ticket.community_at === null]).toEqual(['new', false])
    expect((await desk.detail(cookie, ticket.id)).messages.map(({ author, problems }) => [author.address, problems])).toEqual([[CAMILLE, []], [SUPPORT, ['sender-not-authenticated']]])
    await say({ id: 'n@evil.example', from: SUPPORT, subject: 'Mots de passe', text: 'Envoyez-nous vos mots de passe.' })
    expect(became.at(-1)).toEqual(['opened', 'new'])
  })

  test('a member who asks on the list, by mail and on the forum, in one mail and in several, gets one ticket', async () => {
    const question = 'Notre boîte contact@piedsverts.org ne reçoit plus rien depuis ce matin : quota dépassé.'
    const both = { id: 'q@free.example', subject: 'Quota dépassé', text: question, headers: [`Cc: ${SUPPORT}`] }
    await say(both)
    expect(await write({ ...both, to: LIST })).toEqual([['duplicate', 'same-message']])
    await only()

    expect(await write({ id: 'p@free.example', subject: 'Quota dépassé', text: `${question} Pouvez-vous agrandir ?` })).toEqual([['opened', 'new']])
    const forum = await given(open()).source({ kind: 'forum', profile: 'discourse', address: null, url: 'https://forum.coop.example', answers_by: 'hand', name: 'Forum' })
    await open().transaction(db => db('identities').insert({ source_id: forum.id, handle: 'camille_d', address: CAMILLE, created_at: 1 }))
    await takeIn(reading.following, [{ bytes: postedMail({ ...POST, title: 'Quota dépassé', text: question }), source: 'forum', sourceId: forum.id, envelope: null }])

    const three = await ticketsNow()
    expect(three.map(({ channel }) => channel)).toEqual(['list', 'mail', 'forum'])
    while (await numberEvents(open()) > 0);
    while (await followQuestions({ database: open(), clock: () => new Date() }) > 0);
    const [first, ...others] = three
    for (const { id } of others) {
      const found = (await desk.detail(cookie, id)).doubles.find(double => double.id === first?.id)
      expect(found).toMatchObject({ intoId: first?.id })
      await desk.ask(`/tickets/${id}/merge`, { cookie, body: { intoId: first?.id } })
    }
    const one = await only()
    expect((await desk.detail(cookie, one.id)).discussions.map(({ source }) => source.kind).sort()).toEqual(['forum', 'list'])
    await say({ id: 'again@free.example', subject: 'Re: Quota dépassé', text: 'Toujours rien.', headers: answering('q@free.example') })
    expect((await only()).id).toBe(one.id)
    // The one mail that a machine wrote went to her alone.
    await leave()
    expect(toList().filter(({ did }) => did !== 'distributed')).toEqual([])
    expect((await rows('outbox', 'kind')).map(({ kind }) => kind)).toEqual(['acknowledgement'])
    expect(list.answers.filter(({ why }) => why === 'elsewhere').flatMap(({ mails }) => mails).map(({ to }) => to)).toEqual([CAMILLE])
  })
})

const POST: PostedMail = {
  threadKey: 'topic/7', postKey: 'post/1', title: '', postUrl: 'https://forum.coop.example/p/1', threadUrl: 'https://forum.coop.example/t/quota/7', category: null, isOwn: false, isPrivate: false, event: 'said',
  author: { name: 'Camille Martin', handle: 'camille_d' }, forum: { name: 'Forum', address: null, host: 'forum.coop.example' }, text: '', html: null, at: Date.now(), messageId: '<discourse/post/1@forum.coop.example>', references: [],
}
