import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { attachment, detail, message, NOW, row } from '../testing/given.ts'
import { refusal, serve } from '../testing/server.ts'
import { show } from '../testing/show.ts'
import TicketPane from './TicketPane.vue'

beforeEach(() => { vi.useFakeTimers({ now: NOW, toFake: ['Date'] }) })
afterEach(() => { vi.useRealTimers() })

const taken = row({ status: 'open', assignee: { id: 1, name: 'Nadia Benali' } })

async function open(answers: Record<string, unknown>) {
  const server = serve({ 'GET /tickets/7': detail(), ...answers })
  const shown = await show(TicketPane, { props: { id: 7 }, at: '/tickets/7' })
  await vi.waitFor(() => expect(shown.wrapper.text()).not.toBe(''))
  return { ...shown, server }
}

const button = (wrapper: Awaited<ReturnType<typeof open>>['wrapper'], words: string) => wrapper.findAll('button').find(one => one.text().includes(words))

test('« Je prends » takes the ticket, and offers to hand it back', async () => {
  let now = detail()
  const { wrapper, server } = await open({
    'GET /tickets/7': () => now,
    'POST /tickets/7/take': () => { now = detail({ ticket: taken }); return { ticket: taken } },
  })
  await button(wrapper, 'Je prends')?.trigger('click')
  await vi.waitFor(() => expect(button(wrapper, 'Rendre')).toBeDefined())
  expect(wrapper.text()).toContain('Vous vous en occupez')
  expect(server.count('POST /tickets/7/take')).toBe(1)
})

test('a refused act is said, and what is true now is fetched again', async () => {
  const { wrapper, server } = await open({ 'POST /tickets/7/take': refusal(409, 'conflict') })
  const before = server.count('GET /tickets/7')
  await button(wrapper, 'Je prends')?.trigger('click')
  await vi.waitFor(() => expect(wrapper.get('[role=alert]').text()).toContain('la situation a changé'))
  await vi.waitFor(() => expect(server.count('GET /tickets/7')).toBeGreaterThan(before))
})

test('the new part of a message comes first, what it quotes is folded', async () => {
  const text = 'Merci, cela marche.\n\nLe 20 novembre, Support a écrit :\n> Et maintenant ?'
  const { wrapper } = await open({ 'GET /tickets/7': detail({ messages: [message({ text, visibleReply: 'Merci, cela marche.' })] }) })
  const rest = wrapper.get('details')
  expect(wrapper.get('article').text()).toContain('Merci, cela marche.')
  expect(rest.attributes('open')).toBeUndefined()
  expect(rest.get('summary').text()).toBe('signature et message cité')
  expect(rest.text()).toContain('> Et maintenant ?')
  expect(rest.text()).not.toContain('Merci')
})

test('the layout of a message is shown in a frame that can run nothing', async () => {
  const { wrapper } = await open({ 'GET /tickets/7': detail({ messages: [message({ hasHtml: true })] }) })
  expect(wrapper.find('iframe').exists()).toBe(false)
  await button(wrapper, 'Mise en page')?.trigger('click')
  const frame = await vi.waitFor(() => wrapper.get('iframe'))
  expect(frame.attributes('src')).toBe('/api/messages/70/html?pictures=blocked&language=fr')
  expect(frame.attributes('sandbox')).not.toContain('allow-scripts')
})

test('of a message with an outsized layout the text is shown; its layout when asked for, apart from the console', async () => {
  const { wrapper } = await open({ 'GET /tickets/7': detail({ messages: [message({ hasHtml: true, text: '', problems: ['html-heavy'] })] }) })
  expect(wrapper.text()).toContain('Mise en page démesurée')
  expect(wrapper.find('iframe').exists()).toBe(false)
  await button(wrapper, 'Afficher l’original')?.trigger('click')
  const frame = await vi.waitFor(() => wrapper.get('iframe'))
  expect(frame.attributes('sandbox')).toBe('allow-popups allow-popups-to-escape-sandbox')
})

test('what a reader must know of a message is said in words', async () => {
  const { wrapper } = await open({ 'GET /tickets/7': detail({ messages: [message({ pending: true, automatic: 'never-heard-of', problems: ['broken-mime'] })] }) })
  for (const words of ['à confirmer', 'Message automatique (never-heard-of)', 'Message mal formé']) expect(wrapper.text()).toContain(words)
})

test.each([
  ['ticket.taken', null, 'Nadia a pris le ticket'],
  ['ticket.status-changed', 'solved', 'Nadia\u00a0: état «\u00a0Résolu\u00a0»'],
  ['ticket.never-heard-of', null, 'Nadia\u00a0: ticket.never-heard-of'],
])('the act %s to %s is told as %s', async (did, to, words) => {
  const { wrapper } = await open({ 'GET /tickets/7': detail({ acts: [{ at: NOW, agent: 'Nadia', did, to }] }) })
  await vi.waitFor(() => expect(wrapper.text()).toContain(words))
})

test('attachments have a name, a readable size and an address', async () => {
  const attachments = [attachment(), attachment({ id: 4, filename: null, contentType: 'audio/ogg', size: 12 })]
  const { wrapper } = await open({ 'GET /tickets/7': detail({ messages: [message({ attachments })] }) })
  const links = wrapper.findAll('a[download]')
  expect(links.map(link => link.attributes('href'))).toEqual(['/api/messages/70/attachments/3', '/api/messages/70/attachments/4'])
  expect(links[0]?.text()).toContain('facture.pdf')
  expect(links[0]?.text()).toMatch(/184\sko/)
  expect(links[1]?.text()).toContain('Sans nom')
})

test('a ticket that does not exist is said not to, one that could not be fetched can be asked for again', async () => {
  const gone = await open({ 'GET /tickets/7': refusal(404, 'not-found') })
  await vi.waitFor(() => expect(gone.wrapper.text()).toContain('Ce ticket n’existe pas'))
  gone.wrapper.unmount()
  let works = false
  const { wrapper } = await open({ 'GET /tickets/7': () => works ? detail() : refusal(500, 'unexpected') })
  await vi.waitFor(() => expect(wrapper.text()).toContain('n’a pas pu être chargé'))
  works = true
  await button(wrapper, 'Réessayer')?.trigger('click')
  await vi.waitFor(() => expect(wrapper.text()).toContain('Quota dépassé'))
})
