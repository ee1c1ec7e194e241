import { buffer } from 'node:stream/consumers'
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest'
import { mailParser } from '../../adapters/mail-parser.ts'
import { noForum } from '../../adapters/no-forum.ts'
import type { Letter } from '../../outbox/outgoing.ts'
import { RemoteFailure } from '../../platform/errors.ts'
import { closeSolved } from '../../tickets/actions/close-solved.ts'
import type { TicketDetail } from '../../tickets/contract.ts'
import type { SentAnswer } from '../../tickets/replying/contract.ts'
import { eachEngine } from '../../testing/databases.ts'
import { deskOn } from '../../testing/desk.ts'
import { eml } from '../../testing/eml.ts'
import { given } from '../../testing/given.ts'
import { changed, sympaMail, type Draft } from '../../testing/posts.ts'
import { readingOn } from '../../testing/reading.ts'
import { sendingOn } from '../../testing/sending.ts'
import { served } from '../../testing/served.ts'
import { takeIn } from '../reading/actions/take-in.ts'
import { postedMail, type PostedMail } from '../sources/posted-mail.ts'

const parser = mailParser({ threads: 1 })
afterAll(() => parser.close())

const [LIST, SUPPORT, CAMILLE] = ['entraide@lists.coop.example', 'support@coop.example', 'camille@free.example']
const SECRET = 'mon adresse est 12 rue des Lilas'
const camille = { address: CAMILLE, name: 'Camille Martin' }

