import { useI18n } from 'vue-i18n'
import type { Said } from '../../../../server/workflows/contract.ts'
import { bulking as en } from '../../locales/en/bulking.ts'
import { bulking as fr } from '../../locales/fr/bulking.ts'

/** The words of starting many runs at once. */
export function useBulkWords() {
  const { t, locale } = useI18n({ useScope: 'local', messages: { fr, en } })
  const say = (said: Said) => (locale.value === 'en' ? said.en || said.fr : said.fr || said.en)
  return { t, locale, say }
}
