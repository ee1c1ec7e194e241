import { flushPromises, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { HostedAccount, TicketHosting as Answer } from '../../../server/provisioners/panel/contract.ts'
import { NOW } from '../testing/given.ts'
import { refusal, serve } from '../testing/server.ts'
import { show } from '../testing/show.ts'
import TicketHosting from './TicketHosting.vue'

beforeEach(() => {
  vi.useFakeTimers({ now: NOW, toFake: ['Date', 'setInterval', 'clearInterval'] })
  vi.stubGlobal('innerWidth', 1440)
})
afterEach(() => { vi.useRealTimers() })

const account = (parts: Partial<HostedAccount> = {}): HostedAccount => ({
  id: '2001', login: 'piedsverts', name: 'Claire Morvan', email: 'bureau@lespiedsverts.example', enabled: true, matchedBy: 'address', claim: null,
  quotas: [{ name: 'mailboxes', used: 3, total: 10 }, { name: 'lists', used: 0, total: 0 }, { name: 'web', used: 12, total: 51_200 }],
  domains: [{ name: 'lespiedsverts.example', hostsDns: true, hostsMail: true, state: 'applied' }, { name: 'neuf.example', hostsDns: true, hostsMail: false, state: 'waiting' }],
  addresses: [{ address: 'claire@lespiedsverts.example', quotaMb: 2000, recipients: 0, enabled: true }, { address: 'tresor@lespiedsverts.example', quotaMb: null, recipients: 1, enabled: true }], addressCount: 2, ...parts,
})
const claim = (parts: Partial<NonNullable<HostedAccount['claim']>> = {}) => ({ id: 9, state: 'awaits-code' as const, how: null, by: null, note: null, at: NOW - 60_000, until: NOW + 86_000_000, ...parts })

async function open({ answers = {}, mayProve = true, ...parts }: Partial<Answer> & { answers?: Record<string, unknown>, mayProve?: boolean } = {}) {
  const server = serve({ 'GET /tickets/7/hosting': { state: 'known', accounts: [account()], readAt: NOW, isRefreshing: false, isStale: false, panelUrl: 'https://panel.example/', ...parts }, ...answers })
  const { wrapper: page } = await show(TicketHosting, { props: { ticketId: 7, address: 'claire@lespiedsverts.example', mayProve } })
  await flushPromises()
  return { page, said: (path: string) => server.asked.filter(one => one.path === path).map(({ body }) => body) }
}
async function press(page: VueWrapper, words: string) {
  const found = page.findAll('button').find(one => one.text().includes(words))
  if (!found) throw new Error(`no button ${words}`)
  await found.trigger(found.attributes('type') === 'submit' ? 'submit' : 'click')
  await flushPromises()
}

test('shows the account, why it is taken for theirs, domains, quotas and, when asked, addresses', async () => {
  const { page } = await open()
  for (const words of ['piedsverts', 'l’une de celles du compte', 'bureau@lespiedsverts.example', 'DNS ici · courrier ici', 'en attente d’application', '3 sur 10']) expect(page.text()).toContain(words)
  expect(page.text()).not.toContain('51')
  expect(page.text()).not.toContain('tresor@')
  await press(page, '2 adresses')
  expect(page.text()).toMatch(/claire@lespiedsverts\.example\s*2000 Mo.*tresor@lespiedsverts\.example\s*transmet/s)
  expect(page.get('a[target=_blank]').attributes()).toMatchObject({ 'href': 'https://panel.example/', 'aria-label': 'Ouvrir le panneau de l’hébergement' })
})

test.each<[string, Partial<Answer>, string]>([
  ['nobody', { accounts: [] }, 'Aucun compte ne correspond à claire@lespiedsverts.example'], ['the hosting is down', { state: 'down', accounts: [] }, 'ne répond pas'],
  ['several', { accounts: [account(), account({ id: '2', login: 'autre', matchedBy: 'domain' })] }, '2 comptes correspondent'], ['stale', { isStale: true, readAt: NOW - 7_200_000 }, 'ne répond plus'],
  ['proved', { accounts: [account({ claim: claim({ state: 'proved', how: 'staff', by: 'Nadia', note: 'Rappelée au bureau' }) })] }, 'Vérifié par Nadia'],
])('says how it stands: %s', async (_what, parts, words) => {
  expect((await open(parts)).page.text()).toContain(words)
})

test('shows nothing where no hosting is connected', async () => {
  expect((await open({ state: 'none', accounts: [] })).page.find('aside').exists()).toBe(false)
})

test('sends a code, and checks the one that comes back; a wrong one is said', async () => {
  const { page, said } = await open({ answers: { 'POST /tickets/7/hosting/codes': { until: NOW } } })
  await press(page, 'Envoyer un code')
  expect(said('/tickets/7/hosting/codes')).toEqual([{ accountId: '2001' }])
  const other = await open({ accounts: [account({ claim: claim() })], answers: { 'POST /tickets/7/hosting/codes/check': refusal(403, 'forbidden') } })
  await other.page.get('input').setValue('1234 5678')
  await press(other.page, 'Vérifier le code')
  expect(other.said('/tickets/7/hosting/codes/check')).toEqual([{ accountId: '2001', code: '1234 5678' }])
  expect(other.page.get('[role=alert]').text()).toContain('Ce code ne convient pas')
})

test('records how somebody checked, in a sentence; whoever may not is shown no button', async () => {
  const { page, said } = await open({ answers: { 'POST /tickets/7/hosting/proofs': {} } })
  await press(page, 'J’ai vérifié autrement')
  await page.get('textarea').setValue('court')
  expect(page.findAll('button').find(one => one.text() === 'Enregistrer la vérification')?.attributes('disabled')).toBeDefined()
  await page.get('textarea').setValue('Rappelée au numéro du bulletin')
  await press(page, 'Enregistrer la vérification')
  expect(said('/tickets/7/hosting/proofs')).toEqual([{ accountId: '2001', note: 'Rappelée au numéro du bulletin' }])
  const watching = await open({ mayProve: false })
  expect(watching.page.findAll('section section button')).toEqual([])
})
