import { flushPromises } from '@vue/test-utils'
import { beforeEach, expect, test, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import { useLive } from './live.ts'
import { row } from './testing/given.ts'
import { serve } from './testing/server.ts'
import { show } from './testing/show.ts'
import TicketList from './tickets/TicketList.vue'

const { socket, say } = vi.hoisted(() => {
  const heard = new Map<string, (told: unknown) => void>()
  const socket = { active: true, on: (event: string, listen: (told: unknown) => void) => { heard.set(event, listen) }, off: () => socket, connect: vi.fn(), disconnect: vi.fn() }
  return { socket, say: (event: string, told?: unknown) => heard.get(event)?.(told) }
})
vi.mock('socket.io-client', () => ({ io: () => socket }))

const onNewTickets = vi.fn<(ids: number[]) => void>()
const Console = defineComponent(() => {
  const { lost } = useLive({ onNewTickets })
  return () => [h('p', { id: 'lost' }, String(lost.value)), h(TicketList)]
})

beforeEach(() => {
  socket.active = true
  onNewTickets.mockClear()
})

test('a ticket that is told of appears, without more than is shown being fetched', async () => {
  let tickets = [row({ id: 1 })]
  const server = serve({ 'GET /tickets': () => ({ tickets, next: null }) })
  const { wrapper } = await show(Console)
  await vi.waitFor(() => expect(wrapper.findAll('li')).toHaveLength(1))
  tickets = [row({ id: 2 }), ...tickets]
  say('changes', [{ about: 'ticket', ticketId: 2, isNew: true }])
  await vi.waitFor(() => expect(wrapper.findAll('li')).toHaveLength(2))
  expect(onNewTickets).toHaveBeenCalledWith([2])
  expect(server.count('GET /tickets')).toBe(2)
})

test('what was missed while the connection was lost is fetched when it is back', async () => {
  let tickets = [row({ id: 1 })]
  serve({ 'GET /tickets': () => ({ tickets, next: null }) })
  const { wrapper } = await show(Console)
  say('connect')
  await vi.waitFor(() => expect(wrapper.findAll('li')).toHaveLength(1))
  await flushPromises()
  say('disconnect', 'transport close')
  tickets = [row({ id: 2 }), ...tickets]
  await vi.waitFor(() => expect(wrapper.get('#lost').text()).toBe('true'))
  say('connect')
  await vi.waitFor(() => expect(wrapper.findAll('li')).toHaveLength(2))
  expect(wrapper.get('#lost').text()).toBe('false')
})

test('news that come while the first list is on its way are not lost with it', async () => {
  let tickets = [row({ id: 1 })]
  let answer: (() => void) | undefined
  serve({ 'GET /tickets': () => {
    const page = { tickets, next: null }
    return answer ? page : new Promise((resolve) => { answer = () => resolve(page) })
  } })
  const { wrapper } = await show(Console)
  await vi.waitFor(() => expect(answer).toBeDefined())
  tickets = [row({ id: 2 }), ...tickets]
  say('changes', [{ about: 'ticket', ticketId: 2, isNew: true }])
  answer?.()
  await vi.waitFor(() => expect(wrapper.findAll('li')).toHaveLength(2))
})

test('a server that sends one away is asked again after a while', async () => {
  serve({ 'GET /tickets': { tickets: [], next: null } })
  await show(Console)
  socket.active = false
  say('disconnect', 'io server disconnect')
  await vi.waitFor(() => expect(socket.connect).toHaveBeenCalled())
})
