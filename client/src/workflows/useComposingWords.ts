import { useI18n } from 'vue-i18n'
import type { Said } from '../../../server/workflows/contract.ts'
import { composing as en } from '../locales/en/composing.ts'
import { composing as fr } from '../locales/fr/composing.ts'

/** The words of composing, apart from those of the console: most people never compose. `usual` gives those of the console. */
export function useComposingWords() {
  const { t, locale } = useI18n({ useScope: 'local', messages: { fr, en } })
  const { t: usual } = useI18n({ useScope: 'global' })
  const say = (said: Said) => (locale.value === 'en' ? said.en || said.fr : said.fr || said.en)
  return { t, usual, locale, say }
}
