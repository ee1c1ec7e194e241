import { flushPromises, type VueWrapper } from '@vue/test-utils'
import { beforeEach, expect, test, vi } from 'vitest'
import type { Session } from '../../../../server/accounts/contract.ts'
import { sessionQuery } from '../../accounts/session.ts'
import { NOW, session } from '../../testing/given.ts'
import { prospect, runRow } from '../../testing/given-runs.ts'
import { refusal, serve } from '../../testing/server.ts'
import { show } from '../../testing/show.ts'
import BoardPage from './BoardPage.vue'

vi.mock('socket.io-client', () => ({ io: () => ({ on: vi.fn(), off: () => ({ disconnect: vi.fn() }), connect: vi.fn(), active: true }) }))
beforeEach(() => { vi.setSystemTime(NOW) })

const DAY = 86_400_000
const phases = [{ id: 'prepare', title: { fr: 'Préparer', en: 'Prepare' } }, { id: 'move', title: { fr: 'Déménager', en: 'Move' } }]
const runs = [
  runRow({ id: 1, subject: 'un.example', standing: 'blocked', phase: phases[0]! }),
  runRow({ id: 2, subject: 'deux.example', phase: phases[0]!, dueAt: NOW - 2 * DAY, owner: { id: 1, name: 'Nadia Benali' } }),
  runRow({ id: 3, subject: 'trois.example', phase: phases[1]!, going: { done: 30, of: 40, endsAt: NOW + DAY } }),
]
const board = {
  workflows: [{ name: 'move', title: { fr: 'Déménager un domaine', en: 'Move a domain' }, open: 3, blocked: 1 }],
  board: { workflow: 'move', phases, cells: [{ phase: 'prepare', standing: 'blocked', runs: 1, oldest: NOW - 9 * DAY, overdue: 0 }, { phase: 'prepare', standing: 'agent', runs: 1, oldest: NOW - 9 * DAY, overdue: 1 }, { phase: 'move', standing: 'agent', runs: 1, oldest: NOW - 9 * DAY, overdue: 0 }] },
}
const step = { path: 'go', round: 1, title: { fr: 'Autoriser', en: 'Allow' }, how: null, item: null, allowed: true, plan: [{ path: 't', title: { fr: 'Demander le transfert', en: '' }, irreversible: true, lines: [{ name: 'domain', value: { fr: 'deux.example', en: 'deux.example' } }] }], cause: null }
const answers = (more: Record<string, unknown> = {}) => ({
  'GET /runs/board': board, 'GET /runs': { runs, next: null }, 'GET /runs/mine/count': { runs: 2 }, 'GET /agents': { agents: [{ id: 1, name: 'Nadia Benali' }, { id: 2, name: 'Jules' }] },
  'GET /runs/batch': { runs: [prospect(2, [step]), prospect(3, [])] }, 'GET /runs/changes': { runs: [] }, 'POST /runs/batch': { outcomes: [{ id: 2, path: 'go', outcome: 'done', says: null }] }, ...more,
})

const worker: Session = { ...session, permissions: [...session.permissions, 'runs:read', 'runs:work'] }

async function open(at = '/parcours', more: Record<string, unknown> = {}) {
  const server = serve(answers(more))
  const shown = await show(BoardPage, { at })
  shown.client.setQueryData([...sessionQuery.queryKey], worker)
  await vi.waitFor(() => expect(shown.wrapper.find('[role=status][aria-label], [aria-busy]').exists() || server.asked.length < 2).toBe(false))
  await flushPromises()
  return { ...shown, page: shown.wrapper, server }
}
const cards = (page: VueWrapper) => page.findAll('[data-run]').map(card => card.attributes('data-run'))
const press = (page: VueWrapper, id: number, key: { key: string, shiftKey?: boolean }) => page.find(`[data-run="${id}"] a`).trigger('keydown', key)
const button = (name: string) => [...document.querySelectorAll<HTMLButtonElement>('button')].find(one => one.textContent?.trim() === name || one.getAttribute('aria-label') === name)

