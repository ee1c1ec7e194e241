import { computed, ref, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { Enrolment, RecoveryCodes } from '../../../server/accounts/second-factor/contract.ts'
import { send } from '../http.ts'
import { useSending } from '../ui/useSending.ts'

/** Setting up a second factor, step by step: the password, the QR code and a first code, the recovery codes. */
export function useEnrolment() {
  const { t } = useI18n()
  const { sending, failure, run } = useSending()
  const [password, code] = [ref(''), ref('')]
  const [enrolment, recoveryCodes] = [ref<Enrolment>(), ref<string[]>()]
  const step = computed(() => recoveryCodes.value ? 'codes' : enrolment.value ? 'scan' : 'password')

  async function begin() {
    const done = await run(async () => {
      enrolment.value = await send({ method: 'POST', path: '/account/second-factor', body: { password: password.value } }, Enrolment)
    }, { invalid: t('account.passwordWrong') })
    if (done) password.value = ''
  }

  async function confirm() {
    if (!/^\d{3} ?\d{3}$/.test(code.value)) return
    const done = await run(async () => {
      const answer = await send({ method: 'POST', path: '/account/second-factor/confirm', body: { code: code.value.replace(' ', '') } }, RecoveryCodes)
      recoveryCodes.value = answer.recoveryCodes
    }, { invalid: t('factor.codeWrong') })
    if (!done) code.value = ''
  }

  watch(code, (typed) => { if (/^\d{6}$/.test(typed)) void confirm() })

  return { step, password, code, enrolment, recoveryCodes, sending, failure, begin, confirm }
}
