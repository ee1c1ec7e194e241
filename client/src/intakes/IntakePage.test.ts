import { expect, test, vi } from 'vitest'
import docs from '../../../docs/intake.md?raw'
import type { IntakeDetail, IntakeLine } from '../../../server/channels/intakes/contract.ts'
import { sessionQuery } from '../accounts/session.ts'
import { fr } from '../locales/fr.ts'
import { NOW, session } from '../testing/given.ts'
import { refusal, serve } from '../testing/server.ts'
import { show } from '../testing/show.ts'
import IntakePage from './IntakePage.vue'

vi.mock('../live.ts', () => ({ useLive: () => undefined }))

const line = (parts: Partial<IntakeLine> = {}): IntakeLine => ({
  id: 9, from: { address: 'claire@asso.example', name: 'Claire' }, subject: 'Mon site', deliveredAt: NOW, at: NOW, source: 'imap', mailbox: { id: 1, name: 'Support' },
  state: 'quarantined', reason: 'timeout', detail: null, ticket: null, size: 1200, hasBytes: true, dismissed: null, may: ['retry', 'ticket', 'attach', 'dismiss'], ...parts,
})
const detail = (parts: Partial<IntakeLine> = {}): IntakeDetail => ({ ...line(parts), place: { folder: 'INBOX', uidValidity: '1', uid: 42 }, envelope: null, messageId: '<a@b>', sha256: 'abc' })
const states = { opened: 3, joined: 0, own: 0, duplicate: 0, ignored: 0, refused: 0, quarantined: 1 }
const understood = { from: null, to: [], cc: [], subject: 'Mon site', date: null, messageId: null, inReplyTo: [], listId: null, automatic: 'auto-replied', hops: 1, text: 'Bonjour', attachments: [], problems: ['no-date'] }
const answers = { 'GET /intakes': { intakes: [line()], next: null }, 'GET /intakes/counts': { states, attention: 1, outdated: 0 }, 'GET /mailboxes': { mailboxes: [] }, 'GET /intakes/9': detail(), 'GET /intakes/9/understood': understood }

async function page(more: Record<string, unknown> = {}, permissions = [...session.permissions, 'intakes:read', 'intakes:manage']) {
  const server = serve({ ...answers, ...more })
  const shown = await show(IntakePage, { at: '/reception' })
  shown.client.setQueryData(sessionQuery.queryKey, { ...session, permissions } as never)
  await vi.waitFor(() => expect(document.body.textContent).toContain('Claire'))
  return { ...shown, server }
}
const text = () => document.body.textContent
const press = async (words: string) => {
  const found = await vi.waitFor(() => {
    const button = [...document.querySelectorAll('button')].find(one => one.textContent.trim() === words)
    if (!button) throw new Error(`There is no button ${words}`)
    return button
  })
  found.click()
}
const isReason = (word: string) => Object.hasOwn(fr.intakes.reason, word)

test('what waits for somebody is shown first, with what became of it and why', async () => {
  const { server } = await page()
  expect(server.asked.find(({ path }) => path.startsWith('/intakes?'))?.path).toBe('/intakes?state=attention')
  expect(text()).toContain('Mis de côté')
  expect(text()).toContain('Sa lecture prenait trop de temps')
  expect(text()).toContain('Support')
})

test('the drawer tells what is understood, and another try that fails says so', async () => {
  const { server, wrapper } = await page({ 'POST /intakes/9/retry': detail({ reason: 'memory' }) })
  await wrapper.get('ol button').trigger('click')
  await vi.waitFor(() => expect(text()).toContain('Réponse automatique'))
  expect(text()).toContain('INBOX, UID 42')
  await press('Réessayer')
  await vi.waitFor(() => expect(text()).toContain('Toujours pas : Sa lecture prenait trop de mémoire.'))
  expect(server.count('POST /intakes/9/retry')).toBe(1)
})

