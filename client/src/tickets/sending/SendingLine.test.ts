import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Sending } from '../../../../server/outbox/contract.ts'
import { detail, NOW, reply, row, sending } from '../../testing/given.ts'
import { refusal, serve } from '../../testing/server.ts'
import { show } from '../../testing/show.ts'
import TicketPane from '../TicketPane.vue'

const jules = { kind: 'agent', id: 2, name: 'Jules Perrin', address: null, handle: null } as const
const plain = (text: string) => text.replaceAll('\u00a0', ' ')

beforeEach(() => { vi.useFakeTimers({ now: NOW, toFake: ['Date', 'setInterval', 'clearInterval'] }) })
afterEach(() => { vi.useRealTimers() })

async function open(parts: Partial<Sending>, answers: Record<string, unknown> = {}, author: object = {}) {
  const server = serve({ 'GET /tickets/7': detail({ messages: [reply({ sending: sending(parts), ...author })] }), 'GET /tickets/7/drafts': { drafts: [] }, ...answers })
  const { wrapper } = await show(TicketPane, { props: { id: 7 }, at: '/tickets/7' })
  await vi.waitFor(() => expect(wrapper.find('article').exists()).toBe(true))
  const said = () => plain(wrapper.get('article').text())
  const button = (words: string) => wrapper.get('article').findAll('button').find(one => one.text() === words)
  return { server, wrapper, said, button }
}

test.each<[string, Partial<Sending>, string[]]>([
  ['about to leave', {}, ['Part dans 10 s', 'Annuler', 'Envoyer maintenant']],
  ['scheduled', { hold: 'scheduled', heldUntil: NOW + 86_400_000 }, ['Programmé pour demain', 'Reprendre', 'Envoyer maintenant']],
  ['on trial', { hold: 'trial', heldUntil: null }, ['Attend l’accord de quelqu’un', 'Envoyer']],
  ['without a server', { hold: 'no-server', heldUntil: null }, ['aucun serveur d’envoi']],
  ['overtaken', { hold: 'stale', heldUntil: null }, ['le membre a écrit depuis']],
  ['queued', { state: 'queued', hold: null }, ['En train de partir']],
  ['delayed', { state: 'delayed', hold: null, nextAttemptAt: NOW + 60_000, deliveries: [{ address: 'a@b.example', state: 'delayed', answer: '451 Try again', at: NOW }] }, ['Retardé ; prochain essai aujourd’hui', '451 Try again']],
  ['failed', { state: 'failed', hold: null, failure: 'Toutes les adresses ont été refusées.' }, ['Ce mail n’est pas arrivé', 'Toutes les adresses', 'Renvoyer']],
  ['lost for one of two', { state: 'failed', hold: null, deliveries: [{ address: 'a@b.example', state: 'sent', answer: '250 OK', at: NOW }, { address: 'c@d.example', state: 'failed', answer: '550 No such user', at: NOW }] }, ['n’est pas arrivé chez tout le monde', 'c@d.example : 550 No such user']],
  ['bounced', { state: 'bounced', hold: null }, ['Ce mail est revenu', 'Renvoyer']],
  ['sent', { state: 'sent', hold: null, deliveries: [{ address: 'a@b.example', state: 'sent', answer: '250 OK', at: NOW }] }, ['Envoyé', 'a@b.example', '250 OK']],
])('a mail that is %s says so', async (_what, parts, words) => {
  const { said } = await open(parts)
  for (const word of words) expect(said()).toContain(word)
})

test('the seconds count down, and nothing can be undone once they are over', async () => {
  const { said, button } = await open({})
  await vi.advanceTimersByTimeAsync(4_000)
  expect(said()).toContain('Part dans 6 s')
  await vi.advanceTimersByTimeAsync(6_500)
  expect(said()).toContain('En train de partir')
  expect(button('Annuler')?.attributes('disabled')).toBeDefined()
})

test('« Annuler » takes the mail back, and puts its words into the box', async () => {
  const content = { text: 'Voici pourquoi.', subject: '', to: null, cc: null, uploads: [] }
  const { server, wrapper, button } = await open({}, { 'POST /messages/71/undo': { ticket: row(), kind: 'reply', content } })
  await button('Annuler')?.trigger('click')
  await vi.waitFor(() => expect(wrapper.get('textarea').element.value).toBe('Voici pourquoi.'))
  expect(server.count('POST /messages/71/undo')).toBe(1)
})

test('an undo that came too late says so', async () => {
  const { wrapper, button } = await open({}, { 'POST /messages/71/undo': refusal(409, 'conflict') })
  await button('Annuler')?.trigger('click')
  await vi.waitFor(() => expect(wrapper.get('[role=alert]').text()).toContain('la situation a changé'))
})

test.each([['release', { hold: 'trial', heldUntil: null }, 'Envoyer'], ['resend', { state: 'failed', hold: null }, 'Renvoyer']] as const)('%s is for who wrote it', async (act, parts, words) => {
  const { server, button } = await open(parts, { [`POST /outbox/5/${act}`]: {} })
  await button(words)?.trigger('click')
  await vi.waitFor(() => expect(server.count(`POST /outbox/5/${act}`)).toBe(1))
})

test('what a colleague’s mail waits for is not theirs to decide who looks on', async () => {
  const { button } = await open({ state: 'failed', hold: null }, {}, { author: jules })
  expect(button('Renvoyer')).toBeUndefined()
})