eachEngine('an answer that everybody can read', (open) => {
  let here: { reading: ReturnType<typeof readingOn>, sending: ReturnType<typeof sendingOn>, server: Awaited<ReturnType<typeof served>>, desk: ReturnType<typeof deskOn>, cookie: string }

  beforeEach(async () => {
    await open().transaction(async (db) => {
      for (const table of ['intakes', 'taken_in', 'thread_ids', 'discussion_participants', 'discussions', 'identities', 'participants', 'messages', 'merges', 'drafts', 'ticket_counts', 'tickets', 'sources', 'mailboxes', 'deliveries', 'outbox_attempts', 'outbox', 'failing_addresses']) await db(table).delete()
    })
    const [reading, sending] = [readingOn(open(), parser), sendingOn(open())]
    const server = await served(open(), { secrets: reading.following.secrets, signer: reading.following.signer, mailOut: { servers: 1, mode: 'send' } } as Parameters<typeof served>[1])
    await given(open()).mailbox({ from_address: SUPPORT, from_name: 'Support', signature: 'L’équipe', bounce_address: 'retours@coop.example', authserv_id: 'mx.coop.example', created_at: Date.now() - 86_400_000 })
    here = { reading, sending, server, desk: deskOn(server, open()), cookie: (await server.agent('staff', 'Nadia')).cookie }
  })
  afterEach(async () => {
    await here.server.stop()
    await here.sending.close()
    await here.reading.close()
  })

  const bytesOf = ({ headers, body }: Draft) => Buffer.from([...headers.map(([name, value]) => `${name}: ${value}`), '', body].join('\r\n'))
  const take = async (bytes: Uint8Array, { to = SUPPORT } = {}) => (await takeIn(here.reading.following, [{ bytes, source: 'smtp', envelope: { from: 'x@y.example', to: [to] } }]))[0]
  const tell = async (sourceId: number, post: Partial<PostedMail> = {}) => (await takeIn(here.reading.following, [{ bytes: postedMail({ ...POST, ...post }), source: 'forum', sourceId, envelope: null }]))[0]
  const onList = (values: Record<string, string>, text: string, from = `Camille Martin <${CAMILLE}>`) => bytesOf(changed(sympaMail({ from, subject: '[entraide] Certificat expiré', text }), { 'In-Reply-To': '', ...values }))
  /** A member's mail that our server vouches for. */
  const fromCamille = (values: Parameters<typeof eml>[0]) => take(Buffer.from(`Authentication-Results: mx.coop.example; dmarc=pass header.from=free.example\r\n${eml({ from: `Camille <${CAMILLE}>`, date: new Date().toUTCString(), ...values })}`))
  const detail = (id: number): Promise<TicketDetail> => here.desk.detail(here.cookie, id)
  const lastSaid = async (id: number) => (await detail(id)).messages.findLast(({ kind }) => kind === 'reply')
  const post = <T>(path: string, body: unknown = {}, status = 200) => here.desk.ask<T>(path, { cookie: here.cookie, body, status })
  const letters = async () => (await open().reader('outbox').orderBy('id').select<{ kind: string, letter: string, message_id: string }[]>('kind', 'letter', 'message_id')).map(({ letter, ...mail }) => ({ ...mail, letter: JSON.parse(letter) as Letter }))
  async function answer(ticketId: number, parts: Record<string, unknown>, status = 201) {
    const { version } = await detail(ticketId)
    return post<SentAnswer>(`/tickets/${ticketId}/replies`, { text: 'Relancez certbot.', seenVersion: version, ...parts }, status)
  }
  /** Sends all that is due after the time to undo; answers the bytes of each mail with its recipient. */
  async function leave(more: Parameters<typeof here.sending.world>[1] = {}) {
    here.sending.wait(120_000)
    const left: { to: string, from: string, bytes: string }[] = []
    await here.sending.turn(here.sending.world([], {
      mailOut: { servers: 1, mode: 'send' },
      async post({ to, from, open: read }) {
        left.push({ to, from, bytes: (await buffer(read())).toString() })
        return { state: 'sent', answer: '250 ok', tries: [] }
      },
      ...more,
    }))
    return left
  }
  async function list(values: Parameters<ReturnType<typeof given>['source']>[0] = {}) {
    const source = await given(open()).source({ name: 'Entraide', address: LIST, account: SUPPORT, must_authenticate: 0, ...values })
    const opened = await take(onList({ 'Message-ID': '<q@free.example>' }, 'Mon certificat a expiré.'))
    const ticketId = opened?.ticketId ?? 0
    return { source, ticketId, discussionId: (await detail(ticketId)).discussions[0]?.id ?? 0 }
  }
  async function topic(values: Parameters<ReturnType<typeof given>['source']>[0] = {}) {
    const source = await given(open()).source({ kind: 'forum', profile: 'discourse', name: 'Forum', address: null, url: 'https://forum.coop.example', account: 'support', answers_by: 'api', ...values })
    const ticketId = (await tell(source.id))?.ticketId ?? 0
    return { source, ticketId, discussionId: (await detail(ticketId)).discussions[0]?.id ?? 0 }
  }

  test('goes to the list under the name that is known there, in its thread, as a person writes; it comes back, and is seen to stand there', async () => {
    const { ticketId, discussionId } = await list()
    await take(onList({ 'Message-ID': '<a@asso.example>', 'In-Reply-To': '<q@free.example>' }, 'Chez moi aussi.', 'Maëlle <maelle@asso.example>'))
    const { messageId } = await answer(ticketId, { discussionId })
    expect(await lastSaid(ticketId)).toMatchObject({ id: messageId, discussionId, to: [], sending: { state: 'held', hold: 'undo' }, publishedAt: null })
    const [mail] = await letters()
    expect(mail).toMatchObject({ kind: 'post', letter: { from: { address: SUPPORT }, replyTo: null, to: [{ address: LIST }], cc: [], subject: 'Re: Certificat expiré', html: '', text: 'Relancez certbot.\n\n-- \nL’équipe', inReplyTo: '<a@asso.example>', references: ['<q@free.example>', '<a@asso.example>'] } })

    const [left] = await leave()
    expect(left?.to).toBe(LIST)
    expect(left?.bytes).not.toMatch(/^(Auto-Submitted|Precedence|X-Auto-Response-Suppress|Reply-To|X-Loop):/im)
    expect(left?.bytes).not.toMatch(/\+[tb]\d/)
    expect(left?.bytes).not.toContain('text/html')
    expect(await lastSaid(ticketId)).toMatchObject({ sending: { state: 'sent' }, publishedAt: null })

    const back = onList({ 'Message-ID': mail?.message_id ?? '', 'In-Reply-To': '<a@asso.example>', 'Archived-At': '<https://lists.coop.example/arc/9>' }, `Relancez certbot.\n\n-- \nL’équipe`, `Support <${SUPPORT}>`)
    expect(await take(back)).toMatchObject({ state: 'own', ticketId })
    const said = await lastSaid(ticketId)
    expect(said).toMatchObject({ postUrl: 'https://lists.coop.example/arc/9' })
    expect(said?.publishedAt).not.toBeNull()
    expect((await detail(ticketId)).messages).toHaveLength(3)
    // Its Message-ID is known to everybody there: whoever answers by it alone is a stranger here.
    await take(Buffer.from(eml({ from: 'Léa <lea@asso.example>', subject: 'Absente', inReplyTo: (mail?.message_id ?? '').slice(1, -1), headers: ['Auto-Submitted: auto-replied'] })))
    expect((await detail(ticketId)).messages.at(-1)).toMatchObject({ automatic: 'auto-replied', pending: true })
  })

  test('to everybody and to the member as well is one message in two mails, of which the public one knows nothing of the other; it is taken back whole', async () => {
    const { ticketId, discussionId } = await list()
    const { messageId } = await answer(ticketId, { discussionId, alsoPrivate: true, to: [camille] })
    const [everybody, alone] = await letters()
    expect([everybody?.kind, alone?.kind]).toEqual(['post', 'reply'])
    expect(alone?.letter.replyTo).toMatch(/\+t\d/)
    expect(JSON.stringify(everybody)).not.toMatch(/\+t\d|camille@free|certbot.*certbot/)
    expect((await lastSaid(ticketId))?.sending?.deliveries.map(({ address }) => address).sort()).toEqual([CAMILLE, LIST])
    expect(await post(`/messages/${messageId}/undo`)).toMatchObject({ content: { text: 'Relancez certbot.', to: [camille], place: { discussionId, alsoPrivate: true } } })
    expect(await leave()).toEqual([])
    expect((await detail(ticketId)).messages).toHaveLength(1)
  })

  test('by hand waits for somebody, and is over when they say so, or when it comes back', async () => {
    const { source, ticketId, discussionId } = await topic({ answers_by: 'hand' })
    expect(await answer(ticketId, { discussionId, sendAt: Date.now() + 3_600_000 }, 422)).toMatchObject({ code: 'invalid' })
    const first = await answer(ticketId, { discussionId })
    expect(await lastSaid(ticketId)).toMatchObject({ sending: { state: 'held', hold: 'by-hand', heldUntil: null } })
    expect(await leave()).toEqual([])
    await post(`/messages/${first.messageId}/send-now`, {}, 409)
    await post(`/messages/${first.messageId}/published`)
    expect(await lastSaid(ticketId)).toMatchObject({ sending: { state: 'sent', hold: null, deliveries: [{ address: 'Forum', state: 'sent' }] } })
    await post(`/messages/${first.messageId}/published`, {}, 409)

    await answer(ticketId, { discussionId, text: 'Et **redémarrez** le serveur.' })
    expect(await tell(source.id, { postKey: 'post/9', isOwn: true, author: { name: 'Support', handle: 'support' }, text: 'Et redémarrez le serveur.', messageId: '<discourse/post/9@forum.coop.example>', postUrl: 'https://forum.coop.example/p/9' })).toMatchObject({ state: 'own', reason: 'own-post' })
    const said = await lastSaid(ticketId)
    expect(said).toMatchObject({ sending: { state: 'sent' }, postUrl: 'https://forum.coop.example/p/9' })
    expect(said?.publishedAt).not.toBeNull()
  })

  test('by the API of a forum is tried again after a failure, needs no mail server, and is ours when it comes back', async () => {
    const { source, ticketId, discussionId } = await topic()
    await answer(ticketId, { discussionId, text: 'Relancez **certbot**.' })
    const asked: unknown[] = []
    const away = { ensurePosted: () => Promise.reject(new RemoteFailure('Forum', true, new Error('out of reach'))) }
    await leave({ forum: away, mailOut: { servers: 0, mode: 'send' } })
    expect(await lastSaid(ticketId)).toMatchObject({ sending: { state: 'delayed', deliveries: [{ address: 'Forum', state: 'delayed', answer: 'Forum: out of reach' }] } })
    await leave({ forum: { ensurePosted: (said) => { asked.push(said); return Promise.resolve({ postKey: 'post/8', postUrl: 'https://forum.coop.example/p/8' }) } } })
    expect(asked).toMatchObject([{ sourceId: source.id, threadKey: 'topic/7', answersPostKey: 'post/1', text: 'Relancez **certbot**.' }])
    expect(await lastSaid(ticketId)).toMatchObject({ sending: { state: 'sent' }, postUrl: 'https://forum.coop.example/p/8' })
    expect(await tell(source.id, { postKey: 'post/8', isOwn: true, author: { name: 'Support', handle: 'support' }, text: 'Relancez certbot, avec un lien', messageId: '<discourse/post/8@forum.coop.example>' })).toMatchObject({ state: 'own', reason: 'own-post' })
    expect((await detail(ticketId)).messages).toHaveLength(2)
    expect(await lastSaid(ticketId)).toMatchObject({ text: 'Relancez **certbot**.', editedAt: null })
  })

  test('that no forum takes brings the ticket back, and says why', async () => {
    const { ticketId, discussionId } = await topic()
    expect(await answer(ticketId, { discussionId, text: 'Voyez', status: 'waiting' })).toMatchObject({ ticket: { status: 'waiting' } })
    await leave({ forum: noForum })
    expect(await detail(ticketId)).toMatchObject({ ticket: { status: 'open' } })
    expect((await lastSaid(ticketId))?.sending).toMatchObject({ state: 'failed', deliveries: [{ answer: expect.stringContaining('by hand') as string }] })
  })

  test('that a moderator holds or refuses says so; what is refused brings the ticket back', async () => {
    const { ticketId, discussionId } = await list()
    await answer(ticketId, { discussionId })
    const [mail] = await letters()
    await leave()
    const service = (subject: string, text: string) => bytesOf({ headers: [['From', 'Sympa <sympa@lists.coop.example>'], ['To', SUPPORT], ['Subject', subject], ['In-Reply-To', mail?.message_id ?? ''], ['Message-ID', `<${subject.length}@lists.coop.example>`], ['Auto-Submitted', 'auto-replied'], ['List-Id', '<entraide.lists.coop.example>'], ['MIME-Version', '1.0'], ['Content-Type', 'text/plain; charset=utf-8']], body: text })
    await take(service('Votre message pour la liste entraide est en attente de modération', 'Votre message pour la liste entraide est en attente de modération.'))
    expect(await lastSaid(ticketId)).toMatchObject({ moderation: 'held' })
    await take(service('Votre message à la liste entraide a été rejeté', 'Votre message à la liste entraide a été rejeté par les modérateurs.'))
    expect(await lastSaid(ticketId)).toMatchObject({ moderation: 'refused' })
    expect((await detail(ticketId)).ticket.status).toBe('open')
  })

  test('nothing automatic and nothing private ever leaves to a list or a forum, and nothing public says anything of what was private', async () => {
    const { ticketId, discussionId } = await list()
    // A subscriber's answer, and an answering machine's, on the list.
    await take(onList({ 'Message-ID': '<a@asso.example>', 'In-Reply-To': '<q@free.example>' }, 'Chez moi aussi.', 'Maëlle <maelle@asso.example>'))
    await take(onList({ 'Message-ID': '<ooo@asso.example>', 'In-Reply-To': '<q@free.example>', 'Auto-Submitted': 'auto-replied' }, 'Je suis absente.', 'Léa <lea@asso.example>'))
    // The same member in private, with the list in copy: acknowledged, to nobody else.
    const own = await fromCamille({ subject: 'Mes coordonnées', text: SECRET, id: 'private@free.example', headers: [`Cc: ${LIST}`, `Reply-To: ${LIST}`] })
    const privateId = own?.ticketId ?? 0
    expect((await letters()).map(({ kind }) => kind)).toEqual(['acknowledgement'])
    expect((await detail(privateId)).participants.map(({ address }) => address)).toEqual([CAMILLE])
    await answer(privateId, { to: [camille], text: `Bien reçu : ${SECRET}` })
    // Every way to the list's address that is not an answer to the list is refused.
    const entraide = { address: 'Entraide@lists.coop.example', name: 'Entraide' }
    for (const parts of [{ to: [entraide] }, { to: [camille], cc: [entraide] }, { discussionId, alsoPrivate: true, to: [entraide] }]) {
      expect(await answer(parts.discussionId ? ticketId : privateId, parts, 422)).toMatchObject({ message: expect.stringContaining('everybody there would read') as string })
    }
    await post(`/tickets/${privateId}/questions`, { text: 'Qui sait ?', subject: 'Qui', to: [entraide] }, 422)
    await post('/tickets', { subject: 'Bonjour', text: 'Bonjour', requester: entraide, channel: 'phone', kind: 'message' }, 422)
    // The two become one; then everything is said once more, everywhere.
    await post(`/tickets/${privateId}/merge`, { intoId: ticketId })
    expect((await detail(ticketId)).recipients).toEqual({ to: [camille], cc: [] })
    await answer(ticketId, { discussionId, text: 'Relancez certbot.' })
    await answer(ticketId, { to: [camille], text: 'En privé aussi.' })
    await answer(ticketId, { discussionId, alsoPrivate: true, to: [camille], text: 'À tous, et à vous.' })
    const left = await leave()
    // One of them comes back undelivered.
    const path = left.find(({ to }) => to === LIST)?.from ?? ''
    await take(Buffer.from(eml({ from: 'MAILER-DAEMON@lists.coop.example', subject: 'Undelivered Mail Returned to Sender', to: path, text: `<${LIST}>: 550 5.7.1 not subscribed` })), { to: path })
    await take(onList({ 'Message-ID': '<b@asso.example>', 'In-Reply-To': '<a@asso.example>' }, 'Toujours.', 'Maëlle <maelle@asso.example>'))
    await post(`/tickets/${ticketId}/status`, { status: 'solved' })
    await open().transaction(db => db('tickets').where({ id: ticketId }).update({ solved_at: 1 }))
    await closeSolved({ database: open(), clock: () => new Date() })
    await take(onList({ 'Message-ID': '<late@free.example>', 'In-Reply-To': '<q@free.example>' }, 'Encore un souci.'))
    const all = [...left, ...await leave()]

    const mails = await letters()
    expect(Object.fromEntries(Map.groupBy(mails, ({ kind }) => kind).entries().map(([kind, some]) => [kind, some.length]))).toEqual({ acknowledgement: 1, reply: 3, post: 2 })
    for (const { letter } of mails.filter(({ kind }) => kind !== 'post')) expect([...letter.to, ...letter.cc].map(({ address }) => address)).toEqual([CAMILLE])
    const posts = mails.filter(({ kind }) => kind === 'post')
    const named = new Set(['<q@free.example>', '<a@asso.example>', ...posts.map(one => one.message_id)])
    for (const { letter } of posts) {
      expect([...letter.to, ...letter.cc].map(({ address }) => address)).toEqual([LIST])
      expect(JSON.stringify(letter)).not.toMatch(/Lilas|private@free|privé/)
      expect(letter.references.filter(id => !named.has(id))).toEqual([])
    }
    const leaving = all.filter(one => one.to.endsWith('@lists.coop.example'))
    expect(leaving.map(({ to }) => to)).toEqual([LIST, LIST])
    for (const { bytes } of leaving) expect(bytes).not.toMatch(/^(Auto-Submitted|Precedence|X-Auto-Response-Suppress|Reply-To):|\+[tb]\d|\/aide\//im)
  })
})

const POST: PostedMail = {
  threadKey: 'topic/7', postKey: 'post/1', title: 'Certificat expiré', postUrl: 'https://forum.coop.example/p/1', threadUrl: 'https://forum.coop.example/t/certificat/7', category: null, isOwn: false, isPrivate: false, event: 'said',
  author: { name: 'Camille Martin', handle: 'camille' }, forum: { name: 'Forum', address: null, host: 'forum.coop.example' }, text: 'Le certificat a expiré.', html: null, at: Date.UTC(2026, 10, 20), messageId: '<discourse/post/1@forum.coop.example>', references: [],
}
