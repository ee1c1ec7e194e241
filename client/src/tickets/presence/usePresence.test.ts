import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { defineComponent, h, ref } from 'vue'
import { NOW } from '../../testing/given.ts'
import { serve } from '../../testing/server.ts'
import { show } from '../../testing/show.ts'
import PresenceBadges from './PresenceBadges.vue'
import { usePresence } from './usePresence.ts'

const writing = ref(false)
const Page = defineComponent(() => {
  const { present } = usePresence(7, writing)
  return () => h(PresenceBadges, { present: present.value })
})
const nothing = { status: 204, body: null }
const jules = { agent: { id: 2, name: 'Jules Perrin' }, doing: 'writing', since: NOW, expiresAt: NOW + 45_000 }

beforeEach(() => { vi.useFakeTimers({ now: NOW, toFake: ['Date', 'setInterval', 'clearInterval'] }) })
afterEach(() => {
  vi.useRealTimers()
  writing.value = false
})

async function open(present: object[] = []) {
  const server = serve({ 'GET /tickets/7/presence': { present }, 'PUT /tickets/7/presence': nothing, 'DELETE /tickets/7/presence': nothing })
  const { wrapper } = await show(Page)
  const told = () => server.asked.filter(({ method }) => method === 'PUT').map(({ body }) => (body as { doing: string }).doing)
  return { server, wrapper, told }
}

test('one says at once that one reads, when one begins to write, and again every twenty seconds', async () => {
  const { told } = await open()
  expect(told()).toEqual(['reading'])
  writing.value = true
  await vi.waitFor(() => expect(told()).toEqual(['reading', 'writing']))
  await vi.advanceTimersByTimeAsync(20_000)
  expect(told()).toEqual(['reading', 'writing', 'writing'])
})

test('leaving is said, and nothing after it', async () => {
  const { server, wrapper, told } = await open()
  wrapper.unmount()
  expect(server.asked.at(-1)?.method).toBe('DELETE')
  await vi.advanceTimersByTimeAsync(60_000)
  expect(told()).toEqual(['reading'])
})

test('others are shown with what they do, and go by themselves when nothing is heard of them', async () => {
  const { wrapper } = await open([jules])
  await vi.waitFor(() => expect(wrapper.text()).toContain('Jules écrit'))
  await vi.advanceTimersByTimeAsync(50_000)
  expect(wrapper.text()).toBe('')
})
