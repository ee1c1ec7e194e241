import { useQueryClient } from '@tanstack/vue-query'
import { ref } from 'vue'
import { useRouter } from 'vue-router'
import { SessionAnswer } from '../../../server/accounts/contract.ts'
import { useFailureWords } from '../failure.ts'
import { send } from '../http.ts'
import { enter } from './session.ts'

/** Leaving, with nothing of the account kept in the page. */
export function useSignOut() {
  const [client, router, words] = [useQueryClient(), useRouter(), useFailureWords()]
  const failure = ref<string>()

  async function signOut() {
    failure.value = undefined
    try {
      await send({ method: 'DELETE', path: '/session' }, SessionAnswer.optional())
      await router.replace({ name: 'sign-in' })
      enter(client, null)
    }
    catch (error) {
      failure.value = words(error)
    }
  }

  return { failure, signOut }
}
