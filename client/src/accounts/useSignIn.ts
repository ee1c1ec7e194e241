import { useQueryClient } from '@tanstack/vue-query'
import { computed, ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRoute, useRouter } from 'vue-router'
import { SessionAnswer, SignIn } from '../../../server/accounts/contract.ts'
import { useFailureWords } from '../failure.ts'
import { HttpFailure, send } from '../http.ts'
import { enter } from './session.ts'

/** Where to go once signed in: back to where one was, if that is a page of ours. */
export const wayBack = (next: unknown) => typeof next === 'string' && /^\/(?![/\\])/.test(next) ? next : '/'

/** Signing in with an address and a password. */
export function useSignIn() {
  const { t } = useI18n()
  const [client, route, router, words] = [useQueryClient(), useRoute(), useRouter(), useFailureWords()]
  const email = ref('')
  const password = ref('')
  const failure = ref<string>()
  const sending = ref(false)
  const request = computed(() => SignIn.safeParse({ email: email.value, password: password.value }))

  async function submit() {
    if (!request.value.success || sending.value) return
    sending.value = true
    failure.value = undefined
    try {
      const { session } = await send({ method: 'POST', path: '/session', body: request.value.data }, SessionAnswer)
      enter(client, session)
      await router.replace(wayBack(route.query['next']))
    }
    catch (error) {
      const wrong = error instanceof HttpFailure && error.code === 'unauthenticated'
      failure.value = wrong ? t('account.wrong') : words(error)
      password.value = ''
    }
    finally {
      sending.value = false
    }
  }

  return { email, password, failure, sending, ready: computed(() => request.value.success), submit }
}
