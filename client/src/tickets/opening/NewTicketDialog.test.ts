import { afterEach, expect, test, vi } from 'vitest'
import { drafts } from '../../drafts.ts'
import { row } from '../../testing/given.ts'
import { refusal, serve } from '../../testing/server.ts'
import { show } from '../../testing/show.ts'
import NewTicketDialog from './NewTicketDialog.vue'

const sender = { mailboxId: 3, address: 'support@coop.example', name: 'Support', signature: '' }

afterEach(() => { drafts.clear() })

async function open(answers: Record<string, unknown> = {}) {
  const server = serve({ 'GET /senders': { senders: [sender] }, 'GET /tickets/0/drafts': { drafts: [] }, 'PUT /tickets/0/drafts/opening': { drafts: [] }, ...answers })
  const shown = await show(NewTicketDialog, { props: { open: true } })
  await vi.waitFor(() => expect(document.querySelector('[role=dialog]')).not.toBeNull())
  await vi.waitFor(() => expect(server.count('GET /senders')).toBe(1))
  const field = (label: string) => {
    const named = [...document.querySelectorAll('label')].find(one => one.textContent.trim() === label)
    return document.getElementById(named?.htmlFor ?? '') as HTMLInputElement
  }
  const fill = (label: string, text: string) => {
    field(label).value = text
    field(label).dispatchEvent(new Event('input'))
  }
  const submit = async () => {
    await new Promise(resolve => setTimeout(resolve, 5))
    document.getElementById('opening')?.dispatchEvent(new Event('submit', { cancelable: true }))
  }
  const choose = (words: string) => [...document.querySelectorAll<HTMLLabelElement>('fieldset label')].find(one => one.textContent.trim() === words)?.click()
  const opened = () => server.asked.filter(({ method, path }) => method === 'POST' && path === '/tickets').map(({ body }) => body)
  return { ...shown, server, field, fill, submit, choose, opened }
}

test('a ticket for whoever telephoned, with the first message to them, is opened and shown', async () => {
  const { fill, submit, opened, router } = await open({ 'POST /tickets': { ticket: row({ id: 12 }) } })
  fill('Son adresse électronique', 'claire@asso.example')
  fill('Son nom', 'Claire')
  fill('Objet', 'Quota')
  fill('Message', 'Comme convenu au téléphone…')
  await submit()
  await vi.waitFor(() => expect(router.currentRoute.value.params['id']).toBe('12'))
  expect(opened()).toMatchObject([{ requester: { address: 'claire@asso.example', name: 'Claire' }, channel: 'phone', kind: 'message', subject: 'Quota', text: 'Comme convenu au téléphone…', take: true, mailboxId: null }])
})

test('or with a note only, which says that nobody else reads it', async () => {
  const { fill, submit, choose, opened } = await open({ 'POST /tickets': { ticket: row({ id: 12 }) } })
  choose('Une note seulement')
  choose('Formulaire')
  fill('Son adresse électronique', 'claire@asso.example')
  fill('Objet', 'Quota')
  await vi.waitFor(() => expect(document.body.textContent).toContain('Visible de l’équipe seulement'))
  fill('Note pour l’équipe', 'Elle rappelle lundi.')
  await submit()
  await vi.waitFor(() => expect(opened()).toMatchObject([{ kind: 'note', channel: 'form', uploads: [] }]))
})

test.each([['pas-une-adresse', 'Quota', 'Bonjour'], ['claire@asso.example', ' ', 'Bonjour'], ['claire@asso.example', 'Quota', '']])('%j, %j and %j are not enough', async (address, subject, text) => {
  const { fill, submit, opened } = await open()
  fill('Son adresse électronique', address)
  fill('Objet', subject)
  fill('Message', text)
  await submit()
  expect(opened()).toEqual([])
})

test('what was begun is there again, and a refusal loses nothing', async () => {
  const content = { text: 'Comme convenu', subject: 'Quota', to: [{ address: 'claire@asso.example', name: 'Claire' }], cc: null, uploads: [] }
  const { field, submit } = await open({ 'GET /tickets/0/drafts': { drafts: [{ kind: 'opening', revision: 4, content, savedAt: 0 }] }, 'POST /tickets': refusal(500, 'unexpected') })
  await vi.waitFor(() => expect(field('Message').value).toBe('Comme convenu'))
  await submit()
  await vi.waitFor(() => expect(document.querySelector('[role=alert]')?.textContent).toContain('votre texte est gardé'))
  expect(field('Objet').value).toBe('Quota')
})

test('without a mailbox that sends, a note is all there is', async () => {
  await open({ 'GET /senders': { senders: [] } })
  await vi.waitFor(() => expect(document.body.textContent).toContain('seule une note est possible'))
  expect(document.querySelector<HTMLInputElement>('input[value=message]')?.disabled).toBe(true)
  expect(document.querySelector<HTMLInputElement>('input[value=note]')?.checked).toBe(true)
})

test('an address to which no mail arrives is told once it is written', async () => {
  const failing = [{ address: 'lost@asso.example', words: '550 5.1.1', at: 1 }]
  const { fill, field, server } = await open({ 'POST /outbox/failing': { failing } })
  fill('Son adresse électronique', 'lost@asso.example')
  field('Son adresse électronique').dispatchEvent(new Event('change'))
  await vi.waitFor(() => expect(document.body.textContent).toContain('Aucun courriel n’arrivait plus à lost@asso.example'))
  expect(server.asked.find(({ path }) => path === '/outbox/failing')?.body).toEqual({ addresses: ['lost@asso.example'] })
})
