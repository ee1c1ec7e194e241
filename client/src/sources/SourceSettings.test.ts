import { afterEach, expect, test, vi } from 'vitest'
import type { SourceSettings as Settings, SourceTested } from '../../../server/channels/sources/contract.ts'
import { NOW } from '../testing/given.ts'
import { refusal, serve } from '../testing/server.ts'
import { show } from '../testing/show.ts'
import SourceSettings from './SourceSettings.vue'

const source = (parts: Partial<Settings> = {}): Settings => ({
  id: 3, kind: 'list', profile: 'sympa', name: 'Entraide', address: 'entraide@lists.coop.example', listId: null, recipient: null, url: null, mailboxId: null, account: null, answersBy: 'mail', answersTo: 'public',
  mustAuthenticate: true, footer: null, categories: [], unansweredHours: null, active: true, hasApiKey: false, hasWebhookSecret: false, discussions: 2, lastAt: NOW, checkedAt: null, failure: null, ...parts,
})
const forum = source({ id: 4, kind: 'forum', profile: 'discourse', name: 'Forum', address: null, url: 'https://forum.coop.example', account: 'support', answersBy: 'api', hasApiKey: true, failure: '403 Forbidden' })
const tested: SourceTested = {
  source: null, profile: 'mailman', trust: 'unknown', outcome: 'unread', service: null, title: 'Certificat expiré', author: { name: 'Camille', handle: null, address: 'camille@free.example' }, words: 'Chez moi aussi.', threadKey: null, postKey: null,
  postUrl: 'javascript:alert(1)', threadUrl: null, category: null, replyAddress: null, isPrivate: false, proposed: { listId: 'voisins.lists.coop.example', address: 'voisins@lists.coop.example', url: null },
}

// A dialog is fetched when it is first opened.
const until = (check: () => void) => vi.waitFor(check)
const dialog = () => document.querySelector<HTMLElement>('[role=dialog]')
const press = (words: string, within: ParentNode = document) => [...within.querySelectorAll<HTMLElement>('button')].find(one => one.textContent?.includes(words))?.click()
function fill(label: string, text: string) {
  const id = [...dialog()?.querySelectorAll('label') ?? []].find(one => one.textContent === label)?.htmlFor ?? ''
  const field = document.getElementById(id) as HTMLInputElement | null
  if (!field) throw new Error(`There is no field ${label}`)
  field.value = text
  field.dispatchEvent(new Event(field.tagName === 'SELECT' ? 'change' : 'input'))
}
let close = () => {}
afterEach(() => { close() })

async function page(sources: Settings[], answers: Record<string, unknown> = {}) {
  const server = serve({ 'GET /sources/settings': { sources }, 'GET /mailboxes/settings': { mailboxes: [] }, ...answers })
  const { wrapper } = await show(SourceSettings)
  close = () => wrapper.unmount()
  await until(() => expect(wrapper.findAll('li')).toHaveLength(sources.length))
  return { wrapper, sent: (method: string) => server.asked.filter(one => one.method === method).map(({ path, body }) => [path, body]) }
}

test('each is shown with how it is answered and how it fares, and followed no more by one press', async () => {
  const { wrapper, sent } = await page([source(), forum, source({ id: 5, name: 'Vieux', discussions: 0, lastAt: null, active: false })], { 'PUT /sources/4': { sources: [] } })
  const lines = wrapper.findAll('li').map(line => line.text())
  expect(lines[0]).toMatch(/Liste Sympa · entraide@.*par mail, publiques d’office.*2 discussions, la dernière/s)
  expect(lines[1]).toMatch(/par l’API.*403 Forbidden/s)
  expect(lines[2]).toMatch(/N’est plus suivi.*aucune discussion/s)
  await wrapper.get('button[aria-label="Ne plus suivre (Forum)"]').trigger('click')
  // What nobody has touched stays: the key above all.
  await until(() => expect(sent('PUT')).toEqual([['/sources/4', expect.objectContaining({ name: 'Forum', active: false, apiKey: null, webhookSecret: null, url: 'https://forum.coop.example' })]]))
})

test('a form asks for what matters to its software, says what is missing, and sends the rest', async () => {
  let told: unknown = refusal(409, 'conflict')
  const { sent } = await page([], { 'POST /sources': () => told })
  press('Ajouter')
  await until(() => expect(dialog()?.textContent).toContain('Adresse de la liste'))
  fill('Ce que c’est', 'discourse')
  await until(() => expect(dialog()?.textContent).toContain('Clé de l’API'))
  expect(dialog()?.textContent).not.toContain('Adresse de la liste')
  fill('Nom', 'Forum')
  fill('Adresse du forum', 'https://forum.coop.example/')
  press('Ajouter', dialog() ?? document)
  await until(() => expect(dialog()?.querySelector('[role=alert]')?.textContent).toContain('il faut sa clé'))
  expect(sent('POST')).toEqual([])
  fill('Clé de l’API', 'clef')
  fill('Votre compte sur le forum', 'support')
  press('Ajouter', dialog() ?? document)
  await until(() => expect(dialog()?.querySelector('[role=alert]')?.textContent).toContain('déjà pris'))
  told = { sources: [forum] }
  press('Ajouter', dialog() ?? document)
  await until(() => expect(dialog()).toBeNull())
  expect(sent('POST').at(-1)).toEqual(['/sources', expect.objectContaining({ profile: 'discourse', answersBy: 'api', url: 'https://forum.coop.example', apiKey: 'clef', webhookSecret: null, account: 'support' })])
})

test('a secret is never shown: it is kept, replaced or forgotten', async () => {
  const { sent, wrapper } = await page([forum], { 'PUT /sources/4': { sources: [forum] } })
  await wrapper.get('button[aria-label="Modifier (Forum)"]').trigger('click')
  await until(() => expect(dialog()?.textContent).toContain('Gardé. Écrivez pour le remplacer.'))
  expect(dialog()?.textContent).toContain('/hooks/discourse/4')
  fill('Secret du webhook', 'secret')
  press('Enregistrer')
  await until(() => expect(sent('PUT')).toEqual([['/sources/4', expect.objectContaining({ apiKey: null, webhookSecret: 'secret' })]]))
})

test('a message of a list that is not known says what it is, and its list is added from it', async () => {
  const { sent } = await page([], { 'POST /sources/test': tested })
  press('Essayer un message')
  await until(() => expect(dialog()).not.toBeNull())
  fill('Message d’origine', 'List-Id: <voisins.lists.coop.example>\n\nChez moi aussi.')
  await until(() => expect([...document.querySelectorAll<HTMLButtonElement>('[role=dialog] button')].find(one => one.textContent?.includes('Comprendre'))?.disabled).toBe(false))
  press('Comprendre')
  await until(() => expect(dialog()?.textContent).toMatch(/D’aucune liste.*comme un mail ordinaire.*Liste Mailman.*Camille · camille@free\.example.*Chez moi aussi\./s))
  expect(dialog()?.querySelector('a')).toBeNull()
  expect(sent('POST')).toEqual([['/sources/test', { message: expect.stringContaining('Chez moi aussi') as string }]])
  press('Ajouter cette liste')
  await until(() => expect(dialog()?.textContent).toContain('Ajouter une liste ou un forum'))
  const typed = [...dialog()?.querySelectorAll('input') ?? []].map(({ value }) => value)
  for (const expected of ['Voisins', 'voisins@lists.coop.example', 'voisins.lists.coop.example']) expect(typed).toContain(expected)
})
