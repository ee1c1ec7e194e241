import { useQuery, useQueryClient } from '@tanstack/vue-query'
import { ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { RecoveryCodes, SecondFactor } from '../../../server/accounts/second-factor/contract.ts'
import { send } from '../http.ts'
import { keys } from '../keys.ts'
import { useSending } from '../ui/useSending.ts'

/** One's own second factor: how it stands, turning it off, new recovery codes. Both ask for the password. */
export function useSecondFactor() {
  const { t } = useI18n()
  const client = useQueryClient()
  const { sending, failure, run } = useSending()
  const { data: factor } = useQuery({ queryKey: keys.secondFactor, queryFn: ({ signal }) => send({ method: 'GET', path: '/account/second-factor', signal }, SecondFactor) })
  const recoveryCodes = ref<string[]>()
  const refresh = () => client.invalidateQueries({ queryKey: keys.secondFactor })
  const wrong = () => ({ invalid: t('account.passwordWrong') })

  const turnOff = (password: string) => run(async () => {
    client.setQueryData(keys.secondFactor, await send({ method: 'POST', path: '/account/second-factor/remove', body: { password } }, SecondFactor))
  }, wrong())

  const renew = (password: string) => run(async () => {
    const answer = await send({ method: 'POST', path: '/account/second-factor/recovery-codes', body: { password } }, RecoveryCodes)
    recoveryCodes.value = answer.recoveryCodes
    await refresh()
  }, wrong())

  return { factor, recoveryCodes, sending, failure, turnOff, renew, refresh }
}
