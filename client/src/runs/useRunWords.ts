import { useI18n } from 'vue-i18n'
import type { Said } from '../../../server/workflows/contract.ts'
import { running as en } from '../locales/en/running.ts'
import { running as fr } from '../locales/fr/running.ts'

/** The words of runs, apart from those of the console: nobody needs them before a run is shown. `say` picks the reader's language of what a workflow says, `given` the word for what a step is handed. */
export function useRunWords() {
  const { t, te, locale } = useI18n({ useScope: 'local', messages: { fr, en } })
  const say = (said: Said) => (locale.value === 'en' ? said.en || said.fr : said.fr || said.en)
  return { t, locale, say, given: (name: string) => te(`given.${name}`) ? t(`given.${name}`) : name }
}
