import { useQueryClient } from '@tanstack/vue-query'
import { computed, ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRoute, useRouter } from 'vue-router'
import { AcceptInvitation, SessionAnswer } from '../../../server/accounts/contract.ts'
import { send } from '../http.ts'
import { useSending } from '../ui/useSending.ts'
import { enter } from './session.ts'

/** Accepting an invitation; `awaits` says that a code comes next. Its token is after the # of the link, which browsers never send nor log. */
export function useInvitation() {
  const { t } = useI18n()
  const [client, router] = [useQueryClient(), useRouter()]
  const { sending, failure, run } = useSending()
  const token = useRoute().hash.slice(1)
  const [password, awaits] = [ref(''), ref(false)]
  const request = computed(() => AcceptInvitation.safeParse({ token, password: password.value }))
  const complete = AcceptInvitation.shape.token.safeParse(token).success

  async function entered({ session, awaits: code }: SessionAnswer) {
    awaits.value = code === 'code'
    if (!session) return
    enter(client, session)
    await router.replace('/')
  }

  async function submit() {
    const { data } = request.value
    if (!data) return
    const gone = t('account.invitationGone')
    await run(async () => entered(await send({ method: 'POST', path: '/invitations/accept', body: data }, SessionAnswer)),
      { 'not-found': gone, conflict: gone, forbidden: gone, invalid: gone, unauthenticated: gone })
  }

  return { password, awaits, failure, sending, complete, ready: computed(() => request.value.success), submit, entered }
}
