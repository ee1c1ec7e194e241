import { useQueryClient } from '@tanstack/vue-query'
import { computed, ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRoute, useRouter } from 'vue-router'
import { AcceptInvitation, PASSWORD_MIN, SessionAnswer } from '../../../server/accounts/contract.ts'
import { useFailureWords } from '../failure.ts'
import { HttpFailure, send } from '../http.ts'
import { enter } from './session.ts'

const GONE = ['not-found', 'conflict', 'forbidden', 'invalid', 'unauthenticated']

/** Accepting an invitation. Its token is after the # of the link, which browsers never send nor log. */
export function useInvitation() {
  const { t } = useI18n()
  const [client, router, words] = [useQueryClient(), useRouter(), useFailureWords()]
  const token = useRoute().hash.slice(1)
  const password = ref('')
  const failure = ref<string>()
  const sending = ref(false)
  const request = computed(() => AcceptInvitation.safeParse({ token, password: password.value }))
  const complete = AcceptInvitation.shape.token.safeParse(token).success
  const lacking = computed(() => Math.max(0, PASSWORD_MIN - password.value.length))

  async function submit() {
    if (!request.value.success || sending.value) return
    sending.value = true
    failure.value = undefined
    try {
      const { session } = await send({ method: 'POST', path: '/invitations/accept', body: request.value.data }, SessionAnswer)
      enter(client, session)
      await router.replace('/')
    }
    catch (error) {
      failure.value = error instanceof HttpFailure && GONE.includes(error.code) ? t('account.invitationGone') : words(error)
    }
    finally {
      sending.value = false
    }
  }

  return { password, failure, sending, complete, lacking, ready: computed(() => request.value.success), submit }
}
