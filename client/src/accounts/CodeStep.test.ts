import { expect, test, vi } from 'vitest'
import { session } from '../testing/given.ts'
import { refusal, serve } from '../testing/server.ts'
import { show } from '../testing/show.ts'
import SignInPage from './SignInPage.vue'

async function atTheCode(answer: unknown) {
  const server = serve({ 'POST /session': { session: null, awaits: 'code' }, 'POST /session/code': answer })
  const shown = await show(SignInPage, { at: '/connexion?next=/tickets/7', signedIn: false })
  await shown.wrapper.get('#email').setValue('nadia@coop.example')
  await shown.wrapper.get('#password').setValue('une phrase de passe')
  await shown.wrapper.get('form').trigger('submit')
  await vi.waitFor(() => expect(shown.wrapper.find('#code').exists()).toBe(true))
  return { ...shown, server }
}

test('six digits are sent as soon as they are there, and one is back where one was', async () => {
  const { wrapper, router, server } = await atTheCode({ session })
  await wrapper.get('#code').setValue('12345')
  expect(server.count('POST /session/code')).toBe(0)
  await wrapper.get('#code').setValue('123456')
  await vi.waitFor(() => expect(router.currentRoute.value.fullPath).toBe('/tickets/7'))
  expect(server.asked.at(-1)?.body).toEqual({ code: '123456' })
})

test('a wrong code is said in words, and written again', async () => {
  const { wrapper } = await atTheCode(refusal(422, 'invalid'))
  await wrapper.get('#code').setValue('123456')
  await vi.waitFor(() => expect(wrapper.get('[role=alert]').text()).toContain('Ce code est faux'))
  expect(wrapper.get<HTMLInputElement>('#code').element.value).toBe('')
})

test('a recovery code is sent when it is asked for, not while it is typed', async () => {
  const { wrapper, server } = await atTheCode({ session })
  await wrapper.findAll('button').find(button => button.text().includes('code de secours'))?.trigger('click')
  await wrapper.get('#code').setValue('abcd-efgh-jkmn-pqrs')
  expect(server.count('POST /session/code')).toBe(0)
  await wrapper.get('form').trigger('submit')
  await vi.waitFor(() => expect(server.asked.at(-1)?.body).toEqual({ code: 'abcd-efgh-jkmn-pqrs' }))
})

test('whoever took more than ten minutes gives the password again', async () => {
  const { wrapper } = await atTheCode(refusal(401, 'unauthenticated'))
  await wrapper.get('#code').setValue('123456')
  await vi.waitFor(() => expect(wrapper.find('#email').exists()).toBe(true))
})
