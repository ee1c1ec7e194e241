import { expect, test, vi } from 'vitest'
import type { Attachment } from '../../../server/tickets/contract.ts'
import { attachment } from '../testing/given.ts'
import { show } from '../testing/show.ts'
import AttachmentList from './AttachmentList.vue'
// Fetched when first needed: here, before anybody waits for them.
import './DangerDialog.vue'
import './PictureDialog.vue'

const list = async (...attachments: Attachment[]) => (await show(AttachmentList, { props: { messageId: 70, attachments } })).wrapper
const dialog = () => document.querySelector('[role=dialog]')

test.each<[NonNullable<Attachment['danger']>, string, string]>([
  ['program', 'programme', 'C’est un programme'], ['script', 'script', 'commandes'], ['macro', 'macros', 'macros'], ['page', 'page web', 'imiter un site'], ['disguised', 'nom trompeur', 'se fait passer'],
])('a dangerous attachment (%s) is named in words, and its download is asked about', async (...[danger, words, why]) => {
  const wrapper = await list(attachment({ filename: 'piege.bin', danger }))
  expect(wrapper.text()).toContain(words)
  expect(wrapper.find('a').exists()).toBe(false)
  await wrapper.get('button').trigger('click')
  await vi.waitFor(() => expect(dialog()?.textContent).toContain(why))
  expect(dialog()?.textContent).toContain('piege.bin')
  expect(dialog()?.querySelector('a[download]')?.getAttribute('href')).toBe('/api/messages/70/attachments/3')
  wrapper.unmount()
})

test('an archive is said to be one, and downloaded at once', async () => {
  const wrapper = await list(attachment({ filename: 'site.zip', danger: 'archive' }))
  expect(wrapper.get('a[download]').text()).toContain('archive')
})

test('a picture is seen in the page; what is none after all is a file like others', async () => {
  const wrapper = await list(attachment({ filename: 'ecran.png', contentType: 'image/png' }), attachment({ id: 4, filename: 'plan.svg', contentType: 'image/svg+xml' }))
  expect(wrapper.findAll('img').map(image => image.attributes('src'))).toEqual(['/api/messages/70/attachments/3/picture'])
  await wrapper.get('button').trigger('click')
  await vi.waitFor(() => expect(dialog()?.querySelector('img')?.getAttribute('alt')).toBe('ecran.png'))
  await wrapper.get('img').trigger('error')
  expect(wrapper.find('img').exists()).toBe(false)
  expect(wrapper.findAll('a[download]')).toHaveLength(2)
  wrapper.unmount()
})
