import { expect, test, vi } from 'vitest'
import { row } from '../../testing/given.ts'
import { serve } from '../../testing/server.ts'
import { show } from '../../testing/show.ts'
import FailingAddresses from './FailingAddresses.vue'

const failing = [{ address: 'claire@asso.example', words: '550 5.1.1 no such user', at: Date.UTC(2026, 2, 12, 9) }]

test('says which address takes no mail, since when, and in which words', async () => {
  serve({})
  const { wrapper } = await show(FailingAddresses, { props: { ticketId: 7, failing, maySay: false } })
  expect(wrapper.text()).toMatch(/claire@asso\.example ne reçoit plus.*mars.*550 5\.1\.1 no such user/s)
  expect(wrapper.find('button').exists()).toBe(false)
})

test('an agent says that it works again', async () => {
  const { asked } = serve({ 'POST /tickets/7/address-works': { ticket: row() } })
  const { wrapper } = await show(FailingAddresses, { props: { ticketId: 7, failing, maySay: true } })
  await wrapper.get('button').trigger('click')
  await vi.waitFor(() => expect(asked.map(({ path, body }) => [path, body])).toEqual([['/tickets/7/address-works', { address: 'claire@asso.example' }]]))
})
