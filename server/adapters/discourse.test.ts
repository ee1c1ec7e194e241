import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { AskedToWait } from '../channels/sources/ports.ts'
import { RemoteFailure } from '../platform/errors.ts'
import { forumSource } from '../testing/posts.ts'
import { simulatedDiscourse, type SimulatedDiscourse } from './discourse.sim.ts'
import { discourse } from './discourse.ts'

let forum: SimulatedDiscourse
beforeEach(async () => { forum = await simulatedDiscourse() })
afterEach(() => forum.stop())

const api = ({ key = forum.key, ...source }: { key?: string, url?: string, account?: string | null, categories?: string[] } = {}, patienceMs = 2000) =>
  discourse({ source: forumSource({ url: forum.url, ...source }), apiKey: key }, { patienceMs, shortWaitMs: 1500 })
const question = (more = {}) => forum.board.open({ by: 'camille', title: 'Panne du FTP', raw: 'Le FTP ne répond plus.', ...more })
const ours = (topicId: number, more = {}) => ({ threadKey: `topic/${topicId}`, answersPostKey: null, text: 'C’est réparé, merci de votre patience.', since: Date.now(), ...more })

describe('reading', () => {
  test('the first reading finds where to begin, the next what came since, in its order and with all that is told of it', async () => {
    const { topicId } = await question()
    const first = await api().latest(null)
    expect(first.posts).toEqual([])
    await forum.board.answer({ topicId, by: 'maelle', raw: 'Même <problème> chez moi.' })
    const { posts, position } = await api({ categories: ['hebergement'] }).latest(first.position)
    expect(posts.map(({ post, isNew, opens }) => [post.text, isNew, opens])).toEqual([['Le FTP ne répond plus.', false, true], ['Même <problème> chez moi.', true, false]])
    expect(posts[1]).toMatchObject({
      isGone: false, isSolution: false,
      post: { threadKey: `topic/${topicId}`, title: 'Panne du FTP', category: 'hebergement', author: { name: 'Maëlle Le Goff', handle: 'maelle' }, isOwn: false, isPrivate: false, threadUrl: `${forum.url}/t/panne-du-ftp/${topicId}`, postUrl: `${forum.url}/t/panne-du-ftp/${topicId}/2`, html: '<p>Même &lt;problème> chez moi.</p>' },
    })
    expect((await api().latest(position)).posts.filter(({ isNew }) => isNew)).toHaveLength(1)
  })

  test('however much was said, all of it is read, and nothing from before', async () => {
    const { topicId } = await question()
    const { position } = await api().latest(null)
    for (let count = 0; count < 120; count += 1) await forum.board.answer({ topicId, by: 'zoe', raw: `Réponse ${count}` })
    const { posts } = await api().latest(position)
    expect(posts.filter(({ isNew }) => isNew).map(({ post }) => post.text)).toEqual(Array.from({ length: 120 }, (_one, count) => `Réponse ${count}`))
  })

  test('of private messages only those to our user are read', async () => {
    await question({ to: ['support'], title: 'Mon mot de passe' })
    const { position } = await api().latest(null)
    const others = await question({ to: ['zoe'], title: 'Entre nous' })
    const mine = await question({ to: ['support'], title: 'Ma facture' })
    const { posts } = await api().latest(position)
    expect(posts.filter(({ isNew }) => isNew).map(({ post }) => [post.title, post.isPrivate, post.category])).toEqual([['Ma facture', true, null]])
    expect(await api().topic(`topic/${others.topicId}`)).toEqual([])
    expect([await api().topic(`topic/${mine.topicId}`)].flat().map(one => one !== 'gone' && one.post.isPrivate)).toEqual([true])
    expect(await api().these([`post/${others.id}`])).toEqual([])
    expect(await api().topic('topic/999999')).toBe('gone')
  })

  test('edited, solved, taken away, brought back', async () => {
    const post = await question()
    const now = async () => (await api().these([`post/${post.id}`])).map(({ version, isGone, isSolution, post: { text } }) => ({ version, isGone, isSolution, text }))
    const [before] = await now()
    await forum.board.edit(post, 'Le FTP répond de nouveau.')
    await forum.board.accept(post)
    const [after] = await now()
    expect(after).toMatchObject({ text: 'Le FTP répond de nouveau.', isSolution: true, isGone: false })
    expect(after?.version).not.toBe(before?.version)
    await forum.board.remove(post)
    expect(await now()).toMatchObject([{ isGone: true, text: '' }])
    await forum.board.recover(post)
    expect(await now()).toEqual([after])
  })
})

