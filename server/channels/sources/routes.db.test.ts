import { afterAll, beforeAll, expect, test } from 'vitest'
import { eachEngine } from '../../testing/databases.ts'
import { served, testSecrets } from '../../testing/served.ts'
import { mailParser } from '../../adapters/mail-parser.ts'
import { sympaMail } from '../../testing/posts.ts'
import { SourceList, SourceSettingsList, SourceTested } from './contract.ts'

const parser = mailParser({ threads: 1 })
afterAll(() => parser.close())

eachEngine('lists and forums by HTTP', (open) => {
  let web: Awaited<ReturnType<typeof served>>
  let administrator: { cookie: string }, volunteer: { cookie: string }
  beforeAll(async () => {
    web = await served(open(), { parser })
    administrator = await web.agent('administrator')
    volunteer = await web.agent('volunteer')
  })
  afterAll(() => web.stop())

  const send = (...[path, method, body, { cookie } = administrator]: [string, string, unknown?, { cookie: string }?]) => web.send(`/api/sources${path}`, { cookie, method, ...body === undefined ? {} : { body } })
  const settings = async (response: Response) => SourceSettingsList.parse(await response.json()).sources
  const list = (name: string) => ({ name, profile: 'sympa', address: 'Entraide@lists.coop.example', answersBy: 'mail' })
  const forum = (name: string) => ({ name, profile: 'discourse', url: 'https://forum.coop.example/', account: 'support', answersBy: 'api', apiKey: 'geheim', webhookSecret: 'secret' })

  test('one is added, set anew and told; its secrets are sealed and told to nobody', async () => {
    const answer = await send('', 'POST', forum('Forum'))
    expect(answer.status).toBe(201)
    const text = await answer.clone().text()
    expect(text).not.toContain('geheim')
    const [one] = await settings(answer)
    expect(one).toMatchObject({ kind: 'forum', url: 'https://forum.coop.example', hasApiKey: true, hasWebhookSecret: true, discussions: 0, lastAt: null })
    const row = await open().reader('sources').where({ id: one?.id ?? 0 }).first<{ api_key_sealed: string }>()
    expect(testSecrets.open(row.api_key_sealed)).toBe('geheim')

    const changed = (await settings(await send(`/${one?.id}`, 'PUT', { ...forum('Le forum'), apiKey: null, webhookSecret: '', categories: ['Hébergement'] }))).find(({ id }) => id === one?.id)
    expect(changed).toMatchObject({ name: 'Le forum', hasApiKey: true, hasWebhookSecret: false, categories: ['Hébergement'] })
    const told = SourceList.parse(await (await send('', 'GET', undefined, volunteer)).json())
    expect(told.sources.map(({ name, kind }) => [name, kind])).toEqual([['Le forum', 'forum']])
  })

  test.each<[string, Record<string, unknown>, RegExp]>([
    ['a list that cannot be known', { ...list('x'), address: null }, /List-Id/],
    ['a list answered by an API', { ...list('x'), answersBy: 'api' }, /answered by mail, or by hand/],
    ['a forum of nowhere', { ...forum('x'), url: null }, /Say where the forum is read/],
    ['a forum answered by an API without its key', { ...forum('x'), apiKey: null }, /its key is needed/],
    ['a forum that cannot be answered by mail', { ...forum('x'), profile: 'phpbb', answersBy: 'reply-address', address: 'forum@x.example' }, /Only Discourse/],
    ['an address that is none', { ...list('x'), address: 'entraide' }, /must be an address/],
  ])('%s is refused in a sentence', async (_what, body, words) => {
    const answer = await send('', 'POST', body)
    expect([answer.status, await answer.text()]).toEqual([422, expect.stringMatching(words)])
  })

  test('two of one name are not told apart; what is not there cannot be set', async () => {
    expect((await send('', 'POST', list('Entraide'))).status).toBe(201)
    expect((await send('', 'POST', list('Entraide'))).status).toBe(409)
    expect((await send('/99999', 'PUT', list('Autre'))).status).toBe(404)
  })

  test('a message is tried, and nothing of it is kept', async () => {
    const { headers, body } = sympaMail({ text: 'Chez moi aussi.\n'.repeat(80_000) })
    const answer = await send('/test', 'POST', { message: [...headers.map(([name, value]) => `${name}: ${value}`), '', body].join('\r\n') })
    expect(SourceTested.parse(await answer.json())).toMatchObject({ profile: 'sympa', title: 'Certificat expiré', proposed: { address: 'entraide@lists.coop.example' } })
    expect((await send('/test', 'POST', { message: '' })).status).toBe(422)
    expect((await send('/test', 'POST', { message: 'x'.repeat(6_000_000) })).status).toBe(413)
    expect(await open().reader('intakes').select('id')).toEqual([])
  })

  test.each([['', 'POST'], ['/1', 'PUT'], ['/settings', 'GET'], ['/test', 'POST']])('%s %s is for who manages them', async (path, method) => {
    expect([(await send(path, method, method === 'GET' ? undefined : {}, { cookie: '' })).status, (await send(path, method, method === 'GET' ? undefined : {}, volunteer)).status]).toEqual([401, 403])
  })
})
