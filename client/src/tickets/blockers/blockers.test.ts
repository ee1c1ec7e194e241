import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import UDropdownMenu from '@nuxt/ui/components/DropdownMenu.vue'
import { drafts } from '../../drafts.ts'
import { detail, message, NOW, row } from '../../testing/given.ts'
import { serve } from '../../testing/server.ts'
import { show } from '../../testing/show.ts'
import TicketPane from '../TicketPane.vue'

const blockers = [{ kind: 'run' as const, refersTo: 12, says: 'Déménagement de pieds.example', since: NOW - 86_400_000 }]
const sent = { ticket: row({ status: 'solved' }), messageId: 71 }

beforeEach(() => { vi.useFakeTimers({ now: NOW, toFake: ['Date'] }) })
afterEach(() => {
  drafts.clear()
  vi.useRealTimers()
})

async function open(answers: Record<string, unknown> = {}, parts: Parameters<typeof detail>[0] = {}) {
  const server = serve({
    'GET /tickets/7': detail({ blockers, ...parts }), 'GET /tickets/7/drafts': { drafts: [] }, 'GET /tickets/7/runs': { runs: [] }, 'PUT /tickets/7/drafts/reply': { drafts: [] },
    'POST /tickets/7/status': sent, 'POST /tickets/7/replies': sent, ...answers,
  })
  const { wrapper } = await show(TicketPane, { props: { id: 7 }, at: '/tickets/7' })
  await vi.waitFor(() => expect(wrapper.find('textarea').exists()).toBe(true))
  const dialog = () => document.querySelector<HTMLElement>('[role=dialog]')
  const posted = (path: string) => server.asked.filter(({ method, path: asked }) => method === 'POST' && asked === path).map(({ body }) => body)
  const overrule = async (reason: string) => {
    const field = await vi.waitFor(() => dialog()?.querySelector('textarea') ?? Promise.reject(new Error('no dialog')))
    field.value = reason
    field.dispatchEvent(new Event('input'))
    await new Promise(resolve => setTimeout(resolve))
    dialog()?.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }))
  }
  return { wrapper, dialog, posted, overrule }
}

test('an answer that solves what a run keeps open says why, and leaves with the reason', async () => {
  const { wrapper, dialog, posted, overrule } = await open()
  await wrapper.get('textarea').trigger('focus')
  await wrapper.get('textarea').setValue('C’est fait.')
  await wrapper.get('select').setValue('solved')
  await wrapper.get('form').trigger('submit')
  await vi.waitFor(() => expect(dialog()?.textContent).toContain('Déménagement de pieds.example'))
  expect(posted('/tickets/7/replies')).toEqual([])
  await overrule('  ')
  expect(posted('/tickets/7/replies')).toEqual([])
  await overrule(' Partie ailleurs ')
  await vi.waitFor(() => expect(posted('/tickets/7/replies')).toMatchObject([{ status: 'solved', overrule: 'Partie ailleurs' }]))
})

test('the status menu asks the same, and asks nothing of what closes nothing', async () => {
  const { wrapper, dialog, posted, overrule } = await open()
  const { items } = wrapper.getComponent(UDropdownMenu).props() as unknown as { items: { label: string, onSelect: () => void }[] }
  const choose = (status: string) => items.find(({ label }) => label === status)?.onSelect()
  choose('En attente du membre')
  choose('Fermé')
  await overrule('Partie ailleurs')
  await vi.waitFor(() => expect(posted('/tickets/7/status')).toHaveLength(2))
  expect(posted('/tickets/7/status')).toEqual([{ status: 'waiting' }, { status: 'closed', overrule: 'Partie ailleurs' }])
  await vi.waitFor(() => expect(dialog()).toBeNull())
})

test('what a run has said is said to be', async () => {
  const { wrapper } = await open({}, { messages: [message({ kind: 'reply', run: { id: 12, subject: 'pieds.example' } })] })
  expect(wrapper.get('article a[href="/parcours/12"]').text()).toBe('envoyé par le parcours «\u00a0pieds.example\u00a0»')
})