describe('what goes wrong is said in a sentence, and neither key nor question stands in it', () => {
  const fails = (kind: '429' | '500' | 'timeout-before', patienceMs?: number) => {
    forum.faults.push({ path: '/posts', kind, seconds: 40 })
    return api({}, patienceMs)
  }

  test.each<{ what: string, make: () => ReturnType<typeof api>, retry: boolean, message: RegExp }>([
    { what: 'a wrong key', make: () => api({ key: 'geheim' }), retry: false, message: /refuses the API key or its user \(403\): You are not permitted/ },
    { what: 'a key with a line in it', make: () => api({ key: 'geheim\r\nx: y' }), retry: false, message: /characters that no key has/ },
    { what: 'nobody of this name', make: () => api({ account: 'nobody' }), retry: false, message: /refuses the API key/ },
    { what: 'nothing there', make: () => api({ url: 'http://127.0.0.1:1' }), retry: true, message: /nothing answers there|cannot be asked/ },
    { what: 'a server that fails', make: () => fails('500'), retry: true, message: /answers 500/ },
    { what: 'a server that does not answer', make: () => fails('timeout-before', 300), retry: true, message: /did not answer within 1 seconds/ },
    { what: 'too many requests', make: () => fails('429'), retry: true, message: /wait for 40 seconds/ },
  ])('$what', async ({ make, retry, message }) => {
    const failure = await Promise.resolve().then(() => make().latest(null)).then(() => undefined, (error: unknown) => error)
    expect(failure).toBeInstanceOf(RemoteFailure)
    expect(failure).toMatchObject({ retry, message: expect.stringMatching(message) as unknown })
    expect(JSON.stringify(failure) + String(failure)).not.toMatch(/geheim|a-key-of-the-simulator/)
  })

  test('a short wait is waited for, a long one is told', async () => {
    forum.faults.push({ path: '/posts', kind: '429', seconds: 1 })
    expect((await api().latest(null)).posts).toEqual([])
    forum.faults.push({ path: '/posts', kind: '429', seconds: 40 })
    await expect(api().latest(null)).rejects.toSatisfy(error => error instanceof AskedToWait && error.waitMs === 40_000)
  })
})

/** The contract of the port, on the simulator and on a real forum where one is named. It is written to only where a topic for that is named as well. */
const real = { url: process.env['PERMANENCE_TEST_DISCOURSE_URL'], key: process.env['PERMANENCE_TEST_DISCOURSE_KEY'], account: process.env['PERMANENCE_TEST_DISCOURSE_USER'], topic: process.env['PERMANENCE_TEST_DISCOURSE_TOPIC'] }
const { topic, ...access } = real
const isReal = Object.values(access).every(value => value !== undefined && value !== '')

describe.each([['simulated', false], ...isReal ? [['real', true] as const] : []] as const)('answering a %s forum', (_name, onReal) => {
  const place = async () => onReal ? { api: discourse({ source: forumSource({ url: real.url ?? '', account: real.account ?? '' }), apiKey: real.key ?? '' }), topicId: Number(real.topic) } : { api: api(), topicId: (await question()).topicId }
  const words = () => `Une réponse d’essai, écrite à ${new Date().toISOString()}.`

  test('what has been read is not news the second time', async () => {
    const { api } = await place()
    const { position } = await api.latest(null)
    const { posts } = await api.latest(position)
    expect(posts.filter(({ isNew }) => isNew)).toEqual([])
    expect(posts.every(({ post: { threadKey, postKey } }) => /^topic\/\d+ post\/\d+$/.test(`${threadKey} ${postKey}`))).toBe(true)
  })

  test.skipIf(onReal && !topic)('an answer stands there once, however often it is asked for, and is read as ours', async () => {
    const { api, topicId } = await place()
    const { position } = await api.latest(null)
    const answer = ours(topicId, { text: words() })
    const one = await api.ensurePosted(answer)
    expect(await api.ensurePosted(answer)).toEqual(one)
    expect(one.postKey).toMatch(/^post\/\d+$/)
    const { posts } = await api.latest(position)
    expect(posts.filter(({ post }) => post.text.trim() === answer.text).map(({ post, isNew }) => [post.postKey, post.isOwn, isNew])).toEqual([[one.postKey, true, true]])
  })

  test('a topic that is not there takes no answer', async () => {
    const { api } = await place()
    await expect(api.ensurePosted(ours(999_999_999))).rejects.toMatchObject({ retry: false, message: expect.stringContaining('404') as unknown })
  })
})

describe('answering', () => {
  const posted = (topicId: number) => forum.board.in(topicId).filter(({ username }) => username === 'support')

  test.each(['timeout-before', 'timeout-after', '500'] as const)('after a failure (%s) it stands there once', async (kind) => {
    const { topicId } = await question()
    forum.faults.push({ path: 'POST /posts', kind })
    await expect(api({}, 300).ensurePosted(ours(topicId))).rejects.toMatchObject({ retry: true })
    await api().ensurePosted(ours(topicId))
    expect(posted(topicId)).toHaveLength(1)
  })

  test('the same words from another day, or of another person, are not it; a long topic is looked at from its end', async () => {
    const { topicId } = await question()
    await forum.board.answer({ topicId, by: 'zoe', raw: ours(topicId).text })
    for (let count = 0; count < 40; count += 1) await forum.board.answer({ topicId, by: 'zoe', raw: `Réponse ${count}` })
    const one = await api().ensurePosted(ours(topicId))
    expect(await api().ensurePosted(ours(topicId, { text: `${ours(topicId).text}\r\n` }))).toEqual(one)
    expect(posted(topicId)).toHaveLength(1)
    // The forum itself refuses to be told the same twice.
    await expect(api().ensurePosted(ours(topicId, { since: Date.now() + 86_400_000 }))).rejects.toMatchObject({ retry: false, message: expect.stringContaining('too similar') as unknown })
  })

  test('it answers a post where one is meant, and says what the forum does not take', async () => {
    const { topicId } = await question()
    const other = await forum.board.answer({ topicId, by: 'zoe', raw: 'Chez moi aussi.' })
    await api().ensurePosted(ours(topicId, { answersPostKey: `post/${other.id}` }))
    expect(posted(topicId).map(({ repliesTo }) => repliesTo)).toEqual([2])
    await expect(api().ensurePosted(ours(topicId, { text: 'Oui.' }))).rejects.toMatchObject({ retry: false, message: 'Forum Coop: it does not take this (422): Body is too short (minimum is 10 characters)' })
  })
})
