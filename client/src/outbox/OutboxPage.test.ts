import { flushPromises } from '@vue/test-utils'
import { beforeEach, expect, test, vi } from 'vitest'
import type { OutboxMail, OutboxStatus } from '../../../server/outbox/contract.ts'
import { NOW } from '../testing/given.ts'
import { refusal, serve } from '../testing/server.ts'
import { show } from '../testing/show.ts'
import OutboxPage from './OutboxPage.vue'

vi.mock('socket.io-client', () => ({ io: () => ({ on: () => undefined, off: () => ({ disconnect: () => undefined }), active: true }) }))

const mail: OutboxMail = {
  id: 5, kind: 'reply', state: 'held', hold: 'trial', heldUntil: null, attempts: 0, nextAttemptAt: null, failure: null, subject: 'Re: Boîte pleine',
  ticket: { id: 7, reference: 'A7T-QM3-9XHD' }, agent: { id: 1, name: 'Nadia Benali' }, createdAt: NOW, sentAt: null, may: ['release', 'discard'],
  deliveries: [{ address: 'claire@example.org', state: 'pending', answer: null, at: null }],
}
const status: OutboxStatus = { mode: 'hold', servers: 1, held: { 'trial': 2, 'no-server': 0, 'stale': 1 }, delayed: 0, delayedSince: null, failed: 4 }
const detail = { ...mail, messageId: '<a@b>', letter: { from: null, replyTo: null, to: [{ address: 'claire@example.org', name: 'Claire' }], cc: [], text: 'Voilà pourquoi.', files: [] }, history: [] }
const answers = (mails: unknown[] = [mail]) => ({ 'GET /outbox': { mails, next: null }, 'GET /outbox/status': status, 'GET /outbox/5': detail, 'POST /outbox/5/release': detail, 'POST /outbox/5/discard': detail, 'POST /outbox/release-all': { released: 2 } })

beforeEach(() => { vi.useFakeTimers({ now: NOW, toFake: ['Date'] }) })
const button = (page: Awaited<ReturnType<typeof show>>['wrapper'], name: string) => page.findAll('button').find(one => one.text() === name)
async function press(page: Awaited<ReturnType<typeof show>>['wrapper'], name: string) {
  await button(page, name)?.trigger('click')
  await flushPromises()
}

test('each mail says to whom, about what and how it stands; a line above says why it waits', async () => {
  serve(answers())
  const { wrapper: page } = await show(OutboxPage, { at: '/envois' })
  await flushPromises()
  expect(page.text()).toContain('Essai')
  expect(page.find('li li, ol li').text()).toMatch(/claire@example\.org.*Re: Boîte pleine.*Réponse.*A7T-QM3-9XHD.*Nadia Benali.*Attend l’accord/)
  expect(page.find('nav').text()).toMatch(/À approuver\s*3/)
})

test('it is let go by one press, put aside by two', async () => {
  const { count } = serve(answers())
  const { wrapper: page } = await show(OutboxPage, { at: '/envois' })
  await flushPromises()
  await press(page, 'Envoyer')
  expect(count('POST /outbox/5/release')).toBe(1)
  await press(page, 'Écarter')
  expect(count('POST /outbox/5/discard')).toBe(0)
  await page.find('[role=alertdialog]').findAll('button').at(-1)?.trigger('click')
  await flushPromises()
  expect(count('POST /outbox/5/discard')).toBe(1)
})

test('its words are fetched when they are asked for', async () => {
  const { count } = serve(answers())
  const { wrapper: page } = await show(OutboxPage, { at: '/envois' })
  await flushPromises()
  expect(count('GET /outbox/5')).toBe(0)
  await press(page, 'Lire le mail')
  expect(page.text()).toContain('Voilà pourquoi.')
})

test('nobody may let everything go who does not manage the outbox', async () => {
  serve(answers())
  const { wrapper: page } = await show(OutboxPage, { at: '/envois' })
  await flushPromises()
  expect(button(page, 'Tout envoyer')).toBeUndefined()
})

test('an empty view says so, and a failure is told with another try', async () => {
  serve(answers([]))
  const empty = await show(OutboxPage, { at: '/envois?vue=failing' })
  await flushPromises()
  expect(empty.wrapper.text()).toContain('Tout est arrivé')
  serve({ ...answers(), 'GET /outbox': refusal(500, 'unexpected') })
  const broken = await show(OutboxPage, { at: '/envois' })
  await flushPromises()
  expect(broken.wrapper.text()).toContain('Réessayer')
})
