import { useI18n } from 'vue-i18n'
import type { Said } from '../../../server/workflows/contract.ts'
import { running as en } from '../locales/en/running.ts'
import { running as fr } from '../locales/fr/running.ts'

/** The words of runs, apart from those of the console: nobody needs them before a run is shown. `say` picks the reader's language of what a workflow says. */
export function useRunWords() {
  const { t, locale } = useI18n({ useScope: 'local', messages: { fr, en } })
  const say = (said: Said) => (locale.value === 'en' ? said.en || said.fr : said.fr || said.en)
  /** What a field was answered with: yes and no are the only values that are not words already. */
  return { t, locale, say }
}