test('attached by reference, dismissed with a reason; a refusal is said', async () => {
  const { server, wrapper } = await page({ 'POST /intakes/9/attach': refusal(404, 'not-found'), 'POST /intakes/9/dismiss': detail({ may: [] }) })
  await wrapper.get('ol button').trigger('click')
  await press('Rattacher')
  const field = document.querySelector<HTMLInputElement>('form input[required]')
  if (!field) throw new Error('There is no field')
  field.value = 'abc-def-ghjk'
  field.dispatchEvent(new Event('input'))
  document.querySelector('form:has(input[required])')?.dispatchEvent(new Event('submit'))
  await vi.waitFor(() => expect(text()).toContain('Introuvable'))
  expect(server.asked.find(({ path }) => path.endsWith('/attach'))?.body).toEqual({ reference: 'abc-def-ghjk', as: 'message' })
})

test('whoever may only look is offered nothing', async () => {
  const { wrapper } = await page({}, ['intakes:read'])
  await wrapper.get('ol button').trigger('click')
  await vi.waitFor(() => expect(text()).toContain('INBOX, UID 42'))
  expect([...document.querySelectorAll('button')].map(one => one.textContent.trim())).not.toContain('Écarter')
  expect(text()).not.toContain('Compris')
})

test('after an upgrade of the reader, everything set aside is tried again, some at a time', async () => {
  const turns = [{ retried: 20, recovered: 18, after: 20, left: 1 }, { retried: 1, recovered: 1, after: 21, left: 0 }]
  const { server } = await page({ 'GET /intakes/counts': { states, attention: 1, outdated: 21 }, 'POST /intakes/retry': () => turns.shift() })
  await vi.waitFor(() => expect(text()).toContain('21 messages mis de côté'))
  await press('Réessayer')
  await vi.waitFor(() => expect(text()).toContain('19 messages relus'))
  expect(server.asked.filter(({ path }) => path === '/intakes/retry').map(({ body }) => body)).toEqual([{ after: 0 }, { after: 20 }])
})

test('what the last check of each mailbox found is shown, and another one can be asked for', async () => {
  const box = { id: 1, name: 'Support', address: 's@coop.example', folder: 'INBOX', checkedAt: NOW, failure: null }
  const ledger = { askedAt: null, checkedAt: NOW, onServer: 12, missing: 2, differing: 0, lost: 1, failure: null }
  const { server } = await page({ 'GET /mailboxes': { mailboxes: [{ ...box, ledger }, { ...box, id: 2, name: 'Retours', ledger: { ...ledger, missing: 0, lost: 0 } }] }, 'POST /mailboxes/1/check': { status: 202, body: {} } })
  await vi.waitFor(() => expect(text()).toContain('2 manquent · 1 a perdu ses octets'))
  expect(text()).toContain('12 messages, tous retrouvés')
  document.querySelector<HTMLButtonElement>('[aria-label="Vérifier Support"]')?.click()
  await vi.waitFor(() => expect(server.count('POST /mailboxes/1/check')).toBe(1))
})

test('every reason that the documentation names has its words', () => {
  const [, , ended = '', unread = ''] = docs.split(/^## /m)
  const [automatic = ''] = docs.split('## Why a message counts as automatic').slice(1).map(part => part.split('\n## ')[0])
  const wordsIn = (column: number, part: string) => part.split('\n').filter(one => one.startsWith('|') && !one.startsWith('| ---') && !one.startsWith('|---'))
    .flatMap(one => [...one.split('|')[column]?.matchAll(/`([a-z-]+)[`:]/g) ?? []].map(([, word]) => word ?? ''))
  const named = [...wordsIn(2, ended), ...wordsIn(1, unread), ...wordsIn(1, automatic)].filter(word => word !== 'cannot-open')
  expect(named.length).toBeGreaterThan(25)
  expect(named.filter(word => !isReason(word))).toEqual([])
})
