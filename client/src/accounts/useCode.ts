import { computed, ref, watch, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { EnterCode, SessionAnswer } from '../../../server/accounts/contract.ts'
import { HttpFailure, send } from '../http.ts'
import { useSending } from '../ui/useSending.ts'

type Told = { onEntered: (answer: SessionAnswer) => void, onLate: () => void }

/** Entering the code after the password. Six digits are sent as soon as they are there. */
export function useCode(kind: Ref<'digits' | 'recovery'>, { onEntered, onLate }: Told) {
  const { t } = useI18n()
  const { sending, failure, run } = useSending()
  const code = ref('')
  const ready = computed(() => kind.value === 'digits' ? /^\d{3} ?\d{3}$/.test(code.value.trim()) : EnterCode.safeParse({ code: code.value }).success)

  async function submit() {
    if (!ready.value) return
    await run(() => enter().catch((error: unknown) => {
      // The password was given more than ten minutes ago.
      if (error instanceof HttpFailure && error.code === 'unauthenticated') return onLate()
      code.value = ''
      throw error
    }), { invalid: t(kind.value === 'digits' ? 'account.codeWrong' : 'account.recoveryWrong') })
  }

  async function enter() {
    onEntered(await send({ method: 'POST', path: '/session/code', body: { code: code.value } }, SessionAnswer))
  }

  watch(code, () => { if (kind.value === 'digits' && ready.value) void submit() })

  return { code, failure, sending, ready, submit }
}
