import { mount } from '@vue/test-utils'
import { afterEach, expect, test, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import { shortcutsEnabled, useShortcuts } from './useShortcuts.ts'

const [next, away] = [vi.fn(), vi.fn()]
const Page = defineComponent(() => {
  useShortcuts({ j: next, Escape: away })
  return () => h('div', [h('textarea'), h('button'), h('div', { role: 'menu' }, h('a', { href: '#' }))])
})

afterEach(() => {
  shortcutsEnabled.value = true
  next.mockClear()
  away.mockClear()
})

test.each([['button', {}, 1], ['textarea', {}, 0], ['[role=menu] a', {}, 0], ['button', { ctrlKey: true }, 0], ['button', { metaKey: true }, 0]])('in %s with %j', async (where, keys, times) => {
  const page = mount(Page, { attachTo: document.body })
  await page.get(where).trigger('keydown', { key: 'j', ...keys })
  expect(next).toHaveBeenCalledTimes(times)
  page.unmount()
})

test('turned off, single keys do nothing, and Escape still leads back', async () => {
  const page = mount(Page, { attachTo: document.body })
  shortcutsEnabled.value = false
  await page.get('button').trigger('keydown', { key: 'j' })
  await page.get('button').trigger('keydown', { key: 'Escape' })
  expect(next).not.toHaveBeenCalled()
  expect(away).toHaveBeenCalledOnce()
  page.unmount()
})
