import { afterAll, beforeAll, expect, test } from 'vitest'
import { simulatedAlternc } from '../../adapters/alternc.sim.ts'
import { RemoteFailure } from '../../platform/errors.ts'
import { eachEngine } from '../../testing/databases.ts'
import { given } from '../../testing/given.ts'
import { served, testSecrets } from '../../testing/served.ts'
import { authorise } from '../authority/actions/authorise.ts'
import type { TicketHosting } from './contract.ts'

const HOUR = 3_600_000

eachEngine('the hosting of whoever asks', (open) => {
  let web: Awaited<ReturnType<typeof served>>
  let now = Date.UTC(2026, 10, 22, 18)
  let isDown = false
  let staff = { id: 0, cookie: '' }
  const hosting = simulatedAlternc({ clock: () => new Date(now) })
  const provisioner = { ...hosting, find: (...by: Parameters<typeof hosting.find>) => isDown ? Promise.reject(new RemoteFailure('alternc', true, 'no answer')) : hosting.find(...by) }

  beforeAll(async () => {
    web = await served(open(), { clock: () => new Date(now), hosting: { provisioner, panelUrl: 'https://panel.example/', isThere: () => Promise.resolve(true) } })
    staff = await web.agent('staff')
  })
  afterAll(() => web.stop())

  let count = 0
  async function member() {
    const login = `m${++count}x${open().engine.slice(0, 2)}`
    const email = `bureau@${login}.example`
    const account = await hosting.createAccount({ login, email, firstName: 'Odile', lastName: 'Marin', notes: '' }, { plain: 'un mot de passe' })
    await hosting.apply(account.id, { do: 'domain', domain: `${login}.example`, hostsDns: true, hostsMail: true, force: true })
    return { account, email, login }
  }
  const ticketOf = async (address: string) => (await given(open()).ticket({ requester_address: address, requester_name: 'Odile Marin', locale: 'en' })).id
  const shown = async (ticketId: number, cookie = staff.cookie) => await (await web.send(`/api/tickets/${ticketId}/hosting`, { cookie })).json() as TicketHosting
  const ask = (path: string, body: unknown, cookie = staff.cookie) => web.send(`/api${path}`, { cookie, body })
  async function lastMail(to: string) {
    const rows = await open().reader('outbox').where({ kind: 'account' }).orderBy('id', 'desc').limit(5).select<{ letter: string, sealed: unknown }[]>('letter', 'sealed')
    return rows.map(({ letter }) => JSON.parse(testSecrets.open(letter)) as { to: { address: string }[], subject: string, text: string }).find(letter => letter.to[0]?.address === to)
  }
  const codeIn = (text = '') => /^\d{4} \d{4}$/m.exec(text)?.[0] ?? ''
  const may = (accountId: string, requester: string) => authorise(open().reader, { provisioner: 'alternc', accountId, requester }, now)

  test('shows account, domains, addresses and quotas, and says why it is taken for theirs', async () => {
    const { account, email, login } = await member()
    const found = await shown(await ticketOf(email.toUpperCase()))
    expect(found).toMatchObject({ state: 'known', panelUrl: 'https://panel.example/', isStale: false })
    expect(found.accounts).toMatchObject([{ id: account.id, login, matchedBy: 'registered', domains: [{ name: `${login}.example`, hostsMail: true, state: 'waiting' }], addressCount: 1, claim: null }])
    expect(found.accounts[0]?.quotas).toContainEqual({ name: 'domains', used: 1, total: 1 })
    expect((await shown(await ticketOf(`postmaster@${login}.example`))).accounts[0]?.matchedBy).toBe('address')
    expect((await shown(await ticketOf(`eve@${login}.example`))).accounts[0]?.matchedBy).toBe('domain')
    expect((await shown(await ticketOf('personne@ailleurs.example'))).accounts).toEqual([])
    const nameless = await ticketOf('')
    expect((await shown(nameless)).state).toBe('none')
    expect((await ask(`/tickets/${nameless}/hosting/proofs`, { accountId: account.id, note: 'Rappelée au bureau.' })).status).toBe(409)
  })

  test('is remembered, shown with its age when the hosting is down, and absent gracefully', async () => {
    const { email } = await member()
    const ticketId = await ticketOf(email)
    const { readAt } = await shown(ticketId)
    now += HOUR
    isDown = true
    expect(await shown(ticketId)).toMatchObject({ state: 'known', readAt })
    await expect.poll(async () => (await shown(ticketId)).isStale).toBe(true)
    expect(await shown(await ticketOf('autre@ailleurs.example'))).toMatchObject({ state: 'down', accounts: [] })
    isDown = false
    const other = await served(open())
    expect(await (await other.send(`/api/tickets/${ticketId}/hosting`, { cookie: staff.cookie })).json()).toMatchObject({ state: 'none' })
    await other.stop()
  })

  test('a code goes to the registered address alone, and proves the account for whoever asked', async () => {
    const { account, email, login } = await member()
    const requester = `eve@${login}.example`
    const ticketId = await ticketOf(requester)
    await expect(may(account.id, requester)).rejects.toMatchObject({ code: 'forbidden' })
    expect((await ask(`/tickets/${ticketId}/hosting/codes`, { accountId: account.id })).status).toBe(202)
    const mail = await lastMail(email)
    expect(mail?.subject).toContain(login)
    expect(mail?.text).toContain(requester)
    expect((await shown(ticketId)).accounts[0]?.claim).toMatchObject({ state: 'awaits-code' })
    expect((await ask(`/tickets/${ticketId}/hosting/codes/check`, { accountId: account.id, code: '0000 0000' })).status).toBe(403)
    expect((await ask(`/tickets/${ticketId}/hosting/codes/check`, { accountId: account.id, code: codeIn(mail?.text) })).status).toBe(200)
    expect((await shown(ticketId)).accounts[0]?.claim).toMatchObject({ state: 'proved', how: 'code' })
    await expect(may(account.id, requester)).resolves.toBeUndefined()
    await expect(may(account.id, `autre@${login}.example`)).rejects.toMatchObject({ code: 'forbidden' })
    expect(await open().reader('audit').where({ ticket_id: ticketId }).orderBy('id').pluck('did')).toEqual(['hosting.code-sent', 'hosting.code-wrong', 'hosting.proved'])
    const everything = JSON.stringify(await Promise.all(['audit', 'events', 'account_claims', 'outbox'].map(table => open().reader(table).select())))
    expect(everything).not.toContain(codeIn(mail?.text).replace(' ', ''))
  })

  test('is tried five times at most, and for a day', async () => {
    const { account, email } = await member()
    const ticketId = await ticketOf(email)
    const check = async (code: string) => (await ask(`/tickets/${ticketId}/hosting/codes/check`, { accountId: account.id, code })).status
    await ask(`/tickets/${ticketId}/hosting/codes`, { accountId: account.id })
    const code = codeIn((await lastMail(email))?.text)
    for (let tried = 0; tried < 5; tried++) expect(await check('12')).toBe(403)
    expect(await check(code)).toBe(403)
    expect((await shown(ticketId)).accounts[0]?.claim?.state).toBe('used-up')
    await ask(`/tickets/${ticketId}/hosting/codes`, { accountId: account.id })
    const second = codeIn((await lastMail(email))?.text)
    now += 24 * HOUR
    expect(await check(second)).toBe(403)
  })

  test('an account that is not there is answered in the same way, and as often', async () => {
    const { account, email } = await member()
    const stranger = await ticketOf('etranger@ailleurs.example')
    const statuses = async (ticketId: number, accountId: string) => {
      const all = []
      for (let i = 0; i < 4; i++) all.push((await ask(`/tickets/${ticketId}/hosting/codes`, { accountId })).status)
      return all
    }
    expect(await statuses(stranger, '999999')).toEqual([202, 202, 202, 429])
    expect(await statuses(await ticketOf(email), account.id)).toEqual([202, 202, 202, 429])
    expect((await ask(`/tickets/${stranger}/hosting/codes/check`, { accountId: '999999', code: '1234 5678' })).status).toBe(403)
  })

  test('a person says how they checked, and it can be taken back', async () => {
    const { account, email } = await member()
    const ticketId = await ticketOf(email)
    expect((await ask(`/tickets/${ticketId}/hosting/proofs`, { accountId: account.id, note: 'oui' })).status).toBe(422)
    expect((await ask(`/tickets/${ticketId}/hosting/proofs`, { accountId: account.id, note: 'Rappelée au numéro de son bulletin.' })).status).toBe(201)
    const { accounts: [one] } = await shown(ticketId)
    expect(one?.claim).toMatchObject({ state: 'proved', how: 'staff', by: 'Agent staff', note: 'Rappelée au numéro de son bulletin.' })
    await may(account.id, email)
    expect((await ask(`/hosting/claims/${one?.claim?.id ?? 0}/revoke`, { reason: 'Ce n’était pas elle' })).status).toBe(200)
    await expect(may(account.id, email)).rejects.toMatchObject({ code: 'forbidden' })
    const did = await open().reader('audit').where({ ticket_id: ticketId }).orderBy('id').pluck('did')
    expect(did).toEqual(['hosting.vouched', 'hosting.claim-revoked'])
  })

  test('a volunteer sees, and proves nothing', async () => {
    const volunteer = await web.agent('volunteer')
    const { account, email } = await member()
    const ticketId = await ticketOf(email)
    expect((await shown(ticketId, volunteer.cookie)).state).toBe('known')
    expect((await ask(`/tickets/${ticketId}/hosting/proofs`, { accountId: account.id, note: 'Je la connais bien.' }, volunteer.cookie)).status).toBe(403)
  })
})
