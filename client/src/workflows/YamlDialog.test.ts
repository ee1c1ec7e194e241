import { flushPromises } from '@vue/test-utils'
import { afterEach, expect, test, vi } from 'vitest'
import type { WorkflowVersions } from '../../../server/workflows/composing/contract.ts'
import type { YamlChecked } from '../../../server/workflows/composing/yaml/contract.ts'
import { NOW } from '../testing/given.ts'
import { said, step } from '../testing/given-runs.ts'
import { serve } from '../testing/server.ts'
import { show } from '../testing/show.ts'
import WorkflowPage from './WorkflowPage.vue'

const versions: WorkflowVersions = {
  workflow: { name: 'gandi', title: said('De Gandi'), about: null, origin: 'file', shipped: true, version: 4, versions: 4, publishedAt: NOW, publishedBy: null, retiredAt: null, steps: 1, running: 0, draftSavedAt: null, composable: false },
  versions: [{ number: 4, title: said('De Gandi'), steps: 1, note: '', publishedAt: NOW, publishedBy: null, current: true, running: 0 }],
}
const workflow = { name: 'gandi', title: said('De Gandi'), about: null, phases: [], start: [], steps: [step('survey', { title: said('Regarder le domaine') })], hidden: [] }
const checked = ({ body }: { body: { yaml: string } }): YamlChecked => body.yaml.includes('wrong')
  ? { findings: [{ level: 'error', step: 'survey', line: 3, column: 1, says: 'There is no such step.' }], workflow: null }
  : { findings: [], workflow }

const until = (check: () => void) => vi.waitFor(check)
const dialog = () => document.querySelector<HTMLElement>('[role=dialog]')
let close = () => {}
afterEach(() => { close() })

async function write(yaml: string) {
  const text = document.querySelector<HTMLTextAreaElement>('#yaml-text')
  if (text) text.value = yaml
  text?.dispatchEvent(new Event('input'))
  await flushPromises()
  document.querySelector('#yaml')?.dispatchEvent(new Event('submit', { cancelable: true }))
}

test('what is more than a list is read as its path and its text, and its text is checked before it is published', async () => {
  const { asked } = serve({ 'GET /workflows/gandi/versions': versions, 'GET /workflows/gandi/versions/4': { number: 4, yaml: 'workflow: gandi' }, 'POST /workflows/yaml/check': checked, 'POST /workflows/yaml': versions })
  const { wrapper } = await show(WorkflowPage, { at: '/reglages/parcours/gandi', may: ['workflows:manage'] })
  close = () => wrapper.unmount()
  await until(() => expect(wrapper.text()).toMatch(/Regarder le domaine.*workflow: gandi/s))
  const published = () => asked.filter(({ method, path }) => method === 'POST' && path === '/workflows/yaml').map(({ body }) => body)
  await wrapper.findAll('button').find(one => one.text() === 'Modifier le texte')?.trigger('click')
  await until(() => expect(dialog()?.querySelector('textarea')?.value).toBe('workflow: gandi'))

  await write('wrong')
  await until(() => expect(dialog()?.textContent).toMatch(/1 erreur à corriger.*ligne 3, étape survey.*There is no such step/s))
  await write('right')
  await until(() => expect(dialog()?.textContent).toContain('Rien à redire'))
  expect(published()).toEqual([])
  document.querySelector('#yaml')?.dispatchEvent(new Event('submit', { cancelable: true }))
  await until(() => expect(published()).toEqual([{ yaml: 'right', note: '', replaces: { name: 'gandi', version: 4 } }]))
})
