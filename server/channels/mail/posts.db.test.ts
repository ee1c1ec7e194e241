import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { mailParser } from '../../adapters/mail-parser.ts'
import { eachEngine } from '../../testing/databases.ts'
import { given } from '../../testing/given.ts'
import { changed, sympaMail, type Draft } from '../../testing/posts.ts'
import { readingOn } from '../../testing/reading.ts'
import { takeIn } from '../reading/actions/take-in.ts'
import { postedMail, type PostedMail } from '../sources/posted-mail.ts'

const parser = mailParser({ threads: 1 })
afterAll(() => parser.close())

eachEngine('what lists and forums say', (open) => {
  let reading: ReturnType<typeof readingOn>
  beforeAll(() => { reading = readingOn(open(), parser) })
  afterAll(() => reading.close())
  beforeEach(() => open().transaction(async (db) => {
    for (const table of ['intakes', 'thread_ids', 'discussion_participants', 'discussions', 'identities', 'participants', 'messages', 'tickets', 'sources', 'outbox']) await db(table).delete()
  }))

  const bytesOf = ({ headers, body }: Draft) => Buffer.from([...headers.map(([name, value]) => `${name}: ${value}`), '', body].join('\r\n'))
  const take = async (...mails: Uint8Array[]) => (await takeIn(reading.following, mails.map(bytes => ({ bytes, source: 'smtp', envelope: { from: 'x@y.example', to: ['support@coop.example'] } })))).map(({ state, reason }) => [state, reason])
  const tell = async (sourceId: number, post: Partial<PostedMail>) => (await takeIn(reading.following, [{ bytes: postedMail({ ...POST, ...post }), source: 'forum', sourceId, envelope: null }])).map(({ state, reason }) => [state, reason])
  const rows = <T>(table: string, ...columns: string[]) => open().reader(table).orderBy('id').select<T[]>(columns)

  test('a thread of a list is one ticket, and nobody is told by a machine that they were heard', async () => {
    const { id: sourceId } = await given(open()).source()
    const question = bytesOf(changed(sympaMail({ from: 'Camille Martin (via entraide) <entraide@lists.coop.example>', subject: '[entraide] Certificat expiré' }), { 'X-Original-From': 'Camille Martin <camille@free.example>', 'Message-ID': '<q@free.example>', 'In-Reply-To': '' }))
    const answer = bytesOf(changed(sympaMail({ from: 'Maëlle <maelle@asso.example>', text: 'Relance certbot.' }), { 'Message-ID': '<a@asso.example>', 'In-Reply-To': '<q@free.example>' }))
    expect(await take(question)).toEqual([['opened', 'new']])
    expect(await take(answer, question)).toEqual([['joined', 'thread'], ['duplicate', 'same-message']])
    expect(await rows('tickets', 'channel', 'subject', 'requester_address', 'message_count')).toEqual([{ channel: 'list', subject: 'Certificat expiré', requester_address: 'camille@free.example', message_count: 2 }])
    expect(await rows('messages', 'from_address', 'visible_reply')).toMatchObject([{ from_address: 'camille@free.example' }, { from_address: 'maelle@asso.example' }])
    const place = async () => (await rows<{ source_id: number, ranks_below: number }>('tickets', 'source_id', 'ranks_below')).map(ticket => [ticket.source_id, Boolean(ticket.ranks_below)])
    expect(await place()).toEqual([[sourceId, true]])
    const [discussion] = await rows<{ id: number, answered_at: number | null }>('discussions', 'id', 'answered_at')
    expect(discussion?.answered_at).not.toBeNull()
    expect((await open().reader('discussion_participants').orderBy('who').select('who')).map(({ who }: { who: string }) => who)).toEqual(['camille@free.example', 'maelle@asso.example'])
    expect((await rows<{ address: string }>('participants', 'address')).map(({ address }) => address)).toEqual(['camille@free.example'])
    expect(await rows('outbox', 'id')).toEqual([])
    // Who asked says more: it is to be done again.
    await take(bytesOf(changed(sympaMail({ from: 'Camille <camille@free.example>', text: 'Cela ne suffit pas.' }), { 'Message-ID': '<q2@free.example>', 'In-Reply-To': '<a@asso.example>' })))
    expect(await place()).toEqual([[sourceId, false]])
  })

  test('a topic told by the forum: posts are edited, taken away, and declared the solution', async () => {
    const { id } = await given(open()).source({ kind: 'forum', profile: 'discourse', address: null, url: 'https://forum.coop.example', answers_by: 'hand' })
    expect(await tell(id, {})).toEqual([['opened', 'new']])
    expect(await tell(id, { postKey: 'post/2', author: { name: 'Maëlle', handle: 'maelle' }, text: 'Relance certbot.', messageId: '<discourse/post/2@forum.coop.example>' })).toEqual([['joined', 'thread']])
    expect(await tell(id, { event: 'edited', text: 'Le certificat a expiré hier.' })).toEqual([['joined', 'post-edited']])
    expect(await rows('messages', 'handle', 'text')).toMatchObject([{ handle: 'camille', text: 'Le certificat a expiré hier.' }, { handle: 'maelle' }])
    expect(await tell(id, { postKey: 'post/2', event: 'solved', text: 'Relance certbot.', messageId: '<discourse/post/2@forum.coop.example>' })).toEqual([['joined', 'post-solved']])
    const [ticket] = await rows<{ status: string, solved_at: number | null, requester_handle: string }>('tickets', 'status', 'solved_at', 'requester_handle')
    expect([ticket?.status, ticket?.solved_at !== null, ticket?.requester_handle]).toEqual(['solved', true, 'camille'])
    expect(await tell(id, { postKey: 'post/2', event: 'removed', text: '', messageId: '<discourse/post/2@forum.coop.example>' })).toEqual([['joined', 'post-removed']])
    expect((await rows<{ removed_at: number | null }>('messages', 'removed_at')).map(({ removed_at: at }) => at !== null)).toEqual([false, true])
  })

  test('who is joined to an address is known by it', async () => {
    const { id } = await given(open()).source({ kind: 'forum', profile: 'discourse', address: null, url: 'https://forum.coop.example', answers_by: 'hand' })
    await open().transaction(db => db('identities').insert({ source_id: id, handle: 'camille', address: 'camille@free.example', created_at: 1 }))
    await tell(id, {})
    expect(await rows('tickets', 'requester_address', 'requester_handle')).toEqual([{ requester_address: 'camille@free.example', requester_handle: 'camille' }])
  })
})

const POST: PostedMail = {
  threadKey: 'topic/7', postKey: 'post/1', title: 'Certificat expiré', postUrl: 'https://forum.coop.example/p/1', threadUrl: 'https://forum.coop.example/t/certificat/7', category: 'Hébergement', isOwn: false, isPrivate: false, event: 'said',
  author: { name: 'Camille Martin', handle: 'camille' }, forum: { name: 'Forum', address: null, host: 'forum.coop.example' }, text: 'Le certificat a expiré.', html: null, at: Date.UTC(2026, 10, 20), messageId: '<discourse/post/1@forum.coop.example>', references: [],
}
