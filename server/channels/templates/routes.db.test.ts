import { afterAll, beforeAll, expect, test } from 'vitest'
import { eachEngine } from '../../testing/databases.ts'
import { served } from '../../testing/served.ts'
import { MailTemplate, MailTemplateList, TestSent } from './contract.ts'

eachEngine('the templates of mails by HTTP', (open) => {
  let web: Awaited<ReturnType<typeof served>>
  let administrator: { cookie: string, email: string }, staff: { cookie: string }
  beforeAll(async () => {
    web = await served(open())
    administrator = await web.agent('administrator')
    staff = await web.agent('staff')
  })
  afterAll(() => web.stop())

  test.each([['', 'GET'], ['/fr/ticket-replied', 'GET'], ['/fr/ticket-replied/test', 'POST']])('%s is for who manages the mailboxes', async (path, method) => {
    const asked = (cookie: string) => web.send(`/api/mail-templates${path}`, { cookie, method, ...method === 'POST' ? { body: {} } : {} })
    expect([(await asked('')).status, (await asked(staff.cookie)).status]).toEqual([401, 403])
  })

  test('each is shown in each language', async () => {
    const { names, locales } = MailTemplateList.parse(await (await web.send('/api/mail-templates', administrator)).json())
    expect([names.includes('ticket-received'), locales]).toEqual([true, ['fr', 'en']])
    for (const name of names) for (const locale of locales) {
      expect(MailTemplate.parse(await (await web.send(`/api/mail-templates/${locale}/${name}`, administrator)).json()).subject).not.toBe('')
    }
  })

  test.each(['de/ticket-replied', 'fr/nothing', 'fr/constructor', 'fr/..%2Fen%2Fticket-replied'])('there is no %s', async (path) => {
    expect((await web.send(`/api/mail-templates/${path}`, administrator)).status).toBe(404)
  })

  test('a trial goes to whoever asks, and to nobody else', async () => {
    const { outboxId, to } = TestSent.parse(await (await web.send('/api/mail-templates/en/ticket-received/test', { ...administrator, body: {} })).json())
    expect(to).toBe(administrator.email)
    expect(await open().reader('deliveries').where({ outbox_id: outboxId }).pluck('address')).toEqual([administrator.email])
    expect(await open().reader('outbox').where({ id: outboxId }).first()).toMatchObject({ kind: 'account', ticket_id: null })
  })
})
