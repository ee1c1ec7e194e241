import { Readable } from 'node:stream'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { RemoteFailure } from '../../platform/errors.ts'
import { eachEngine } from '../../testing/databases.ts'
import { given } from '../../testing/given.ts'
import { noBytes, served } from '../../testing/served.ts'
import { MailboxList, MailboxSettingsList } from '../contract.ts'
import type { OpenMailbox } from './ports.ts'

eachEngine('mailboxes by HTTP', (open) => {
  let web: Awaited<ReturnType<typeof served>>
  let administrator: { cookie: string }, staff: { cookie: string }
  const asked: string[] = []
  beforeAll(async () => {
    const openMailbox = (account => {
      asked.push(account.host)
      if (account.password === 'wrong') return Promise.reject(new RemoteFailure(`${account.username} at ${account.host}`, false, new Error('Authentication failed')))
      return Promise.resolve({ close: () => Promise.resolve() })
    }) as OpenMailbox
    const raw = (sha256: string) => sha256 === 'gone' ? noBytes.raw(sha256) : Readable.from([Buffer.from(`Received: x\r\nAuthentication-Results: ${sha256}.example; spf=pass\r\n\r\nBonjour`)])
    web = await served(open(), { openMailbox, bytes: { ...noBytes, raw }, mailOut: { servers: 1, mode: 'send' } })
    administrator = await web.agent('administrator')
    staff = await web.agent('staff')
  })
  beforeEach(() => open().transaction(db => db('mailboxes').delete()))
  afterAll(() => web.stop())

  const settings = async (response: Response) => MailboxSettingsList.parse(await response.json()).mailboxes
  const send = (...[path, method, body, { cookie } = administrator]: [string, string, unknown?, { cookie: string }?]) => web.send(`/api/mailboxes${path}`, { cookie, method, ...body === undefined ? {} : { body } })

  test.each([['/settings', 'GET'], ['', 'POST'], ['/1', 'PUT']])('%s %s is for who manages them', async (path, method) => {
    const body = method === 'GET' ? undefined : {}
    expect([(await send(path, method, body, { cookie: '' })).status, (await send(path, method, body, staff)).status]).toEqual([401, 403])
  })

  test('one is tried out, then added with its identity; its password is told to nobody', async () => {
    const url = 'imaps://support%40coop.example:geheim@mail.coop.example/INBOX'
    const answer = await send('', 'POST', { url, name: 'support', begin: 30, identity: { fromName: 'L’aide', authservId: 'mail.coop.example' } })
    expect(answer.status).toBe(201)
    const text = await answer.text()
    expect(text).not.toContain('geheim')
    expect(MailboxSettingsList.parse(JSON.parse(text)).mailboxes).toMatchObject([{ name: 'support', transport: 'imap', writesAs: 'support@coop.example', fromName: 'L’aide', authservId: 'mail.coop.example', lacks: [], acknowledges: true }])
    expect(asked).toContain('mail.coop.example')
    expect(await open().reader('audit').whereIn('did', ['mailbox.added', 'mailbox.identity-changed']).pluck('entry')).toEqual([expect.not.stringContaining('geheim'), expect.not.stringContaining('geheim')])
    expect((await send('', 'POST', { url })).status).toBe(409)
  })

  test('what is mistyped is not added', async () => {
    const refused = await send('', 'POST', { url: 'imaps://a:wrong@mail.coop.example/INBOX' })
    expect([refused.status, await refused.json()]).toMatchObject([422, { message: expect.stringContaining('Authentication failed') as unknown }])
    for (const body of [{ url: 'https://x' }, { url: 'smtp:x' }, {}, { url: 'smtp:a@b.example', identity: { fromAddress: 'x' } }]) expect((await send('', 'POST', body)).status).toBe(422)
    expect(await settings(await send('/settings', 'GET'))).toEqual([])
  })

  test('an address whose mail is handed to us is not among those that are read', async () => {
    expect(await settings(await send('', 'POST', { url: 'smtp:aide@coop.example' }))).toMatchObject([{ transport: 'smtp', name: 'aide@coop.example', writesAs: 'aide@coop.example', lacks: ['authserv-id'] }])
    expect(MailboxList.parse(await (await send('', 'GET')).json()).mailboxes).toEqual([])
  })

  test('an identity is changed in part, and taken back', async () => {
    const { id } = await given(open()).mailbox({ username: 'support' })
    expect(await settings(await send(`/${id}`, 'PUT', { fromAddress: 'support@coop.example', signature: 'Alice', acknowledges: false, plusAddresses: false }))).toMatchObject([{ writesAs: 'support@coop.example', signature: 'Alice', acknowledges: false, plusAddresses: false }])
    expect(await settings(await send(`/${id}`, 'PUT', { fromAddress: '', locale: 'en' }))).toMatchObject([{ writesAs: null, fromAddress: null, signature: 'Alice', locale: 'en', lacks: ['address', 'authserv-id', 'acknowledges'] }])
    expect((await send(`/${id}`, 'PUT', { authservId: 'a b' })).status).toBe(422)
    expect((await send('/999999', 'PUT', {})).status).toBe(404)
  })

  test('the servers that wrote the heads of its latest mail are offered', async () => {
    const { id } = await given(open()).mailbox()
    for (const [index, sha256] of ['other', 'mx', 'mx', 'gone'].entries()) {
      await open().transaction(db => db('intakes').insert({ id: index + 1, source: 'imap', mailbox_id: id, sha256, size: 1, state: 'opened', reason: '', created_at: 1 }))
    }
    expect((await settings(await send('/settings', 'GET')))[0]?.seenServers).toEqual(['mx.example', 'other.example'])
  })
})
