import { beforeAll, expect, test, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import type { Message } from '../../../../server/tickets/contract.ts'
import { discussion, NOW, reply, sending } from '../../testing/given.ts'
import { show } from '../../testing/show.ts'
import { tellDiscussed } from '../discussions/place.ts'
import PublicLine from './PublicLine.vue'

const on = (parts: Partial<Message>, source: Parameters<typeof discussion>[1] = {}) => show(defineComponent({
  setup() {
    tellDiscussed(() => ({ discussions: [discussion({}, source)], identities: [] }))
    return () => h(PublicLine, { message: reply({ discussionId: 4, to: [], ...parts }) })
  },
}))

// What is loaded when it is first shown is there already: no test waits for it.
beforeAll(() => import('./ByHand.vue'))

test.each([
  ['nothing, as long as nothing is known', {}, ''],
  ['when it was distributed', { publishedAt: NOW }, 'Distribué sur Entraide · '],
  ['that moderators hold it', { moderation: 'held' }, 'En attente de modération sur Entraide'],
  ['that they refused it', { moderation: 'refused' }, 'Refusé par Entraide\u00a0: personne ne l’a lu'],
] as const)('of an answer to a list it says %s', async (_, parts, words) => {
  const { wrapper } = await on(parts)
  expect(wrapper.text()).toContain(words)
  if (words === '') expect(wrapper.text()).toBe('')
})

test('who carries it by hand gets the text and the place', async () => {
  const copied = vi.fn(() => Promise.resolve())
  vi.stubGlobal('navigator', { clipboard: { writeText: copied } })
  const { wrapper } = await on({ text: 'Relancez **certbot**.', sending: sending({ hold: 'by-hand', heldUntil: null }) }, { kind: 'forum', name: 'Forum' })
  await vi.waitFor(() => expect(wrapper.find('a').attributes('href')).toBe('https://lists.coop.example/arc/4'))
  expect(wrapper.find('a').text()).toBe('Ouvrir Forum')
  await wrapper.get('button').trigger('click')
  expect(copied).toHaveBeenCalledWith('Relancez **certbot**.')
  await vi.waitFor(() => expect(wrapper.get('[role=status]').text()).toBe('Copié'))
  vi.unstubAllGlobals()
})
