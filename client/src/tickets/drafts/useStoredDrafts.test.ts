import { afterEach, expect, test, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import { drafts } from '../../drafts.ts'
import { refusal, serve } from '../../testing/server.ts'
import { show } from '../../testing/show.ts'
import { useDraft } from './useDraft.ts'
import { useStoredDrafts } from './useStoredDrafts.ts'

const Field = defineComponent(() => {
  useStoredDrafts(7)
  const { text, state, forget, revision } = useDraft(7, 'reply')
  return () => h('div', [h('textarea', { value: text.value, onInput: (event: Event) => { text.value = (event.target as HTMLTextAreaElement).value } }), h('output', state.value), h('button', { onClick: () => forget('reply', revision.value) })])
})
const draft = (revision: number, text: string) => ({ kind: 'reply', revision, content: { text, subject: '', to: null, cc: null, uploads: [] }, savedAt: 0 })
type Put = { body: { revision: number, content: { text: string } | null } }
const PUT = 'PUT /tickets/7/drafts/reply'
const GET = 'GET /tickets/7/drafts'
/** A server that keeps the highest revision, as ours does. */
function keeping(first: ReturnType<typeof draft>[] = []) {
  let kept = first
  const put = ({ body: { revision, content } }: Put) => {
    if (revision > (kept[0]?.revision ?? 0)) kept = content ? [draft(revision, content.text)] : []
    return { drafts: kept }
  }
  return { [GET]: () => ({ drafts: kept }), [PUT]: put }
}

afterEach(() => { drafts.clear() })

async function open(answers: Record<string, unknown>) {
  const server = serve(answers)
  const { wrapper, client } = await show(Field)
  await vi.waitFor(() => expect(server.count(GET)).toBeGreaterThan(0))
  const saved = () => server.asked.filter(({ method }) => method === 'PUT').map(({ body }) => (body as Put['body']).content?.text ?? null)
  const state = () => wrapper.get('output').text()
  return { server, wrapper, client, saved, state, type: (text: string) => wrapper.get('textarea').setValue(text), value: () => wrapper.get('textarea').element.value }
}

test('one saving after a pause, with all that was typed, and revisions that grow', async () => {
  const { type, saved, state, server } = await open(keeping())
  await type('Bon')
  await type('Bonjour')
  expect(saved()).toEqual([])
  await vi.waitFor(() => expect(state()).toBe('saved'))
  expect(saved()).toEqual(['Bonjour'])
  await type('Bonjour Claire')
  await vi.waitFor(() => expect(saved()).toEqual(['Bonjour', 'Bonjour Claire']))
  const [first, second] = server.asked.filter(({ method }) => method === 'PUT').map(({ body }) => (body as Put['body']).revision)
  expect(second).toBeGreaterThan(first ?? 0)
})

test('closing the ticket saves what no pause had saved', async () => {
  const { type, saved, wrapper } = await open(keeping())
  await type('Bonjour')
  wrapper.unmount()
  expect(saved()).toEqual(['Bonjour'])
})

test('a cut network keeps the words, says so, and they are saved as soon as it is back', async () => {
  let works = false
  const kept = keeping()
  const { type, state, value } = await open({ ...kept, [PUT]: (asked: Put) => works ? kept[PUT]?.(asked as never) : refusal(503, 'nobody') })
  await type('Bonjour')
  await vi.waitFor(() => expect(state()).toBe('failed'))
  expect(value()).toBe('Bonjour')
  works = true
  dispatchEvent(new Event('online'))
  await vi.waitFor(() => expect(state()).toBe('saved'))
})

test('a session that expired is noticed, and the words stay', async () => {
  const { type, state, value, client } = await open({ ...keeping(), [PUT]: refusal(401, 'unauthenticated') })
  await type('Bonjour')
  await vi.waitFor(() => expect(state()).toBe('failed'))
  expect(client.getQueryData(['session'])).toBeNull()
  expect(value()).toBe('Bonjour')
})

test('what was sent does not come back, by a late saving or a late answer', async () => {
  const { type, value, saved, wrapper, client } = await open(keeping([draft(3, 'ancien')]))
  await vi.waitFor(() => expect(value()).toBe('ancien'))
  await type('Bonjour')
  await wrapper.get('button').trigger('click')
  expect(value()).toBe('')
  await client.invalidateQueries({ queryKey: ['drafts', 7] })
  await new Promise(resolve => setTimeout(resolve, 700))
  expect(value()).toBe('')
  expect(saved()).toEqual([])
})

test('what was typed before the draft of another day arrived is added to it', async () => {
  let answer = (_: unknown) => {}
  const { type, value } = await open({ ...keeping(), [GET]: () => new Promise((resolve) => { answer = resolve }) })
  await type('Et aussi')
  answer({ drafts: [draft(3, 'Bonjour')] })
  await vi.waitFor(() => expect(value()).toBe('Bonjour\n\nEt aussi'))
})