test('the phases beside one another, each card with its words', async () => {
  const { page, server } = await open()
  expect(page.get('[data-run="3"] [role=progressbar]').attributes('aria-valuenow')).toBe('75')
  expect(page.get('[data-run="3"]').text()).toContain('30 sur 40 · fin prévue demain')
  expect(page.findAll('section h2').map(title => title.text())).toEqual(['Préparer2', 'Déménager1'])
  expect(cards(page)).toEqual(['1', '2', '3'])
  expect(page.find('[data-run="1"]').text()).toMatch(/Bloqué depuis 9.jours/)
  expect(page.find('[data-run="2"]').text()).toMatch(/vous.*en retard de 2.jours/)
  expect(server.asked.find(({ path }) => path.startsWith('/runs?'))?.path).toContain('workflow=move')
})

test('filters stand in the address', async () => {
  const { page, router, server } = await open()
  await page.findAll('button').find(one => one.text().startsWith('Bloqué'))?.trigger('click')
  await flushPromises()
  expect(router.currentRoute.value.query).toEqual({ standing: 'blocked' })
  expect(server.asked.some(({ path }) => path.startsWith('/runs?') && path.includes('standing=blocked'))).toBe(true)
})

test('cards are chosen by keyboard, and acted on once it was shown what is about to happen', async () => {
  const { page, server } = await open()
  page.find<HTMLElement>('[data-run="2"] a').element.focus()
  await press(page, 2, { key: ' ' })
  await press(page, 2, { key: 'ArrowRight', shiftKey: true })
  await flushPromises()
  expect(document.activeElement?.textContent).toBe('trois.example')
  expect(page.text()).toContain('2 choisis')
  button('Donner le feu vert')?.click()
  await vi.waitFor(() => expect(document.querySelector('[role=dialog]')?.textContent).toContain('Demander le transfert'))
  const dialog = document.querySelector('[role=dialog]')
  expect(dialog?.textContent).toContain('ne se défait pas')
  expect(dialog?.textContent).toContain('N’attend pas de feu vert')
  document.querySelector<HTMLFormElement>('#batch')?.requestSubmit()
  await vi.waitFor(() => expect(document.querySelector('[role=dialog]')?.textContent).toContain('1 fait'))
  expect(server.asked.find(({ method }) => method === 'POST')?.body).toEqual({ act: 'agree', runs: [{ id: 2, path: 'go', round: 1 }] })
  button('Fermer')?.click()
  await flushPromises()
  expect(page.text()).not.toContain('choisis')
})

const changes = (runId: number, unusual: boolean) => ({
  runId, domain: `domaine-${runId}.example`, counts: { kept: 2, changed: 1, left: 3, byHand: 0, other: 0 }, nameServers: { before: ['a.gandi.net.'], after: ['ns1.coop.example.'] },
  mail: { boxes: 2, copied: 1, messages: 1234 }, marks: [{ kind: unusual ? 'objections' : 'unsigned', count: 1, unusual }],
})
const zone = { zone: 'x.', found: { records: 1, whole: true }, planned: { zone: 'x.', rows: [{ name: 'nuage.x.', type: 'A', old: ['192.0.2.1'], new: ['192.0.2.2'], expected: [], oldTtl: 60, newTtl: 60, category: 'expectedChange', why: null }], objections: [], handOver: null }, served: null, state: 'unasked', text: '', carried: 1, dropped: [], unread: [], unreadInAll: 0 }

