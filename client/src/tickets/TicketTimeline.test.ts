import { expect, test, vi } from 'vitest'
import { detail, message, NOW, reply, row, sending } from '../testing/given.ts'
import { serve } from '../testing/server.ts'
import { show } from '../testing/show.ts'
import TicketTimeline from './TicketTimeline.vue'

const gandi = { address: 'aide@gandi.example', name: 'Gandi' }

async function open(parts: Parameters<typeof detail>[0], answers: Record<string, unknown> = {}) {
  const server = serve(answers)
  const { wrapper, router } = await show(TicketTimeline, { props: { detail: detail(parts), busy: false } })
  const press = (words: string) => wrapper.findAll('button').find(one => one.text().includes(words))?.trigger('click')
  const posted = () => server.asked.filter(({ method }) => method === 'POST').map(({ path, body }) => [path, body])
  return { wrapper, router, press, posted }
}

test('a side thread stands apart, says that the member sees nothing of it, and is written into', async () => {
  const { wrapper, press } = await open({
    sides: [{ id: 3, subject: 'Transfert', participants: [{ ...gandi, pending: false }] }],
    messages: [message(), reply({ id: 80, sideId: 3, to: [gandi], sending: sending({ state: 'sent', hold: null }) }), message({ id: 81, sideId: 3, author: { kind: 'address', id: null, handle: null, ...gandi }, text: 'Le code a expiré.' })],
  })
  const side = wrapper.get('section')
  expect(side.attributes('aria-label')).toBe('Demandé à Gandi')
  for (const words of ['le membre ne voit rien de ceci', 'Le code a expiré.', 'question à part']) expect(side.text()).toContain(words)
  await press('Écrire encore à Gandi')
  expect(wrapper.emitted('ask')).toEqual([[3]])
})

test.each([['Oui', true], ['Non', false]] as const)('to a stranger’s message one says %s', async (words, accepted) => {
  const { press, posted } = await open({ messages: [message({ pending: true, author: { kind: 'address', id: null, handle: null, name: '', address: 'x@autre.example' } })] }, { 'POST /tickets/7/participants': { ticket: row() } })
  await press(words)
  await vi.waitFor(() => expect(posted()).toEqual([['/tickets/7/participants', { address: 'x@autre.example', accepted, messageId: 70 }]]))
})

test('a forwarded message can be made the request of who wrote it', async () => {
  const { press, posted } = await open({ messages: [message({ forwardedFrom: { address: 'tom@weber.example', name: 'Tom' } })] }, { 'POST /tickets/7/requester': { ticket: row() } })
  await press('C’est la demande de Tom')
  await vi.waitFor(() => expect(posted()).toEqual([['/tickets/7/requester', { address: 'tom@weber.example', name: 'Tom' }]]))
})

test('a ticket that was merged here is told, and taken out again', async () => {
  const { wrapper, press, router } = await open({ merged: [{ id: 6, ticketId: 9, reference: 'BBB-BBB-BBBB', subject: 'Même souci', at: NOW }] }, { 'POST /merges/6/undo': { ticket: row({ id: 9 }) } })
  expect(wrapper.text()).toMatch(/BBB-BBB-BBBB «\u00a0Même souci\u00a0» a été fusionné ici/)
  await press('Séparer')
  await vi.waitFor(() => expect(router.currentRoute.value.params['id']).toBe('9'))
})

test('a ticket that seems to be meant is a link away, and can be merged with', async () => {
  const { wrapper, press } = await open({ related: { id: 9, reference: 'BBB-BBB-BBBB', subject: 'Même souci' } })
  expect(wrapper.get('a').attributes('href')).toBe('/tickets/9')
  await press('Fusionner avec lui')
  expect(wrapper.emitted('merge')).toHaveLength(1)
})
