import { expect, test, vi } from 'vitest'
import { session } from '../testing/given.ts'
import { refusal, serve } from '../testing/server.ts'
import { show } from '../testing/show.ts'
import InvitationPage from './InvitationPage.vue'

const LINK = '/invitation#abcdefghijklmnopqrstuvwxyz'

test('a link without its token says that it is incomplete, and offers no form', async () => {
  const { wrapper } = await show(InvitationPage, { at: '/invitation', signedIn: false })
  expect(wrapper.get('[role=alert]').text()).toContain('incomplet')
  expect(wrapper.find('form').exists()).toBe(false)
})

test('a short password says how much is missing, a long one opens the account', async () => {
  const server = serve({ 'POST /invitations/accept': { session } })
  const { wrapper, router } = await show(InvitationPage, { at: LINK, signedIn: false })
  await wrapper.get('#password').setValue('bonjour')
  expect(wrapper.get('[data-rule]').text()).toContain('Il manque encore 3 caractères')
  expect(wrapper.get('button[type=submit]').attributes('disabled')).toBeDefined()
  await wrapper.get('#password').setValue('bonjour à vous')
  await wrapper.get('form').trigger('submit')
  await vi.waitFor(() => expect(router.currentRoute.value.fullPath).toBe('/'))
  expect(server.asked[0]?.body).toEqual({ token: 'abcdefghijklmnopqrstuvwxyz', password: 'bonjour à vous' })
})

test('an invitation that has served is said to have served, and the password is kept', async () => {
  serve({ 'POST /invitations/accept': refusal(404, 'not-found') })
  const { wrapper } = await show(InvitationPage, { at: LINK, signedIn: false })
  await wrapper.get('#password').setValue('bonjour à vous')
  await wrapper.get('form').trigger('submit')
  await vi.waitFor(() => expect(wrapper.get('[role=alert]').text()).toContain('n’est plus valable'))
  expect(wrapper.get<HTMLInputElement>('#password').element.value).toBe('bonjour à vous')
})
