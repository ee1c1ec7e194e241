import { flushPromises } from '@vue/test-utils'
import { beforeEach, expect, test, vi } from 'vitest'
import { NOW } from '../testing/given.ts'
import { run, runDetail, said, step } from '../testing/given-runs.ts'
import { refusal, serve } from '../testing/server.ts'
import { show } from '../testing/show.ts'
import RunPage from './RunPage.vue'
import TicketRuns from './TicketRuns.vue'

vi.mock('socket.io-client', () => ({ io: () => ({ on: () => undefined, off: () => ({ disconnect: () => undefined }), active: true }) }))
beforeEach(() => { vi.useFakeTimers({ now: NOW, toFake: ['Date'] }) })

const event = { number: 1, at: NOW - 3_600_000, actor: { kind: 'agent' as const, name: 'Jules Rossi' }, type: 'skipped', title: said('Copier le site'), item: null, says: 'inutile' }
const detail = runDetail([step('ask', { state: 'asked' })], { events: [event, { ...event, number: 2, type: 'never-heard-of' }], memberUrl: 'https://aide.coop.example/p/x', start: [{ name: 'domain', label: said('Domaine'), value: said('lespiedsverts.org') }] })

async function open(answers: Record<string, unknown> = {}) {
  const server = serve({ 'GET /runs/4': detail, 'GET /agents': { agents: [{ id: 1, name: 'Nadia Benali' }, { id: 2, name: 'Jules Rossi' }] }, ...answers })
  const shown = await show(RunPage, { at: '/parcours/4', may: ['runs:read', 'runs:work'] })
  await flushPromises()
  return { page: shown.wrapper, ...server }
}

test('a run tells how it stands, what it began with, what happened, and leads to its ticket and to the member’s page', async () => {
  const { page } = await open()
  for (const words of ['À l’équipe', 'depuis 2\u00a0heures', '1 étape sur 3', 'Domaine', 'Jules Rossi a passé', 'inutile', 'Jules Rossi\u00a0: never-heard-of']) expect(page.text()).toContain(words)
  expect(page.findAll('a').map(link => link.attributes('href'))).toEqual(expect.arrayContaining(['/tickets/7', 'https://aide.coop.example/p/x']))
  expect(document.title).toBe('lespiedsverts.org · Permanence')
})

test('a rehearsal tells everything by its own clock, and how far that is ahead', async () => {
  const later = NOW + 9 * 86_400_000
  const rehearsal = { ...detail, run: run({ rehearsal: true, aheadMs: 9 * 86_400_000, since: later - 3_600_000, dueAt: later + 3_600_000 }), steps: [step('ask', { state: 'asked', dueAt: later + 3_600_000 })], events: [{ ...event, at: later - 60_000 }] }
  const { page } = await open({ 'GET /runs/4': rehearsal })
  expect(page.text()).toContain('Horloge avancée de 9\u00a0jours')
  expect(page.text()).toMatch(/depuis 1\u00a0heure.*à faire avant aujourd’hui.*À faire avantaujourd’hui.*aujourd’hui, .*Jules Rossi a passé/s)
})

test.each([
  [{ type: 'sent', title: null }, 'Message envoyé'],
  [{ type: 'reminded' }, 'Rappel envoyé\u00a0: «\u00a0Copier le site\u00a0»'],
  [{ type: 'escalated', says: 'administrator' }, '«\u00a0Copier le site\u00a0» transmis au rôle «\u00a0Administration\u00a0»'],
  [{ type: 'escalated', title: null, says: 'hotline' }, 'Transmis au rôle «\u00a0hotline\u00a0»'],
  [{ type: 'acted', title: null }, '«\u00a0une étape\u00a0»\u00a0: fait'],
])('what a machine did is told in words: %j', async (parts, words) => {
  const { page } = await open({ 'GET /runs/4': { ...detail, events: [{ ...event, actor: { kind: 'system', name: 'workflows' }, says: null, ...parts }] } })
  expect(page.get('section:last-of-type li p').text()).toBe(words)
})

test('it is handed over to whoever is chosen', async () => {
  const { page, asked } = await open({ 'POST /runs/4/hand-over': { run: run() } })
  await page.get('select').setValue('2')
  await flushPromises()
  expect(asked.find(({ path }) => path === '/runs/4/hand-over')?.body).toEqual({ agentId: 2 })
})

test('it is cancelled with a reason, and what can be is taken back when asked for', async () => {
  const { page, asked } = await open({ 'POST /runs/4/cancel': { run: run({ standing: 'cancelled' }) } })
  await page.findAll('button').find(one => one.attributes('aria-label') === 'Annuler le parcours')?.trigger('click')
  const form = await vi.waitFor(() => {
    const found = document.querySelector<HTMLFormElement>('#cancel-run')
    if (!found) throw new Error('not yet')
    return found
  })
  const reason = form.querySelector('textarea')
  if (reason) reason.value = 'le membre a changé d’avis'
  reason?.dispatchEvent(new Event('input'))
  form.querySelector('input')?.click()
  await flushPromises()
  form.dispatchEvent(new Event('submit', { cancelable: true }))
  await flushPromises()
  expect(asked.find(({ path }) => path === '/runs/4/cancel')?.body).toEqual({ reason: 'le membre a changé d’avis', undo: true })
})

test('a run that does not exist is said not to', async () => {
  const { page } = await open({ 'GET /runs/4': refusal(404, 'not-found') })
  expect(page.get('[role=alert]').text()).toContain('Ce parcours n’existe pas')
})

test('on its ticket a run is one line with what comes next, and its path on demand; a ticket without runs shows nothing', async () => {
  const { count } = serve({ 'GET /tickets/7/runs': { runs: [run({ id: 5, standing: 'finished', subject: 'ancien' }), run({ next: { path: 'ask', title: said('Demander le code') } })] }, 'GET /runs/4': detail, 'GET /tickets/8/runs': { runs: [] } })
  const { wrapper } = await show(TicketRuns, { props: { ticketId: 7 } })
  await flushPromises()
  const lines = wrapper.findAll('aside section')
  expect(lines.map(line => line.attributes('aria-label'))).toEqual(['lespiedsverts.org', 'ancien'])
  expect(lines[0]?.text()).toContain('À l’équipe · Demander le code')
  expect(count('GET /runs/4')).toBe(0)
  await lines[0]?.get('button').trigger('click')
  await flushPromises()
  expect(lines[0]?.find('[aria-current=step]').exists()).toBe(true)
  const none = await show(TicketRuns, { props: { ticketId: 8 } })
  await flushPromises()
  expect(none.wrapper.find('aside').exists()).toBe(false)
})
