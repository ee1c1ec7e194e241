import { flushPromises } from '@vue/test-utils'
import { expect, test } from 'vitest'
import { defineComponent, h } from 'vue'
import { sendForText } from '../http.ts'
import { keys } from '../keys.ts'
import { session } from '../testing/given.ts'
import { refusal, serve } from '../testing/server.ts'
import { show } from '../testing/show.ts'
import { enter, sessionQuery, useSession } from './session.ts'

const Page = defineComponent(() => {
  const { agent, gone } = useSession()
  return () => h('p', `${agent.value?.name ?? 'nobody'}, gone: ${gone.value}`)
})

test('a page that was there before somebody signed in hears of it, and of the session that expires later', async () => {
  serve({ 'GET /session': { session: null }, 'GET /tickets/7': refusal(401, 'unauthenticated') })
  const { wrapper, client } = await show(Page, { signedIn: false })
  await flushPromises()
  expect(wrapper.text()).toBe('nobody, gone: true')
  enter(client, session)
  await flushPromises()
  expect(wrapper.text()).toBe('Nadia Benali, gone: false')
  await client.fetchQuery({ queryKey: keys.ticket(7), queryFn: () => sendForText({ method: 'GET', path: '/tickets/7' }) }).catch(() => undefined)
  await flushPromises()
  expect(wrapper.text()).toBe('nobody, gone: true')
})

test('whoever signs in sees nothing of what another had fetched', async () => {
  serve({})
  const { client } = await show(Page)
  client.setQueryData(keys.ticket(7), { secret: true })
  enter(client, { ...session, agent: { ...session.agent, id: 2 } })
  expect(client.getQueryData(keys.ticket(7))).toBeUndefined()
  expect(client.getQueryData(sessionQuery.queryKey)?.agent.id).toBe(2)
})
