import { afterEach, expect, test, vi } from 'vitest'
import { drafts } from '../drafts.ts'
import { row } from '../testing/given.ts'
import { refusal, serve } from '../testing/server.ts'
import { show } from '../testing/show.ts'
import NoteBox from './NoteBox.vue'

afterEach(() => drafts.clear())

const box = (ticketId = 7) => show(NoteBox, { props: { ticketId } })

test('Ctrl+Enter saves the note, and the box is empty again', async () => {
  const server = serve({ 'POST /tickets/7/notes': { ticket: row() } })
  const { wrapper } = await box()
  await wrapper.get('textarea').setValue('On bascule lundi.')
  await wrapper.get('textarea').trigger('keydown', { key: 'Enter', ctrlKey: true })
  await vi.waitFor(() => expect(wrapper.get('textarea').element.value).toBe(''))
  expect(server.asked).toEqual([{ method: 'POST', path: '/tickets/7/notes', body: { text: 'On bascule lundi.' } }])
})

test('a note that could not be saved keeps its text and says so', async () => {
  serve({ 'POST /tickets/7/notes': refusal(500, 'unexpected') })
  const { wrapper } = await box()
  await wrapper.get('textarea').setValue('On bascule lundi.')
  await wrapper.get('form').trigger('submit')
  await vi.waitFor(() => expect(wrapper.get('[role=alert]').text()).toContain('votre texte est gardé'))
  expect(wrapper.get('textarea').element.value).toBe('On bascule lundi.')
})

test('Enter twice saves once', async () => {
  const server = serve({ 'POST /tickets/7/notes': () => new Promise(resolve => setTimeout(() => resolve({ ticket: row() }), 20)) })
  const { wrapper } = await box()
  await wrapper.get('textarea').setValue('On bascule lundi.')
  await wrapper.get('form').trigger('submit')
  await wrapper.get('form').trigger('submit')
  await vi.waitFor(() => expect(wrapper.get('textarea').element.value).toBe(''))
  expect(server.count('POST')).toBe(1)
})

test('each ticket keeps its own draft while others are read', async () => {
  const { wrapper } = await box()
  await wrapper.get('textarea').setValue('à demander à Jules')
  await wrapper.setProps({ ticketId: 8 })
  expect(wrapper.get('textarea').element.value).toBe('')
  await wrapper.setProps({ ticketId: 7 })
  expect(wrapper.get('textarea').element.value).toBe('à demander à Jules')
})

test('blank is not a note', async () => {
  const { wrapper } = await box()
  await wrapper.get('textarea').setValue('   \n')
  expect(wrapper.get('button[type=submit]').attributes('disabled')).toBeDefined()
})
