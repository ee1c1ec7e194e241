import { useI18n } from 'vue-i18n'
import { HttpFailure } from './http.ts'

/** Says a failure in the reader's words. */
export function useFailureWords() {
  const { t } = useI18n()
  return (error: unknown) => t(`failure.${error instanceof HttpFailure ? error.code : 'unexpected'}`)
}
