import { useQueryClient } from '@tanstack/vue-query'
import { computed, ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRoute, useRouter } from 'vue-router'
import { SessionAnswer, SignIn } from '../../../server/accounts/contract.ts'
import { send } from '../http.ts'
import { useSending } from '../ui/useSending.ts'
import { enter } from './session.ts'

/** Where to go once signed in: back to where one was, if that is a page of ours. */
export const wayBack = (next: unknown) => typeof next === 'string' && /^\/(?![/\\])/.test(next) ? next : '/'

/** Signing in with an address and a password; `awaits` says that the code comes next. */
export function useSignIn() {
  const { t } = useI18n()
  const [client, route, router] = [useQueryClient(), useRoute(), useRouter()]
  const { sending, failure, run } = useSending()
  const [email, password, awaits] = [ref(''), ref(''), ref(false)]
  const request = computed(() => SignIn.safeParse({ email: email.value, password: password.value }))

  async function entered({ session, awaits: code }: SessionAnswer) {
    awaits.value = code === 'code'
    if (!session) return
    enter(client, session)
    await router.replace(wayBack(route.query['next']))
  }

  async function submit() {
    const { data } = request.value
    if (!data) return
    await run(async () => entered(await send({ method: 'POST', path: '/session', body: data }, SessionAnswer)), { unauthenticated: t('account.wrong') })
    password.value = ''
  }

  return { email, password, awaits, failure, sending, ready: computed(() => request.value.success), submit, entered }
}
