import { expect, test, vi } from 'vitest'
import { session } from '../testing/given.ts'
import { refusal, serve } from '../testing/server.ts'
import { show } from '../testing/show.ts'
import SignInPage from './SignInPage.vue'
import { wayBack } from './useSignIn.ts'

async function signIn(answer: unknown, at = '/connexion') {
  const server = serve({ 'POST /session': answer })
  const shown = await show(SignInPage, { at, signedIn: false })
  await shown.wrapper.get('#email').setValue('Nadia@coop.example ')
  await shown.wrapper.get('#password').setValue('une phrase de passe')
  await shown.wrapper.get('form').trigger('submit')
  return { ...shown, server }
}

test('a wrong password is said in words, and only the password is to be written again', async () => {
  const { wrapper } = await signIn(refusal(401, 'unauthenticated'))
  await vi.waitFor(() => expect(wrapper.get('[role=alert]').text()).toBe('Adresse ou mot de passe incorrect.'))
  expect(wrapper.get<HTMLInputElement>('#password').element.value).toBe('')
  expect(wrapper.get<HTMLInputElement>('#email').element.value).toContain('Nadia@coop.example')
})

test.each([[429, 'too-many', 'Trop d’essais'], [500, 'unexpected', 'inattendue']])('a refusal %i is told apart from a wrong password', async (status, code, words) => {
  const { wrapper } = await signIn(refusal(status, code))
  await vi.waitFor(() => expect(wrapper.get('[role=alert]').text()).toContain(words))
})

test('a server that cannot be reached is said to be so', async () => {
  const { wrapper } = await signIn(() => Promise.reject(new TypeError('fetch failed')))
  await vi.waitFor(() => expect(wrapper.get('[role=alert]').text()).toContain('Le serveur ne répond pas'))
})

test('once signed in, one is back where one was', async () => {
  const { router, server } = await signIn({ session }, '/connexion?next=/tickets/7?view=mine')
  await vi.waitFor(() => expect(router.currentRoute.value.fullPath).toBe('/tickets/7?view=mine'))
  expect(server.asked[0]?.body).toEqual({ email: 'nadia@coop.example', password: 'une phrase de passe' })
})

test.each([['//elsewhere.example', '/'], ['https://elsewhere.example', '/'], ['/\\elsewhere', '/'], [undefined, '/'], ['/tickets/3', '/tickets/3']])('the way back from %s is %s', (next, way) => {
  expect(wayBack(next)).toBe(way)
})
