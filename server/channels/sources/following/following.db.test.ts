import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { discourse } from '../../../adapters/discourse.ts'
import { hookHeaders } from '../../../adapters/discourse.sim-board.ts'
import { simulatedDiscourse, type SimulatedDiscourse } from '../../../adapters/discourse.sim.ts'
import { mailParser } from '../../../adapters/mail-parser.ts'
import { fetchText } from '../../../adapters/web.ts'
import { eachEngine } from '../../../testing/databases.ts'
import { given } from '../../../testing/given.ts'
import { readingOn } from '../../../testing/reading.ts'
import { sendingOn } from '../../../testing/sending.ts'
import { served } from '../../../testing/served.ts'
import { forumIn } from '../../../../workers/forum-in.ts'
import { takeUpLeft } from '../../../tickets/discussions/actions.ts'
import { SourceInput } from '../contract.ts'
import { saveSource } from '../store.ts'
import { takeIn } from '../../reading/actions/take-in.ts'
import { forumsOn, readSource, type ForumReading } from './actions.ts'
import { sourcesDue } from './queries.ts'

const parser = mailParser({ threads: 1 })
afterAll(() => parser.close())

eachEngine('what forums tell by their API, their webhooks and their feeds', (open) => {
  let desk: ReturnType<typeof readingOn>
  let forum: SimulatedDiscourse
  let reading: ForumReading
  beforeAll(() => {
    desk = readingOn(open(), parser)
    reading = { ...desk.following, openForum: access => discourse(access, { patienceMs: 2000, shortWaitMs: 0 }), fetchText: fetchText(), takeIn: mails => takeIn(desk.following, mails) }
  })
  afterAll(() => desk.close())
  beforeEach(async () => {
    forum = await simulatedDiscourse({ requestsPerMinute: 1000 })
    await open().transaction(async (db) => {
      for (const table of ['intakes', 'thread_ids', 'discussion_participants', 'discussions', 'messages', 'tickets', 'source_posts', 'sources', 'deliveries', 'outbox', 'events']) await db(table).delete()
    })
  })
  afterEach(() => forum.stop())

  const seal = (text: string) => desk.following.secrets.seal(text)
  const forumSource = async (more = {}) => (await given(open()).source({ kind: 'forum', profile: 'discourse', address: null, url: forum.url, account: 'support', answers_by: 'api', api_key_sealed: seal(forum.key), ...more })).id
  const question = (more = {}) => forum.board.open({ by: 'camille', title: 'Panne du FTP', raw: 'Le FTP ne répond plus.', ...more })
  const rows = <T>(table: string, ...columns: string[]) => open().reader(table).orderBy('id').select<T[]>(columns)
  const messages = async () => (await rows<{ handle: string, text: string, removed_at: number | null }>('messages', 'handle', 'text', 'removed_at')).map(({ handle, text, removed_at: at }) => [handle, text, at !== null])
  const outcomes = async () => (await rows<{ state: string, reason: string }>('intakes', 'state', 'reason')).map(({ state, reason }) => `${state} ${reason}`)
  const source = async (id: number) => await open().reader('sources').where({ id }).first<{ failure: string | null, checked_at: number | null, next_at: number | null, position: string | null }>('failure', 'checked_at', 'next_at', 'position')

  test('a topic is a ticket, its posts are messages; what has been told is not told again; changes follow', async () => {
    const old = await question({ title: 'Avant' })
    const id = await forumSource()
    await readSource(reading, id)
    expect(await outcomes()).toEqual([])
    const first = await question()
    const answer = await forum.board.answer({ topicId: first.topicId, by: 'maelle', raw: 'Chez moi aussi.' })
    await forum.board.edit(old, 'Personne ne s’en soucie.')
    await readSource(reading, id)
    await readSource(reading, id)
    expect(await messages()).toEqual([['camille', 'Le FTP ne répond plus.', false], ['maelle', 'Chez moi aussi.', false]])
    await forum.board.edit(first, 'Le FTP répond de nouveau.')
    await forum.board.accept(answer)
    await readSource(reading, id)
    await readSource(reading, id)
    expect(await outcomes()).toEqual(['opened new', 'joined thread', 'joined post-edited', 'joined post-solved'])
    expect(await rows('tickets', 'subject', 'status', 'channel')).toEqual([{ subject: 'Panne du FTP', status: 'solved', channel: 'forum' }])
    expect((await messages())[0]).toEqual(['camille', 'Le FTP répond de nouveau.', false])
    expect(await rows('outbox', 'id')).toEqual([])
  })

  test('an old post that is declared the solution, or changed, is found without a webhook; another address is read from anew', async () => {
    forum.board.pageSize = 2
    const id = await forumSource()
    await readSource(reading, id)
    const { topicId } = await question()
    const answer = await forum.board.answer({ topicId, by: 'maelle', raw: 'Vide ton cache.' })
    for (let count = 0; count < 3; count += 1) await forum.board.answer({ topicId, by: 'zoe', raw: `Réponse ${count}` })
    await readSource(reading, id)
    await forum.board.accept(answer)
    await readSource(reading, id)
    expect(await rows('tickets', 'status')).toEqual([{ status: 'solved' }])
    expect((await outcomes()).filter(outcome => outcome !== 'joined thread')).toEqual(['opened new', 'joined post-solved'])
    const input = { ...SourceInput.parse({ name: 'Ailleurs', profile: 'discourse', url: 'https://ailleurs.example', account: 'support', answersBy: 'api' }) }
    await open().transaction(db => saveSource(db, { id, input }, {}))
    expect(await source(id)).toMatchObject({ position: null, next_at: null })
  })

  test('killed between taking in and noting how far it got, it takes nothing twice and loses nothing', async () => {
    const id = await forumSource()
    await readSource(reading, id)
    const { topicId } = await question()
    for (let count = 0; count < 30; count += 1) await forum.board.answer({ topicId, by: 'zoe', raw: `Réponse ${count}` })
    let batches = 0
    const killed = { ...reading, takeIn: async (mails: Parameters<ForumReading['takeIn']>[0]) => {
      await reading.takeIn(mails)
      batches += 1
      throw new Error('killed')
    } }
    await expect(readSource(killed, id)).rejects.toThrow('killed')
    await expect(readSource(killed, id)).rejects.toThrow('killed')
    expect(batches).toBe(2)
    await readSource(reading, id)
    expect((await messages()).map(([, text]) => text)).toEqual(['Le FTP ne répond plus.', ...Array.from({ length: 30 }, (_one, count) => `Réponse ${count}`)])
    expect(await rows('tickets', 'message_count')).toEqual([{ message_count: 31 }])
  })

  test('an answer in a topic from before brings its question; a category that is not followed brings nothing', async () => {
    const old = await question({ title: 'Avant' })
    const id = await forumSource({ categories: '["Hébergement"]' })
    await readSource(reading, id)
    await forum.board.answer({ topicId: old.topicId, by: 'maelle', raw: 'Je l’ai aussi.' })
    await question({ title: 'Pique-nique', categoryId: 5 })
    await question({ title: 'Ma facture', to: ['support'] })
    await readSource(reading, id)
    expect(await rows('tickets', 'subject', 'requester_handle')).toEqual([{ subject: 'Avant', requester_handle: 'camille' }, { subject: 'Ma facture', requester_handle: 'camille' }])
    expect((await rows<{ is_private: number }>('discussions', 'is_private')).map(one => Boolean(one.is_private))).toEqual([false, true])
    expect(await outcomes()).toContain('ignored category-not-followed')
  })

  test('a question is left to the forum for a day: answered there it is solved without a word, unanswered it becomes work', async () => {
    const id = await forumSource({ unanswered_hours: 24 })
    await readSource(reading, id)
    await question({ title: 'Sans réponse' })
    const { topicId } = await question({ title: 'Répondue' })
    const private_ = await question({ title: 'Ma facture', to: ['support'] })
    await readSource(reading, id)
    const standing = async () => (await rows<{ subject: string, status: string, waiting_since: number | null }>('tickets', 'subject', 'status', 'waiting_since')).map(one => [one.subject, one.status, one.waiting_since !== null])
    expect(await standing()).toEqual([['Sans réponse', 'on-hold', false], ['Répondue', 'on-hold', false], ['Ma facture', 'new', true]])
    await forum.board.answer({ topicId, by: 'camille', raw: 'Personne ?' })
    await readSource(reading, id)
    expect((await standing())[1]).toEqual(['Répondue', 'on-hold', false])
    await forum.board.answer({ topicId, by: 'maelle', raw: 'Vide ton cache.' })
    await readSource(reading, id)
    const { database } = reading
    await takeUpLeft({ database, clock: () => new Date() })
    expect(await standing()).toEqual([['Sans réponse', 'on-hold', false], ['Répondue', 'solved', false], ['Ma facture', 'new', true]])
    await takeUpLeft({ database, clock: () => new Date(Date.now() + 25 * 3_600_000) })
    expect(await takeUpLeft({ database, clock: () => new Date(Date.now() + 25 * 3_600_000) })).toBe(0)
    await forum.board.answer({ topicId, by: 'camille', raw: 'Cela n’a pas aidé.' })
    await forum.board.answer({ topicId: private_.topicId, by: 'camille', raw: 'Voici le numéro.' })
    await readSource(reading, id)
    expect(await standing()).toEqual([['Sans réponse', 'new', true], ['Répondue', 'open', true], ['Ma facture', 'new', true]])
  })

  test('what fails is said, told once to the consoles, and not tried again at once', async () => {
    const id = await forumSource()
    const events = async () => (await open().reader('events').where({ type: 'source.changed' }).count<{ n: number }[]>({ n: '*' }))[0]?.n
    await readSource(reading, id)
    expect(Number(await events())).toBe(1)
    forum.faults.push({ path: '/posts', kind: '500' }, { path: '/posts', kind: '429', seconds: 300 })
    await readSource(reading, id)
    expect(await source(id)).toMatchObject({ failure: expect.stringContaining('answers 500') as unknown })
    await readSource(reading, id)
    const { failure, next_at: next } = await source(id) ?? {}
    expect([failure, (next ?? 0) > Date.now() + 250_000]).toEqual([expect.stringContaining('wait for 300 seconds'), true])
    expect((await sourcesDue(open().reader, Date.now())).map(one => one.id)).toEqual([])
    await readSource(reading, id)
    expect([(await source(id))?.failure, Number(await events())]).toEqual([null, 3])
  })

  test('told to stop in the middle of a question, it stops, blames nobody, and reads at once the next time', async () => {
    const id = await forumSource()
    const stop = new AbortController()
    forum.faults.push({ path: '/posts', kind: 'timeout-before' })
    const working = forumIn({ ...reading, ...desk.following, openForum: access => discourse(access), holder: randomUUID() }, stop.signal)
    await expect.poll(() => forum.asked).toContain('GET /posts.json')
    stop.abort()
    await working
    expect(await source(id)).toMatchObject({ failure: null, checked_at: null, next_at: null })
  })

  test('a webhook: signed as it should it wakes the reading, by a worker; unsigned it does nothing; without a key its post is taken', async () => {
    const [byKey, byHook] = [await forumSource({ webhook_secret_sealed: seal('hush') }), await forumSource({ api_key_sealed: null, webhook_secret_sealed: seal('hush') })]
    const { following } = desk
    const web = await served(open(), { takeIn: mails => takeIn(following, mails), secrets: following.secrets })
    const hook = (id: number, secret = 'hush') => ({ url: `${web.url}/hooks/discourse/${id}`, secret })
    await readSource(reading, byKey)
    const stop = new AbortController()
    const working = forumIn({ ...reading, ...following, holder: randomUUID() }, stop.signal)
    try {
      forum.board.hook = hook(byKey)
      const first = await question()
      await expect.poll(outcomes).toEqual(['opened new'])
      await forum.board.remove(first)
      await expect.poll(outcomes).toEqual(['opened new', 'joined post-removed'])

      const other = await question({ title: 'Effacé' })
      await expect.poll(outcomes).toHaveLength(3)
      await forum.board.removeTopic(other.topicId)
      await expect.poll(async () => (await messages()).map(([, , isGone]) => isGone)).toEqual([true, true])

      forum.board.hook = hook(byHook)
      const post = await question({ title: 'Par signal' })
      await forum.board.edit(post, 'Tout va bien.')
      await question({ title: 'Entre nous', to: ['zoe'] })
      expect((await rows<{ subject: string }>('tickets', 'subject')).map(({ subject }) => subject).filter(subject => subject !== 'Panne du FTP')).toContain('Par signal')
      expect(JSON.stringify(await messages())).not.toContain('Entre nous')
      expect((await messages()).map(([, text]) => text)).toContain('Tout va bien.')
      const before = (await outcomes()).length
      const body = JSON.stringify({ post: forum.board.shown(post, { topic_title: 'Faux', topic_archetype: 'regular' }) })
      const send = (id: number, headers: Record<string, string>) => fetch(hook(id).url, { method: 'POST', body, headers }).then(({ status }) => status)
      const signed = hookHeaders({ type: 'post', event: 'post_created', body, secret: 'other' })
      expect([await send(byHook, signed), await send(byHook, {}), await send(999_999, signed)]).toEqual([403, 403, 403])
      expect((await outcomes()).length).toBe(before)
    }
    finally {
      stop.abort()
      await working
      await web.stop()
    }
  })

  test('an answer from the console stands in the topic once, whatever failed on its way, and comes back as ours', async () => {
    const [id, sending] = [await forumSource(), sendingOn(open())]
    const web = await served(open(), { secrets: desk.following.secrets, mailOut: { servers: 0, mode: 'send' } })
    try {
      await readSource(reading, id)
      const { topicId } = await question({ to: ['support'], title: 'Ma facture' })
      await readSource(reading, id)
      const { cookie } = await web.agent('staff')
      const [ticket] = await rows<{ id: number, version: number }>('tickets', 'id', 'version')
      const [discussion] = await rows<{ id: number }>('discussions', 'id')
      const sent = await web.send(`/api/tickets/${ticket?.id}/replies`, { cookie, body: { text: 'Votre facture est **payée**.', seenVersion: ticket?.version, discussionId: discussion?.id } })
      expect([sent.status, await sent.text()]).toEqual([201, expect.any(String)])
      const forums = forumsOn({ ...reading, openForum: access => discourse(access, { patienceMs: 300, shortWaitMs: 0 }) })
      forum.faults.push({ path: 'POST /posts', kind: 'timeout-after' })
      const answers = () => forum.board.in(topicId).filter(({ username }) => username === 'support').map(({ raw }) => raw)
      const states = async () => (await rows<{ state: string }>('outbox', 'state')).map(({ state }) => state)
      for (const state of ['delayed', 'sent']) {
        sending.wait(120_000)
        await sending.turn(sending.world([], { forum: forums, mailOut: { servers: 0, mode: 'send' } }))
        expect([state, await states(), answers()]).toEqual([state, [state], ['Votre facture est **payée**.']])
      }
      await readSource(reading, id)
      expect(await outcomes()).toEqual(['opened new', 'own own-post'])
      expect(await messages()).toHaveLength(2)
    }
    finally {
      await web.stop()
      await sending.close()
    }
  })

  test('a feed: what stood there before is left, each entry comes once, and follows when it changes', async () => {
    let entries = [['1', 'Ancien', 'Déjà là']]
    const server = createServer((_request, response) => void response.end(`<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>F</title>${entries.map(([id, title, words]) => `<item><guid>${id}</guid><title>${title}</title><link>https://f.example/viewtopic.php?t=${id}</link><dc:creator>zoe</dc:creator><pubDate>${new Date().toUTCString()}</pubDate><description>&lt;p&gt;${words}&lt;/p&gt;</description></item>`).join('')}</channel></rss>`))
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    const { id } = await given(open()).source({ kind: 'forum', profile: 'feed', address: null, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/feed`, answers_by: 'hand' })
    try {
      await readSource(reading, id)
      entries = [...entries, ['2', 'Nouveau', 'Bonjour']]
      await readSource(reading, id)
      await readSource(reading, id)
      entries = [['1', 'Ancien', 'Autrement'], ['2', 'Nouveau', 'Bonsoir']]
      await readSource(reading, id)
      expect(await outcomes()).toEqual(['opened new', 'joined post-edited'])
      expect(await messages()).toEqual([['zoe', 'Bonsoir', false]])
    }
    finally { server.close() }
  })
})