test('a go-ahead shows what it changes; what is unusual stands first, and is ticked by whoever has looked', async () => {
  const whole = { ...changes(3, true), zone, hosting: { plan: { fr: 'Créer le domaine', en: '' }, objections: [] }, mailByHand: [], mailboxes: [{ address: 'a@x', state: 'skipped', messages: 0, missed: ['INBOX: un'] }] }
  const { page, server } = await open('/parcours', {
    'GET /runs/batch': { runs: [prospect(2, [step]), prospect(3, [step])] }, 'GET /runs/changes': { runs: [changes(2, false), changes(3, true)] }, 'GET /runs/3/changes': { changes: whole },
  })
  await page.find('[data-run="2"] input').trigger('click')
  await page.find('section input[aria-label$="Déménager"]').setValue(true)
  await flushPromises()
  button('Donner le feu vert')?.click()
  const dialog = () => document.querySelector('[role=dialog]')
  await vi.waitFor(() => expect(dialog()?.textContent).toContain('1 objection sur la zone'))
  expect(dialog()?.textContent).toMatch(/1 demande un regard d’abord.*1 sans rien d’inhabituel.*domaine-3.*2 gardés, 1 changé, 3 laissés chez Gandi · 1 boîte copiée sur 2 · 1\s234 messages ici.*domaine-2.*DNSSEC retiré/s)
  expect([...document.querySelectorAll<HTMLInputElement>('#batch input[type=checkbox]')].map(box => box.checked)).toEqual([false, true])
  button('Voir tout ce qui change pour domaine-3.example')?.click()
  await vi.waitFor(() => expect(dialog()?.textContent).toMatch(/Avanta\.gandi\.netAprèsns1\.coop\.example.*a@x.*copie passée.*Créer le domaine.*nuage\.x.*192\.0\.2\.2/s))
  document.querySelector<HTMLInputElement>('#batch input[type=checkbox]')?.click()
  await flushPromises()
  document.querySelector<HTMLFormElement>('#batch')?.requestSubmit()
  await vi.waitFor(() => expect(server.asked.find(({ method }) => method === 'POST')?.body).toEqual({ act: 'agree', runs: [{ id: 3, path: 'go', round: 1 }, { id: 2, path: 'go', round: 1 }] }))
  button('Fermer')?.click()
})

test('why it is blocked, and what is due this week, day by day', async () => {
  const due = (id: number, inMs: number, parts = {}) => runRow({ id, falls: { at: NOW + inMs, title: { fr: 'Relire', en: 'Read' }, of: 'agent' }, ...parts })
  const { page, server } = await open('/parcours?view=list&due=week', { 'GET /runs': { runs: [due(1, -DAY, { standing: 'blocked', cause: { why: 'remote', words: { fr: 'Le domaine est verrouillé.', en: '' } } }), due(2, DAY), due(3, DAY)], next: 'more' } })
  expect(page.findAll('section h2').map(title => title.text())).toEqual(expect.arrayContaining([expect.stringMatching(/^En retard1$/), expect.stringMatching(/^demain, .*2\+$/)]))
  expect(page.find('[data-run="1"]').text()).toMatch(/Le domaine est verrouillé\..*en retard de 1.jour · Relire/s)
  expect(server.asked.find(({ path }) => path.startsWith('/runs?'))?.path).toMatch(/sort=due.*dueBefore=\d+.*limit=300/)
})

test('what waits for me, and nothing', async () => {
  const mine = { run: runs[0], why: 'nobody', step: { path: 'x', title: { fr: 'Lire ce qu’il y a', en: '' }, state: 'failed', since: NOW - DAY, dueAt: null }, steps: 3 }
  const { page } = await open('/parcours?view=mine', { 'GET /runs/mine': { runs: [mine] } })
  expect(page.find('ol').text()).toMatch(/Lire ce qu’il y a.*un\.example.*Bloqué.*Personne ne le suit.*et 2 autres étapes/s)
  const { page: empty } = await open('/parcours?view=mine', { 'GET /runs/mine': { runs: [] } })
  expect(empty.text()).toContain('Rien ne vous attend')
})

test('a list of all workflows goes on, and is a table for other programs', async () => {
  const { page } = await open('/parcours?view=list&owner=none', { 'GET /runs': ({ path }: { path: string }) => path.includes('cursor') ? { runs: [runRow({ id: 9 })], next: null } : { runs, next: 'more' } })
  expect(page.find('a[download]').attributes('href')).toMatch(/^\/api\/runs\.csv\?owner=none&lang=fr&zone=/)
  button('Montrer la suite')?.click()
  await vi.waitFor(() => expect(cards(page)).toEqual(['1', '2', '3', '9']))
})

test('says so where nothing is, where nothing matches, and where it could not be fetched', async () => {
  expect((await open('/parcours', { 'GET /runs/board': { workflows: [], board: null } })).page.text()).toContain('Aucun parcours en cours')
  expect((await open('/parcours?text=x', { 'GET /runs': { runs: [], next: null } })).page.text()).toContain('Aucun parcours ne correspond')
  expect((await open('/parcours', { 'GET /runs/board': refusal(500, 'unexpected') })).page.text()).toContain('n’ont pas pu être chargés')
})
