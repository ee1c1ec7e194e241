import { expect, test, vi } from 'vitest'
import { sessionQuery } from '../accounts/session.ts'
import { session } from '../testing/given.ts'
import { serve } from '../testing/server.ts'
import { show } from '../testing/show.ts'
import RefusalBanner from './RefusalBanner.vue'

const bomb = { reason: 'same-words', from: { address: 'robot@bomb.example', name: '' }, senders: 1, messages: 312, since: Date.now() - 60_000, last: Date.now() }
const host = { ...bomb, reason: 'too-many-from-host', from: null, senders: 40, messages: 90 }

test('nothing is refused: nothing is said', async () => {
  const { count } = serve({ 'GET /intakes/refusals': { refusals: [] } })
  const { wrapper } = await show(RefusalBanner)
  await vi.waitFor(() => expect(count('GET /intakes/refusals')).toBe(1))
  expect(wrapper.text()).toBe('')
})

test('who, how many, why, and what else; all of it is dismissed together', async () => {
  const { asked } = serve({ 'GET /intakes/refusals': { refusals: [bomb, host] }, 'POST /intakes/refusals/dismiss': { refusals: [] } })
  const { wrapper, client } = await show(RefusalBanner)
  client.setQueryData(sessionQuery.queryKey, { ...session, permissions: [...session.permissions, 'intakes:manage'] } as never)
  await vi.waitFor(() => expect(wrapper.text()).toMatch(/robot@bomb\.example.*312 messages refusés depuis.*même texte.*Et 1 autre refus/s))
  await wrapper.get('button').trigger('click')
  await vi.waitFor(() => expect(asked.find(({ method }) => method === 'POST')?.body).toMatchObject({ reason: 'same-words', address: 'robot@bomb.example' }))
})

test('of many senders their number is told', async () => {
  serve({ 'GET /intakes/refusals': { refusals: [host] } })
  const { wrapper } = await show(RefusalBanner)
  await vi.waitFor(() => expect(wrapper.text()).toMatch(/40 expéditeurs.*90 messages.*même serveur/s))
})
