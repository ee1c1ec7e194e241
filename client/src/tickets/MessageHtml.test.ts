import { expect, test, vi } from 'vitest'
import type { MessagePictures } from '../../../server/tickets/pictures/contract.ts'
import { refusal, serve } from '../testing/server.ts'
import { show } from '../testing/show.ts'
import MessageHtml from './MessageHtml.vue'

const asks = (parts: Partial<MessagePictures> = {}): MessagePictures => ({ remote: 3, trackers: 2, sender: { address: 'lettre@asso.example', allowed: false }, ...parts })
const allowed = asks({ sender: { address: 'lettre@asso.example', allowed: true } })

async function frame(answers: Record<string, unknown>) {
  const server = serve(answers)
  const { wrapper } = await show(MessageHtml, { props: { messageId: 70, name: 'Claire' } })
  await vi.waitFor(() => expect(wrapper.find('iframe').exists()).toBe(true))
  const press = async (words: string) => wrapper.findAll('button').find(one => one.text().includes(words))?.trigger('click')
  const pictures = () => new URL(wrapper.get('iframe').attributes('src') ?? '', 'http://x').searchParams.get('pictures')
  return { server, wrapper, press, pictures }
}

test('what a message asks of elsewhere is blocked, counted, and shown when asked for', async () => {
  const { wrapper, press, pictures, server } = await frame({ 'GET /messages/70/pictures': asks() })
  expect(wrapper.text()).toContain('3 images distantes bloquées')
  expect(wrapper.text()).toContain('2 traceurs retirés')
  expect(pictures()).toBe('blocked')
  await press('Les afficher')
  expect(pictures()).toBe('shown')
  expect(wrapper.text()).toContain('3 images distantes affichées')
  expect(server.count('POST')).toBe(0)
})

test('a sender’s are always shown once said so, until said otherwise', async () => {
  let now = asks()
  const { wrapper, press, pictures } = await frame({
    'GET /messages/70/pictures': () => now,
    'POST /messages/70/pictures/sender': () => now = allowed,
    'DELETE /messages/70/pictures/sender': () => now = asks(),
  })
  await press('Toujours pour lettre@asso.example')
  await vi.waitFor(() => expect(pictures()).toBe('shown'))
  expect(wrapper.text()).toContain('Toujours affichées pour lettre@asso.example')
  await press('Ne plus les afficher')
  await vi.waitFor(() => expect(pictures()).toBe('blocked'))
})

test('who does not prove to be the sender is not remembered', async () => {
  const { wrapper } = await frame({ 'GET /messages/70/pictures': asks({ sender: null }) })
  expect(wrapper.text()).toContain('Les afficher')
  expect(wrapper.text()).not.toContain('Toujours')
})

test('a choice that could not be saved is said so', async () => {
  const { wrapper, press, pictures } = await frame({ 'GET /messages/70/pictures': asks(), 'POST /messages/70/pictures/sender': refusal(500, 'unexpected') })
  await press('Toujours')
  await vi.waitFor(() => expect(wrapper.get('[role=alert]').text()).toContain('n’a pas pu être enregistré'))
  expect(pictures()).toBe('blocked')
})

test.each<[string, unknown]>([['asks nothing of elsewhere', asks({ remote: 0, trackers: 0 })], ['cannot be asked about', refusal(500, 'unexpected')]])('a message that %s is shown without more ado', async (...[, answer]) => {
  const { wrapper, pictures } = await frame({ 'GET /messages/70/pictures': answer })
  expect(pictures()).toBe('blocked')
  expect(wrapper.text()).not.toContain('distante')
})
