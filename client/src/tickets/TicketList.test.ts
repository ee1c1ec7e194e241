import { expect, test, vi } from 'vitest'
import { keys } from '../keys.ts'
import { row } from '../testing/given.ts'
import { refusal, serve } from '../testing/server.ts'
import { show } from '../testing/show.ts'
import TicketList from './TicketList.vue'

type Wrapper = Awaited<ReturnType<typeof show>>['wrapper']
const subjects = (wrapper: Wrapper) => wrapper.findAll('li a').map(line => line.text().match(/Sujet \d+/)?.[0])
const rows = (...ids: number[]) => ids.map(id => row({ id, subject: `Sujet ${id}` }))

test('a list told to be stale shows the new ticket first, marked as new', async () => {
  let tickets = rows(1, 2)
  serve({ 'GET /tickets': () => ({ tickets, next: null }) })
  const { wrapper, client } = await show(TicketList)
  await vi.waitFor(() => expect(subjects(wrapper)).toEqual(['Sujet 1', 'Sujet 2']))
  tickets = rows(3, 1, 2)
  await client.invalidateQueries({ queryKey: keys.lists })
  await vi.waitFor(() => expect(subjects(wrapper)).toEqual(['Sujet 3', 'Sujet 1', 'Sujet 2']))
  expect(wrapper.findAll('.animate-arrived').map(line => line.attributes('href'))).toEqual(['/tickets/3'])
})

test('whoever reads further down is told of arrivals by a button, which brings them up', async () => {
  let tickets = rows(1, 2)
  serve({ 'GET /tickets': () => ({ tickets, next: null }) })
  const { wrapper, client } = await show(TicketList)
  await vi.waitFor(() => expect(subjects(wrapper)).toHaveLength(2))
  const scroller = wrapper.get('.pane-scroll')
  scroller.element.scrollTop = 500
  await scroller.trigger('scroll')
  tickets = rows(3, 4, 1, 2)
  await client.invalidateQueries({ queryKey: keys.lists })
  await vi.waitFor(() => expect(wrapper.text()).toContain('2 nouveaux tickets'))
  scroller.element.scrollTop = 0
  await scroller.trigger('scroll')
  expect(wrapper.text()).not.toContain('2 nouveaux tickets')
})

test('the answer to a question that is no longer asked is dropped', async () => {
  const { asked } = serve({
    'GET /tickets': ({ path }: { path: string }) => path.includes('text=lent')
      ? new Promise(resolve => setTimeout(() => resolve({ tickets: rows(1), next: null }), 60))
      : { tickets: rows(2), next: null },
  })
  const { wrapper, router } = await show(TicketList, { at: '/?text=lent' })
  await router.replace('/?text=vif')
  await vi.waitFor(() => expect(subjects(wrapper)).toEqual(['Sujet 2']))
  await new Promise(resolve => setTimeout(resolve, 90))
  expect(subjects(wrapper)).toEqual(['Sujet 2'])
  expect(asked).toHaveLength(2)
})

test('an empty list says why, and leads to all tickets when words were searched for', async () => {
  serve({ 'GET /tickets': { tickets: [], next: null } })
  const { wrapper, router } = await show(TicketList)
  await vi.waitFor(() => expect(wrapper.text()).toContain('Rien à prendre'))
  await router.replace('/?text=zzz')
  await vi.waitFor(() => expect(wrapper.text()).toContain('Aucun ticket ne correspond'))
  expect(wrapper.get('a').attributes('href')).toBe('/?view=everything&text=zzz')
})

test('a list that could not be fetched says so and tries again when asked', async () => {
  let works = false
  serve({ 'GET /tickets': () => works ? { tickets: rows(1), next: null } : refusal(500, 'unexpected') })
  const { wrapper } = await show(TicketList)
  await vi.waitFor(() => expect(wrapper.get('[role=alert]').text()).toContain('n’a pas pu être chargée'))
  works = true
  await wrapper.get('[role=alert] button').trigger('click')
  await vi.waitFor(() => expect(subjects(wrapper)).toEqual(['Sujet 1']))
})

test('the keyboard goes from line to line and stays within the list', async () => {
  serve({ 'GET /tickets': { tickets: rows(1, 2), next: null } })
  const { wrapper } = await show(TicketList)
  await vi.waitFor(() => expect(subjects(wrapper)).toHaveLength(2))
  const { move } = wrapper.vm as unknown as { move: (step: 1 | -1) => void }
  const here = () => document.activeElement?.getAttribute('href')
  move(1)
  expect(here()).toBe('/tickets/1')
  move(1)
  move(1)
  expect(here()).toBe('/tickets/2')
  await wrapper.get('ul').trigger('keydown', { key: 'ArrowUp' })
  expect(here()).toBe('/tickets/1')
})
