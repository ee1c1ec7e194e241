import { useI18n } from 'vue-i18n'
import type { Said } from '../../../server/dns/survey/contract.ts'
import { surveying as en } from '../locales/en/surveying.ts'
import { surveying as fr } from '../locales/fr/surveying.ts'

/** The words of surveys, apart from those of the console. `say` picks the reader's language of what the server says; `day` names a day, which is one of Greenwich. */
export function useSurveyWords() {
  const { t, te, locale } = useI18n({ useScope: 'local', messages: { fr, en } })
  const say = (said: Said) => locale.value === 'en' ? said.en : said.fr
  const day = (at: number) => new Intl.DateTimeFormat(locale.value, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(at).replace(/^1 /, locale.value === 'fr' ? '1er ' : '1 ')
  return { t, te, locale, say, day }
}
